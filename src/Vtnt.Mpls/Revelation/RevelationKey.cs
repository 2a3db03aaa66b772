using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// What makes two suspicions one attempt. TNT 5.0 looks at the two addresses only; strict also at everything that changes
/// what is probed or how it is read, so that a result never depends on who asked first.
/// </summary>
internal readonly record struct RevelationKey(
    HostAddress Anchor, HostAddress Candidate, bool IsIngressSilent, bool TriesBuddy, byte AnchorTtl, int RevealedBefore)
{
    /// <summary>The key of a suspicion.</summary>
    internal static RevelationKey Of(Suspicion suspicion, TntProfile profile) => profile == TntProfile.Compat
        ? new(suspicion.Anchor, suspicion.Candidate, false, false, 0, 0)
        : new(
            suspicion.Anchor,
            suspicion.Candidate,
            suspicion.IsIngressSilent,
            suspicion.Trigger == TunnelTrigger.DuplicateAddress,
            suspicion.AnchorTtl,
            suspicion.RevealedBefore);
}
