namespace Vtnt.Mpls;

/// <summary>
/// Tells backward recursive from direct path revelation by what one step shows (IMC 2017, section 3.3): a tunnel that
/// ends one router earlier shows one more router, a path that avoids the tunnel shows all.
/// </summary>
internal static class BackwardRecursivePathRevelation
{
    /// <summary>
    /// The technique of one step: backward recursive for a single new router, or two slots with one address; direct for more.
    /// </summary>
    internal static HopDiscoveries Evaluate(ReadOnlySpan<TntSlot> revealed) => revealed switch
    {
        [_] => HopDiscoveries.Brpr,
        [{ IsSilent: false } first, { IsSilent: false } second] when first.Address == second.Address => HopDiscoveries.Brpr,
        _ => HopDiscoveries.Dpr,
    };
}
