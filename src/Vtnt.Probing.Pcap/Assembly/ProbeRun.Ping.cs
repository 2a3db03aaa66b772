namespace Vtnt.Probing.Pcap;

internal sealed partial class ProbeRun
{
    /// <summary>The run as a ping. What only its sender knows is 0.</summary>
    internal Ping ToPing() => new()
    {
        Source = First.Key.Source,
        Destination = First.Key.Destination,
        Method = First.Kind == ProbeKind.IcmpTimestamp ? PingMethod.IcmpTime : PingMethod.IcmpEcho,
        Start = _probes[0].Time,
        ProbeCount = _probes.Count,
        ProbesSent = _probes.Count,
        ProbeSize = First.Size,
        ProbeTtl = First.ProbeTtl,
        SourcePort = First.First,
        DestinationPort = First.Second,
        Tos = First.Tos,
        Probes = [.. _probes.Select((probe, index) => ToOutcome(probe, index + 1))],
    };
}
