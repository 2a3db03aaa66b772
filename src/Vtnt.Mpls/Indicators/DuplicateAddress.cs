using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// One address at two adjacent hops ("TNT, Watch me Explode", TMA 2019, section 3.3): under ultimate-hop popping some
/// egress routers forward a packet whose TTL is 1 without decrementing it, so the router behind them answers twice.
/// </summary>
internal static class DuplicateAddress
{
    /// <summary>True when <paramref name="current"/> is the second of two adjacent answers from one address.</summary>
    internal static bool IsSecond(Reply? previous, Reply? current) =>
        previous is not null && current is not null && previous.Address == current.Address;

    /// <summary>
    /// True when the first of two adjacent answers quotes a TTL of 0: the router before forwards what has expired
    /// (Augustin et al., "Avoiding traceroute anomalies with Paris traceroute", IMC 2006, section 4.1). An egress that pops
    /// forwards without counting, so that 1 is quoted.
    /// </summary>
    internal static bool IsOfZeroTtl(Reply? first) => first is { QuotedTtl: 0 };

    /// <summary>True when <paramref name="current"/> is the first of two adjacent time-exceeded from one address.</summary>
    internal static bool IsFirst(Reply? current, Reply? following) =>
        current is not null && following is { Kind: ReplyKind.TimeExceeded } && following.Address == current.Address;
}
