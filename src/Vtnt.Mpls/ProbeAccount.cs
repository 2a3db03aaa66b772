namespace Vtnt.Mpls;

/// <summary>
/// Probes spent on one shared result (a trace, a ping, a revelation), counted once, where they are sent. The session that
/// asked first owns it; every session that uses the result knows the account.
/// </summary>
/// <param name="owner">A mark of the session, not the session: results outlive it.</param>
internal sealed class ProbeAccount(object owner)
{
    /// <summary>The mark of the session for which the probes were sent.</summary>
    internal object Owner { get; } = owner;

    /// <summary>Probes sent so far.</summary>
    internal int ProbesSent { get; set; }
}
