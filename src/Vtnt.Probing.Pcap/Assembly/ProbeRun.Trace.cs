using System.Collections.Immutable;

namespace Vtnt.Probing.Pcap;

internal sealed partial class ProbeRun
{
    private const byte UnlimitedTtl = byte.MaxValue;

    /// <summary>The run as a trace. What only its sender knows is 0.</summary>
    internal CapturedTrace ToTrace()
    {
        ProbeSections sections = ProbeSections.Of(_probes, InferredTtls);
        ImmutableArray<Hop> hops = ToHops(sections.Hops);
        TraceEnd end = TraceEnd.Of(hops, First.Key.Destination, Method);
        byte highest = hops.IsEmpty ? (byte)0 : hops[^1].ProbeTtl;
        var trace = new Trace
        {
            Source = First.Key.Source,
            Destination = First.Key.Destination,
            Method = Method,
            Start = (_probes.Find(probe => probe.SentAt is not null) ?? _probes[0]).Time,
            StopReason = end.Reason,
            StopData = end.Data,
            StopHop = end.Reason != StopReason.None && end.Hop < highest ? end.Hop : null,
            Flags = sections.PathMtu.Count > 0 ? TraceFlags.PathMtu : TraceFlags.None,
            Attempts = hops.IsEmpty ? 1 : hops.Max(hop => hop.Probes.Length),
            FirstHop = hops.IsEmpty ? (byte)1 : hops[0].ProbeTtl,
            ProbeSize = First.Size,
            SourcePort = First.First,
            DestinationPort = Method == TraceMethod.IcmpParis ? First.Checksum : First.IsIcmp ? (ushort)0 : First.Second,
            Tos = First.Tos,
            HopCount = highest,
            GapLimit = end.SilentHops,
            ProbesSent = _probes.Count,
            Hops = hops,
            LastDitch = Number(sections.LastDitch, UnlimitedTtl),
            PathMtu = ToPathMtu(sections.PathMtu),
        };
        return new(trace, InferredTtls is not null);
    }

    /// <summary>Probe TTLs that stand for those that were not captured; absent when they were.</summary>
    internal IReadOnlyDictionary<SeenProbe, byte>? InferredTtls { get; init; }

    private TraceMethod Method => First.Kind switch
    {
        ProbeKind.TcpSyn => TraceMethod.Tcp,
        ProbeKind.TcpAck => TraceMethod.TcpAck,
        ProbeKind.Udp => IsParisUdp ? TraceMethod.UdpParis : TraceMethod.Udp,
        _ => IsParisIcmp ? TraceMethod.IcmpParis : TraceMethod.Icmp,
    };

    /// <summary>A single probe shows nothing constant, unless its checksum was made to be the identification, as scamper does.</summary>
    private bool IsParisUdp => _probes.Count > 1
        ? _shape is RunShape.ConstantFlow
        : First.IpId is { } id && First.Checksum == id;

    private bool IsParisIcmp => _probes.Count > 1
        ? _probes.TrueForAll(probe => probe.Packet.Checksum == First.Checksum)
        : First.Checksum == First.First;

    private bool VariesSourcePort => !First.IsIcmp && _probes.Exists(probe => probe.Packet.First != First.First);

    private ImmutableArray<Hop> ToHops(IEnumerable<(byte Ttl, SeenProbe Probe)> probes) =>
    [
        .. probes.GroupBy(probe => probe.Ttl, probe => probe.Probe).OrderBy(hop => hop.Key)
            .Select(hop => new Hop { ProbeTtl = hop.Key, Probes = Number(hop, hop.Key) }),
    ];

    private ImmutableArray<ProbeOutcome> Number(IEnumerable<SeenProbe> probes, byte ttl) =>
        [.. probes.Select((probe, index) => ToOutcome(probe, index + 1) with { ProbeTtl = ttl })];

    private ProbeOutcome ToOutcome(SeenProbe probe, int attempt) => new()
    {
        ProbeTtl = probe.Packet.ProbeTtl,
        Attempt = attempt,
        Size = probe.Packet.Size,
        SentAt = probe.SentAt,
        SentOrigin = probe.SentAt is null ? TimestampOrigin.Unknown : TimestampOrigin.Datalink,
        IpId = probe.Packet.IpId,
        SourcePort = VariesSourcePort ? probe.Packet.First : null,
        Replies = [.. probe.Replies],
        DroppedReplies = probe.DroppedReplies,
    };

    /// <summary>The path MTU is the largest size that brought an answer other than "too big"; the probes tell the rest.</summary>
    private PathMtu? ToPathMtu(IReadOnlyList<SeenProbe> probes)
    {
        if (probes.Count == 0)
        {
            return null;
        }

        int[] passed = [.. probes.Where(IsPassed).Select(probe => probe.Packet.Size)];
        return new PathMtu
        {
            InterfaceMtu = probes[0].Packet.Size,
            Mtu = passed.Length == 0 ? 0 : passed.Max(),
            Probes = [.. probes.Select(probe => ToOutcome(probe, AttemptOf(probe, probes)))],
        };
    }

    private static int AttemptOf(SeenProbe probe, IReadOnlyList<SeenProbe> probes) =>
        probes.TakeWhile(other => other != probe).Count(other => SameShot(other.Packet, probe.Packet)) + 1;

    private static bool SameShot(in ProbePacket a, in ProbePacket b) => a.Size == b.Size && a.ProbeTtl == b.ProbeTtl;

    private static bool IsPassed(SeenProbe probe) =>
        probe.Packet.ProbeTtl == UnlimitedTtl && probe.Replies.Any(reply => reply.NextHopMtu is null && reply.Kind != ReplyKind.PacketTooBig);
}
