namespace Vtnt.Mpls;

/// <summary>What became of an attempt to reveal hidden routers; of a success, why it stopped where it did.</summary>
public enum RevelationOutcome : byte
{
    /// <summary>New routers appeared, and the last trace left no address to go on with.</summary>
    Revealed,

    /// <summary>The suspected egress follows the ingress directly: nothing (more) is hidden.</summary>
    NothingRevealed,

    /// <summary>The suspected ingress was not on the path of the trace.</summary>
    IngressNotFound,

    /// <summary>The trace did not reach its target.</summary>
    TargetNotReached,

    /// <summary>
    /// The ingress was met at another distance than before, or the path was another when it was looked at again: routers in
    /// between prove nothing.
    /// </summary>
    PathChanged,

    /// <summary>Stopped by a limit on steps, or because the run was halted.</summary>
    Unfinished,

    /// <summary>Not attempted: the evidence is too weak to name a tunnel, and no probe can make it stronger.</summary>
    NotAttempted,

    /// <summary>
    /// Not attempted, or not to the end: TNT would not have gone on either, and too little of the budget was left. What was
    /// revealed until then stands.
    /// </summary>
    OverBudget,
}
