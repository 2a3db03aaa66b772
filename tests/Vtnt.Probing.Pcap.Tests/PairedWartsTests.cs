using Vtnt.Warts;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>One run of scamper, which stored its own result, captured at the same time.</summary>
public sealed class PairedWartsTests
{
    [TestCase("sim-scamper2026-v4", 20, 7)]
    [TestCase("sim-scamper2026-v6", 11, 3)]
    public void Equals_what_scamper_stored_hop_by_hop(string name, int traceCount, int pingCount)
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path($"pcap/{name}.pcap"));
        (List<Trace> traces, List<Ping> pings) = ReadWarts(SharedCaptures.Path($"warts/{name}.warts"));
        Assert.That(traces, Has.Count.EqualTo(traceCount));
        Assert.That(pings, Has.Count.EqualTo(pingCount));

        foreach (Trace expected in traces.Where(IsComparable))
        {
            Trace? actual = assembled.Traces.SingleOrDefault(trace => IsSameRun(trace, expected));
            Assert.That(actual, Is.Not.Null, $"{expected.Method} to {expected.Destination} at {expected.Start}");
            Assert.Multiple(() => Compare(actual!, expected));
        }
    }

    [TestCase("scamper-udp", TraceMethod.Udp)]
    [TestCase("scamper-udp-paris", TraceMethod.UdpParis)]
    [TestCase("scamper-icmp", TraceMethod.Icmp)]
    [TestCase("scamper-icmp-paris", TraceMethod.IcmpParis)]
    [TestCase("scamper-tcp", TraceMethod.Tcp)]
    [TestCase("scamper-tcp-ack", TraceMethod.TcpAck)]
    [TestCase("scamper-udp-paris-v6", TraceMethod.UdpParis)]
    [TestCase("scamper-icmp-paris-v6", TraceMethod.IcmpParis)]
    public void Equals_what_debians_scamper_stored_hop_by_hop(string name, TraceMethod method)
    {
        Trace actual = Assembled.FromFile(SharedCaptures.Path($"pcap/{name}.pcap")).Traces.Single();
        Trace expected = ReadWarts(SharedCaptures.Path($"pcap/{name}.warts")).Traces.Single();

        Assert.That(actual.Method, Is.EqualTo(method));
        Assert.Multiple(() => Compare(actual, WithQuotedClass(expected)));
    }

    /// <summary>Debian's scamper of 2021 does not store the traffic class of what an ICMPv6 error quotes: it was 0.</summary>
    private static Trace WithQuotedClass(Trace trace) => trace.Destination.IsIPv4 ? trace : trace with
    {
        Hops = [.. trace.Hops.Select(hop => hop with { Probes = [.. hop.Probes.Select(WithQuotedClass)] })],
    };

    private static ProbeOutcome WithQuotedClass(ProbeOutcome probe) =>
        probe with { Replies = [.. probe.Replies.Select(reply => reply.QuotedLength is null ? reply : reply with { QuotedTos = 0 })] };

    [Test]
    public void Equals_the_pings_that_debians_scamper_stored([Values("invisible-pings", "juniper-pings")] string name)
    {
        IReadOnlyList<Ping> actual = Assembled.FromFile(SharedCaptures.Path($"pcap/{name}.pcap")).Pings;
        List<Ping> expected = ReadWarts(SharedCaptures.Path($"pcap/{name}.warts")).Pings;

        Assert.That(actual, Has.Count.EqualTo(6));
        foreach (Ping ping in expected)
        {
            Ping mine = actual.Single(other => other.Destination == ping.Destination);
            Assert.That((mine.SourcePort, mine.DestinationPort, mine.ProbesSent), Is.EqualTo((ping.SourcePort, ping.DestinationPort, ping.ProbesSent)));
            Assert.That(mine.Probes.SelectMany(FlattenPing).Select(WithoutTos), Is.EqualTo(ping.Probes.SelectMany(FlattenPing)));
        }

        // Debian's scamper of 2021 does not store the TOS of a ping's replies.
        static (int, Reply) WithoutTos((int Attempt, Reply Reply) entry) => (entry.Attempt, entry.Reply with { ReplyTos = null });
    }

    [TestCase("sim-scamper2026-v4", 3)]
    [TestCase("sim-scamper2026-v6", 1)]
    public void Equals_the_answered_icmp_pings_that_scamper_stored(string name, int count)
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path($"pcap/{name}.pcap"));
        List<Ping> pings = ReadWarts(SharedCaptures.Path($"warts/{name}.warts")).Pings.FindAll(ping =>
            ping.Method is PingMethod.IcmpEcho or PingMethod.IcmpTime && ping.ProbeTtl == 64);
        Assert.That(pings, Has.Count.EqualTo(count));
        Assert.That(assembled.Pings, Has.Count.EqualTo(count));
        foreach (Ping expected in pings)
        {
            Ping actual = assembled.Pings.Single(ping => IsNear(ping.Start, expected.Start) && ping.Method == expected.Method);
            Assert.That((actual.Destination, actual.SourcePort, actual.DestinationPort), Is.EqualTo((expected.Destination, expected.SourcePort, expected.DestinationPort)));
            Assert.That(actual.ProbesSent, Is.EqualTo(expected.ProbesSent));
            Assert.That(actual.Probes.SelectMany(FlattenPing), Is.EqualTo(expected.Probes.SelectMany(FlattenPing)));
        }
    }

    /// <summary>
    /// Not compared: probes that are IPv6 fragments, which are not assembled, and IPv6 with constant payload, whose
    /// replies scamper itself did not find: it looks for flow labels that the kernel did not send.
    /// </summary>
    internal static bool IsComparable(Trace trace) =>
        trace.FragmentOffset == 0 && !(trace.Destination.IsIPv6 && trace.Flags.HasFlag(TraceFlags.ConstantPayload));

    internal static void Compare(Trace actual, Trace expected)
    {
        string run = $"{expected.Method} to {expected.Destination} at {expected.Start}: ";
        Assert.That(actual.Source, Is.EqualTo(expected.Source), run + "source");
        Assert.That(actual.SourcePort, Is.EqualTo(expected.SourcePort), run + "source port");
        Assert.That(actual.ProbeSize, Is.EqualTo(expected.ProbeSize), run + "probe size");
        Assert.That(actual.FirstHop, Is.EqualTo(expected.FirstHop), run + "first hop");
        Assert.That(actual.HopCount, Is.EqualTo(expected.HopCount), run + "hop count");
        Assert.That(actual.ProbesSent, Is.EqualTo(expected.ProbesSent), run + "probes sent");
        Assert.That(actual.StopReason, Is.EqualTo(expected.StopReason), run + "stop reason");
        Assert.That(actual.StopData, Is.EqualTo(expected.StopData), run + "stop data");
        Assert.That(actual.StopHop, Is.EqualTo(expected.StopHop), run + "stop hop");
        Assert.That(Replies(actual.Hops), Is.EqualTo(Replies(expected.Hops)), run + "hops");
        Assert.That(actual.LastDitch.SelectMany(Flatten), Is.EqualTo(expected.LastDitch.SelectMany(Flatten)), run + "last ditch");
        Assert.That(actual.PathMtu?.Mtu, Is.EqualTo(expected.PathMtu?.Mtu), run + "path MTU");
        Assert.That((actual.PathMtu?.Probes ?? []).SelectMany(Flatten), Is.EqualTo((expected.PathMtu?.Probes ?? []).SelectMany(Flatten)), run + "path MTU probes");
        foreach ((Reply mine, Reply scampers) in RepliesInOrder(actual).Zip(RepliesInOrder(expected)))
        {
            Assert.That(Math.Abs((mine.Rtt - scampers.Rtt).TotalMicroseconds), Is.LessThan(500), $"{run} rtt of {scampers.Address}");
        }
    }

    /// <summary>Everything but times, which scamper takes elsewhere; a file knows only the probes that were answered.</summary>
    private static List<(byte, int, int, Reply)> Replies(IEnumerable<Hop> hops) => [.. hops.SelectMany(hop => hop.Probes).SelectMany(Flatten)];

    private static IEnumerable<(byte Ttl, int Attempt, int Size, Reply Reply)> Flatten(ProbeOutcome probe) =>
        probe.Replies.Select(reply => (probe.ProbeTtl, probe.Attempt, probe.Size, reply with
        {
            Rtt = TimeSpan.Zero,
            ReceivedAt = null,
            ReceivedOrigin = TimestampOrigin.Unknown,
        }));

    /// <summary>scamper claims 84 bytes for timestamp requests of 72.</summary>
    private static IEnumerable<(int Attempt, Reply Reply)> FlattenPing(ProbeOutcome probe) =>
        Flatten(probe).Select(entry => (entry.Attempt, entry.Reply with { InterfaceName = null, IcmpTimestamps = null }));

    private static IEnumerable<Reply> RepliesInOrder(Trace trace) => trace.Hops.SelectMany(hop => hop.Probes).SelectMany(probe => probe.Replies);

    private static bool IsSameRun(Trace actual, Trace expected) =>
        actual.Destination == expected.Destination && actual.Method == expected.Method && IsNear(actual.Start, expected.Start);

    private static bool IsNear(Timestamp a, Timestamp b) => Math.Abs((a - b).TotalMilliseconds) < 20;

    internal static (List<Trace> Traces, List<Ping> Pings) ReadWarts(string path)
    {
        var traces = new List<Trace>();
        var pings = new List<Ping>();
        using var reader = new WartsReader(File.ReadAllBytes(path));
        while (reader.Read() is { } record)
        {
            if (record is WartsTraceRecord trace)
            {
                traces.Add(trace.Trace);
            }
            else if (record is WartsPingRecord ping)
            {
                pings.Add(ping.Ping);
            }
        }

        return (traces, pings);
    }
}
