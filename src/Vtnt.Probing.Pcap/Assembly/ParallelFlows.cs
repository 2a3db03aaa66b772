namespace Vtnt.Probing.Pcap;

/// <summary>
/// Dublin traceroute probes several flows at once, which differ in the destination port: per TTL the port rises, and
/// looks like a traceroute that never leaves that TTL. Seen together, such runs are one trace per port.
/// </summary>
internal static class ParallelFlows
{
    /// <summary>Replaces runs that are slices of parallel flows by one run per flow; leaves all others alone.</summary>
    internal static List<ProbeRun> Regroup(List<ProbeRun> runs)
    {
        foreach (IGrouping<(ushort, ushort), ProbeRun> slices in runs.Where(IsSlice).GroupBy(KeyOf).Where(IsSeveralTtls).ToList())
        {
            runs.RemoveAll(slices.Contains);
            runs.AddRange(slices
                .SelectMany(slice => slice.Probes)
                .GroupBy(probe => probe.Packet.Second)
                .Select(flow => new ProbeRun(flow, RunShape.ConstantFlow)));
        }

        return runs;
    }

    private static bool IsSlice(ProbeRun run) => run.HasOneTtl && run.Shape == RunShape.RisingDestination;

    private static (ushort Source, ushort FirstDestination) KeyOf(ProbeRun run) =>
        (run.Probes[0].Packet.First, run.Probes[0].Packet.Second);

    private static bool IsSeveralTtls(IGrouping<(ushort, ushort), ProbeRun> slices) =>
        slices.Select(slice => slice.Probes[0].Packet.ProbeTtl).Distinct().Skip(1).Any();
}
