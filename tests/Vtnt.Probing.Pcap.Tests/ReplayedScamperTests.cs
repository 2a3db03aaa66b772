using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>
/// The engine in the place of scamper 20260420, in the run that scamper stored and that was captured at the same time: whenever a
/// probe of scamper left, the engine wants to send the same packet; it is told the replies when they came; and it ends with
/// scamper's result.
/// </summary>
public sealed class ReplayedScamperTests
{
    /// <summary>scamper read its clock before the capture did: the engine may be asked so much late.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(3);

    /// <summary>How scamper took its time stamps, and names that it looked up.</summary>
    private const TraceFlags NotOurs = TraceFlags.Datalink | TraceFlags.ReverseNames;

    [TestCase("sim-scamper2026-v4", 20)]
    [TestCase("sim-scamper2026-v6", 10)]
    public void Sends_what_scamper_sent_and_finds_what_it_found(string name, int count)
    {
        List<(Timestamp Time, byte[] Bytes)> capture = Load(SharedCaptures.Path($"pcap/{name}.pcap"));
        List<Trace> traces = PairedWartsTests.ReadWarts(SharedCaptures.Path($"warts/{name}.warts")).Traces.FindAll(IsComparable);
        Assert.That(traces, Has.Count.EqualTo(count));
        Assert.Multiple(() =>
        {
            foreach (Trace expected in traces)
            {
                Trace actual = Replay(expected, capture);
                PairedWartsTests.Compare(actual, AsOnTheWire(expected));
                Assert.That(actual.PathMtu?.Notes, Is.EqualTo(expected.PathMtu?.Notes), "path MTU notes");
                Assert.That(actual.Doubletree, Is.EqualTo(expected.Doubletree), "doubletree");
                Assert.That(actual.Flags, Is.EqualTo(expected.Flags & ~NotOurs), "flags");
            }
        });
    }

    [TestCase("sim-scamper2026-v4", 6)]
    [TestCase("sim-scamper2026-v6", 3)]
    public void Pings_as_scamper_pinged(string name, int count)
    {
        List<(Timestamp Time, byte[] Bytes)> capture = Load(SharedCaptures.Path($"pcap/{name}.pcap"));

        // The source ports that vary are drawn by this scamper; its forerunner counted them up, as the engine does.
        List<Ping> pings = PairedWartsTests.ReadWarts(SharedCaptures.Path($"warts/{name}.warts")).Pings.FindAll(p => p.Method != PingMethod.TcpAckSourcePort);
        Assert.That(pings, Has.Count.EqualTo(count));
        Assert.Multiple(() =>
        {
            foreach (Ping expected in pings)
            {
                Ping actual = ScamperPing.Replay(expected, capture);
                Assert.That(actual, Is.EqualTo(ScamperPing.Comparable(expected)));
            }
        });
    }

    /// <summary>Not IPv6 with constant payload, whose replies scamper does not find, since the flow labels are the kernel's.</summary>
    private static bool IsComparable(Trace trace) => !(trace.Destination.IsIPv6 && trace.Flags.HasFlag(TraceFlags.ConstantPayload));

    /// <summary>scamper does not count the fragment header.</summary>
    private static Trace AsOnTheWire(Trace trace) => trace.FragmentOffset == 0 ? trace : trace with
    {
        ProbeSize = trace.ProbeSize + 8,
        Hops = [.. trace.Hops.Select(h => h with { Probes = [.. h.Probes.Select(p => p with { Size = p.Size + 8 })] })],
    };

    private static List<(Timestamp Time, byte[] Bytes)> Load(string path)
    {
        List<(Timestamp, byte[])> packets = [];
        using var reader = new CaptureReader(File.OpenRead(path));
        while (reader.TryRead(out CapturedFrame frame))
        {
            if (frame.Open(out CapturedPacket packet) == FrameVerdict.IpPacket)
            {
                packets.Add((packet.Time, packet.Bytes.ToArray()));
            }
        }

        return packets;
    }

    private static Trace Replay(Trace expected, List<(Timestamp Time, byte[] Bytes)> capture)
    {
        string run = $"{expected.Method} to {expected.Destination} at {expected.Start}";
        List<(Timestamp Time, byte[] Bytes)> during = capture.FindAll(p => p.Time > expected.Start - Slack);
        byte[] first = during.Find(p => IsProbeOf(expected, p.Bytes)).Bytes;
        var tracer = new Tracer(expected.Source, expected.Destination, OptionsOf(expected, first));
        foreach ((Timestamp time, byte[] bytes) in during)
        {
            if (IsProbeOf(expected, bytes))
            {
                ProbingStep step = tracer.NextStep(time + Slack);
                if (step.Kind == ProbingStepKind.Done)
                {
                    break;
                }

                Assert.That(step.Kind, Is.EqualTo(ProbingStepKind.Send), $"{run}: scamper sends to TTL {TtlOf(bytes)}, after {tracer.ProbesSent} probes");
                if (step.Kind != ProbingStepKind.Send)
                {
                    break;
                }

                Assert.That(Convert.ToHexString(Write(step.Probe)), Is.EqualTo(Convert.ToHexString(WithoutKernelsPart(bytes))), $"{run}: probe {tracer.ProbesSent + 1}");
                tracer.OnSent(step.Probe, time);
            }
            else if (ReplyParser.TryParse(bytes, time, out ReplyView reply, out _) && reply.Key == tracer.ReplyKey)
            {
                tracer.OnReply(reply);
            }
        }

        for (Timestamp now = during[^1].Time; tracer.NextStep(now) is { Kind: ProbingStepKind.Wait } wait; now = wait.Until)
        {
        }

        Assert.That(tracer.IsFinished, Is.True, $"{run}: the engine has not ended");
        return tracer.ToTrace();
    }

