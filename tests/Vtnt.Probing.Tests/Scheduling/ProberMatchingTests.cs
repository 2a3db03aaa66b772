using CsCheck;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>Every reply comes to the measurement that it belongs to, whatever the transport leaves of the probe.</summary>
internal sealed class ProberMatchingTests
{
    private const string TwoHops = """
        1 192.0.2.1 10
        2+ 192.0.2.9 20 echo
        """;

    private const string TwoHopsUdp = """
        1 192.0.2.1 10
        2+ 192.0.2.9 20 port
        """;

    private const string TwoHopsTcp = """
        1 192.0.2.1 10
        2+ 192.0.2.9 20 tcp
        """;

    private static readonly HostAddress Target = HostAddress.Parse("192.0.2.9");

    private static readonly ProberOptions Fast = new() { AllowReserved = true, PacketsPerSecond = 1000 };

    /// <summary>A transport that puts its own identification into every IPv4 packet, as a kernel does.</summary>
    private static ScriptedTransport ForeignIpIds(string path)
    {
        ScriptedTransport along = ScriptedTransport.Along(path);
        ushort id = 0;
        return new()
        {
            Capabilities = along.Capabilities & ~TransportCapabilities.IpId,
            Answer = probe =>
            {
                id = id == 0 ? (ushort)3 : (ushort)1;
                (probe[4], probe[5]) = (0, (byte)id);
                return along.Answer(probe);
            },
        };
    }

    private static Trace TraceOver(ScriptedTransport transport, TraceOptions options, HostAddress? target = null)
    {
        List<Trace> traces = [];
        using var source = new TraceSource([target ?? Target], options, transport, traces.Add);
        new Prober(transport, Fast).Run(source);
        return traces.Single();
    }

    [TestCase(TraceMethod.UdpParis)]
    [TestCase(TraceMethod.Udp)]
    [TestCase(TraceMethod.Icmp)]
    [TestCase(TraceMethod.IcmpParis)]
    public void Foreign_identifications_mislead_nobody_and_are_absent(TraceMethod method)
    {
        bool isUdp = method is TraceMethod.Udp or TraceMethod.UdpParis;
        Trace trace = TraceOver(ForeignIpIds(isUdp ? TwoHopsUdp : TwoHops), new() { Method = method });
        Assert.That((trace.StopReason, trace.HopCount, trace.ProbesSent), Is.EqualTo((StopReason.Completed, 2, 2)));
        Assert.That(trace.Hops.Select(h => h.Probes[0].Replies.Length), Is.EqualTo(new[] { 1, 1 }));
        Assert.That(trace.Hops.Select(h => h.Probes[0].IpId), Is.All.Null);
    }

    [TestCase(TraceMethod.UdpParis)]
    [TestCase(TraceMethod.Tcp)]
    public void Own_identifications_are_recorded(TraceMethod method)
    {
        Trace trace = TraceOver(ScriptedTransport.Along(method == TraceMethod.Tcp ? TwoHopsTcp : TwoHopsUdp), new() { Method = method });
        Assert.That(trace.Hops.Select(h => h.Probes[0].IpId), Is.EqualTo(new ushort?[] { 1, 2 }));
    }

    [Test]
    public void Pings_over_a_transport_with_foreign_identifications_have_none()
    {
        List<Ping> pings = [];
        ScriptedTransport transport = ForeignIpIds("1+ 192.0.2.9 10 echo");
        using var source = new PingSource([Target], new() { ProbeCount = 2 }, transport, pings.Add);
        new Prober(transport, Fast).Run(source);
        Assert.That(pings[0].Probes.Select(p => (p.IpId, p.Replies.Length)), Is.All.EqualTo(((ushort?)null, 1)));
    }

    private static IEnumerable<TestCaseData<TraceOptions, TransportCapabilities, string>> What_cannot_be_carried()
    {
        TestCaseData<TraceOptions, TransportCapabilities, string> Row(string name, TraceOptions options, TransportCapabilities lacking, string target = "192.0.2.9") =>
            new(options, lacking, target) { TestName = name };

        yield return Row("TCP without own identifications", new() { Method = TraceMethod.Tcp }, TransportCapabilities.IpId);
        yield return Row("TCP over a transport that has none", new() { Method = TraceMethod.TcpAck }, TransportCapabilities.Tcp);
        yield return Row("A constant payload without own identifications", new() { ConstantPayload = true }, TransportCapabilities.IpId);
        yield return Row("A constant payload without own flow labels", new() { ConstantPayload = true }, TransportCapabilities.FlowLabel, "2001:db8:1::9");
        yield return Row("TCP over IPv6 without own flow labels", new() { Method = TraceMethod.Tcp }, TransportCapabilities.FlowLabel, "2001:db8:1::9");
        yield return Row("IPv6 over a transport that has none", new(), TransportCapabilities.IPv6, "2001:db8:1::9");
        yield return Row("IPv4 over a transport that has none", new(), TransportCapabilities.IPv4);
    }

