using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>Makes traces of any tool fit to start from.</summary>
internal static class InitialTraces
{
    /// <summary>Parallel tracers go beyond the destination, which then answers at several hops and looks like a tunnel's end.</summary>
    internal static Trace WithoutExtraHops(Trace trace) => trace.StopHop is not { } end ? trace : trace with
    {
        Hops = [.. trace.Hops.Where(hop => hop.ProbeTtl <= end)],
        HopCount = end,
        StopHop = null,
    };
}