    private static TraceOptions OptionsOf(Trace trace, byte[] firstProbe) => new()
    {
        Method = trace.Method,
        FirstHop = trace.Doubletree?.FirstHop ?? trace.FirstHop,
        HopLimit = trace.HopLimit,
        Attempts = (byte)trace.Attempts,
        AllAttempts = trace.Flags.HasFlag(TraceFlags.AllAttempts),
        Confidence = trace.Confidence,
        GapLimit = trace.GapLimit,
        GapAction = trace.GapAction,
        Loops = trace.Loops,
        IgnoreDestinationTimeExceeded = trace.Flags.HasFlag(TraceFlags.IgnoreDestinationTimeExceeded),
        WaitTimeout = trace.WaitTimeout,
        WaitProbe = trace.WaitProbe,
        SourcePort = trace.SourcePort,
        DestinationPort = trace.DestinationPort,
        Tos = trace.Tos,
        Payload = trace.FragmentOffset != 0 || trace.Method is TraceMethod.Tcp or TraceMethod.TcpAck ? default : firstProbe.AsMemory(trace.Destination.IsIPv6 ? 48 : 28),
        ConstantPayload = trace.Flags.HasFlag(TraceFlags.ConstantPayload),
        FragmentOffset = trace.FragmentOffset,
        Squeries = trace.Squeries,
        Backwards = trace.Flags.HasFlag(TraceFlags.Backwards),
        PathMtu = trace.Flags.HasFlag(TraceFlags.PathMtu),
        InterfaceMtu = trace.PathMtu?.InterfaceMtu ?? 1500,
        GlobalStopSet = trace.Doubletree?.GlobalStop is { } stop ? SetOf(stop, null) : null,
        LocalStopSet = trace.Doubletree is { LocalStopSet: { } name } tree ? SetOf(tree.LocalStop, name) : null,
        NoBackwards = trace.Doubletree?.NoBackwards ?? false,
        UserId = trace.UserId,
    };

    private static StopSet SetOf(HostAddress? address, string? name)
    {
        var set = new StopSet(name);
        if (address is { } known)
        {
            set.Add(known);
        }

        return set;
    }

    private static bool IsProbeOf(Trace trace, byte[] bytes)
    {
        if (Ipv4View.TryParse(bytes, out Ipv4View v4))
        {
            return v4.Source == trace.Source && v4.Destination == trace.Destination && IsFlowOf(trace, v4.Protocol, v4.Payload);
        }

        return Ipv6View.TryParse(bytes, out Ipv6View v6) && v6.Source == trace.Source && v6.Destination == trace.Destination
            && (v6.FragmentOffset != 0 ? v6.FragmentId >> 16 == trace.SourcePort : IsFlowOf(trace, v6.Protocol, v6.Payload));
    }

    private static bool IsFlowOf(Trace trace, byte protocol, ReadOnlySpan<byte> transport)
    {
        bool isIcmp = trace.Method is TraceMethod.Icmp or TraceMethod.IcmpParis;
        byte flags = protocol == IpProtocol.Tcp ? transport[13] : (byte)0;
        bool isRightKind = trace.Method switch
        {
            TraceMethod.Tcp => flags == 0x02,
            TraceMethod.TcpAck => flags == 0x10,
            TraceMethod.Udp or TraceMethod.UdpParis => protocol == IpProtocol.Udp,
            _ => protocol is IpProtocol.Icmp or IpProtocol.IcmpV6,
        };
        return isRightKind && BinaryPrimitives.ReadUInt16BigEndian(transport[(isIcmp ? 4 : 0)..]) == trace.SourcePort;
    }

    private static int TtlOf(byte[] bytes) => bytes[bytes[0] >> 4 == 4 ? 8 : 7];

    private static byte[] Write(in Probe probe)
    {
        byte[] packet = new byte[probe.Size];
        ProbeWriter.Write(probe, packet);
        return packet;
    }

    /// <summary>Flow labels of IPv6 packets that left by an ordinary socket are the kernel's.</summary>
    private static byte[] WithoutKernelsPart(byte[] packet)
    {
        byte[] copy = [.. packet];
        bool hasOwnLabel = packet[0] >> 4 == 6 && packet[6] == IpProtocol.Tcp;
        if (packet[0] >> 4 == 6 && !hasOwnLabel)
        {
            BinaryPrimitives.WriteUInt32BigEndian(copy, BinaryPrimitives.ReadUInt32BigEndian(copy) & 0xFFF00000);
        }

        return copy;
    }
}