    [TestCaseSource(nameof(What_cannot_be_carried))]
    public void Refuses_what_the_transport_cannot_carry(TraceOptions options, TransportCapabilities lacking, string target)
    {
        var transport = new ScriptedTransport { Capabilities = new ScriptedTransport().Capabilities & ~lacking };
        Trace trace = TraceOver(transport, options, HostAddress.Parse(target));
        Assert.That(transport.Sent, Is.Empty);
        Assert.That((trace.StopReason, trace.ErrorText), Is.EqualTo((StopReason.Error, "The transport cannot carry such probes.")));
        Assert.That(trace.Hops[0].Probes[0].Failure, Is.EqualTo(SendFailure.NotSupported));
    }

    [Test]
    public void A_path_MTU_is_not_looked_for_where_packets_may_be_fragmented()
    {
        ScriptedTransport along = ScriptedTransport.Along(TwoHops);
        var transport = new ScriptedTransport { Capabilities = along.Capabilities & ~TransportCapabilities.DontFragment, Answer = along.Answer };
        Trace trace = TraceOver(transport, new() { Method = TraceMethod.IcmpParis, PathMtu = true });
        Assert.That((trace.StopReason, trace.ErrorText), Is.EqualTo((StopReason.Completed, (string?)null)));
        Assert.That((trace.PathMtu!.Mtu, trace.PathMtu.Probes[0].Failure), Is.EqualTo((0, SendFailure.NotSupported)));
    }

    [Test]
    public void Equal_measurements_run_one_after_the_other()
    {
        ScriptedTransport transport = ScriptedTransport.Along("1 192.0.2.1 10\n1 192.0.2.1 12\n2+ 192.0.2.9 20 echo\n");
        List<Trace> traces = [];
        using var source = new TraceSource([Target, Target, Target], new() { Method = TraceMethod.IcmpParis }, transport, traces.Add);
        new Prober(transport, Fast).Run(source);
        Assert.That(traces.Select(t => (t.StopReason, t.ProbesSent)), Is.All.EqualTo((StopReason.Completed, 2)));
        Assert.That(traces.Select(t => t.Hops.Sum(h => h.Probes.Sum(p => p.Replies.Length))), Is.All.EqualTo(3));
        Assert.That(traces[1].Start, Is.GreaterThanOrEqualTo(traces[0].Hops[1].FirstReply!.ReceivedAt!.Value));
        Assert.That(traces[2].Start, Is.GreaterThanOrEqualTo(traces[1].Hops[1].FirstReply!.ReceivedAt!.Value));
    }

    /// <summary>
    /// Measurements towards few destinations with few identifiers, so that many overlap: each has its own replies, all of them and
    /// no others.
    /// </summary>
    [Test]
    public void Overlapping_measurements_never_steal_replies() =>
        Gen.Select(Gen.Int[0, 2], Gen.UShort[1, 5], Gen.Int[0, 3]).Array[1, 16].Select(Gen.Int[1, 6]).Sample(
            (wanted, window) =>
            {
                ScriptedTransport transport = EchoingAll();
                List<IMeasurement> done = [];
                var source = new ListSource(wanted.Select(w => Make(w.Item1, w.Item2, w.Item3)), done);
                new Prober(transport, Fast with { Window = window }).Run(source);
                Assert.That(done, Has.Count.EqualTo(wanted.Length));
                foreach (IMeasurement measurement in done)
                {
                    IEnumerable<ProbeOutcome> probes = measurement is Tracer tracer ? tracer.ToTrace().Hops.SelectMany(h => h.Probes) : ((Pinger)measurement).ToPing().Probes;
                    Assert.That(probes.Select(p => (p.Replies.Length, p.Replies[0].Rtt)), Is.All.EqualTo((1, TimeSpan.FromMilliseconds(7))));
                }
            },
            iter: 200);

    private static ScriptedTransport EchoingAll() => new()
    {
        Answer = probe => [(TimeSpan.FromMilliseconds(7), probe switch
        {
            _ when probe[8] < 3 => ReplyPackets.Error(HostAddress.FromIPv4(0xC0000201u + probe[8]), 11, 0, probe),
            _ when probe[9] == IpProtocol.Udp => ReplyPackets.Error(ReplyPackets.DestinationOf(probe), 3, 3, probe),
            _ => ReplyPackets.EchoReply(ReplyPackets.DestinationOf(probe), probe),
        })],
    };

    private static IMeasurement Make(int host, ushort identifier, int kind)
    {
        var source = HostAddress.Parse("198.18.0.1");
        var target = HostAddress.FromIPv4(0xC6336401u + (uint)host);
        var ping = new PingOptions { SourcePort = identifier, ProbeCount = 3, WaitProbe = TimeSpan.FromMilliseconds(10), WaitTimeout = TimeSpan.FromMilliseconds(20) };
        return kind switch
        {
            0 => new Tracer(source, target, new() { Method = TraceMethod.IcmpParis, SourcePort = identifier }),
            1 => new Pinger(source, target, ping),
            2 => new Pinger(source, target, ping with { Method = PingMethod.UdpSourcePort }),
            _ => new Pinger(source, target, ping with { Method = PingMethod.UdpDestinationPort }),
        };
    }

    private sealed class ListSource(IEnumerable<IMeasurement> measurements, List<IMeasurement> done) : IMeasurementSource
    {
        private readonly Queue<IMeasurement> _waiting = new(measurements);

        public SourceStep NextStep(Timestamp now) => _waiting.TryDequeue(out IMeasurement? next) ? SourceStep.Start(next) : SourceStep.Done;

        public void OnFinished(IMeasurement measurement) => done.Add(measurement);
    }
}
