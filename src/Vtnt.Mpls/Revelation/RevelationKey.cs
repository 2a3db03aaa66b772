using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// What is made once and shared by all who want it. TNT 5.0 shares whole attempts, by their two addresses. Strict shares
/// single traces, by everything that makes them what they are, so that a result never depends on who asked first.
/// </summary>
/// <param name="Target">The address traced to; the suspected egress.</param>
/// <param name="Anchor">The anchor, where the trace belongs to a pair.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="FirstHop">TTL of the first probe.</param>
/// <param name="HopLimit">TTL of the last probe; 0 without a limit.</param>
/// <param name="Attempts">Attempts per hop.</param>
internal readonly record struct RevelationKey(
    HostAddress Target, HostAddress Anchor, TntRequestKind Kind, byte FirstHop, byte HopLimit, byte Attempts)
{
    /// <summary>The key of an attempt of TNT.</summary>
    internal static RevelationKey Of(Suspicion suspicion) => new(suspicion.Candidate, suspicion.Anchor, TntRequestKind.RevelationTrace, 0, 0, 0);
}
