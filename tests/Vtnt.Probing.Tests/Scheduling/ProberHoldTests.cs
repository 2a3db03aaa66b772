using CsCheck;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>Replies to a measurement that has ended are nobody's, as long as its key is held.</summary>
internal sealed class ProberHoldTests
{
    private static readonly HostAddress Target = HostAddress.Parse("192.0.2.9"), Other = HostAddress.Parse("192.0.2.10");

    private static readonly ProberOptions Fast = new() { AllowReserved = true, PacketsPerSecond = 1000 };

    private static readonly ProberOptions Holding = Fast with { HoldTime = TimeSpan.FromSeconds(5) };

    private static readonly PingOptions One = new() { ProbeCount = 1, WaitProbe = Ms(100), WaitTimeout = Ms(100) };

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>Every request is answered after a time; what is no echo request by a port unreachable.</summary>
    private static ScriptedTransport Answering(TimeSpan delay) => new()
    {
        Answer = probe =>
        [
            (delay, probe[9] == IpProtocol.Icmp
                ? ReplyPackets.EchoReply(ReplyPackets.DestinationOf(probe), probe)
                : ReplyPackets.Error(ReplyPackets.DestinationOf(probe), 3, 3, probe)),
        ],
    };

    private static List<Ping> Run(Prober prober, ScriptedTransport transport, PingOptions options, params HostAddress[] targets)
    {
        List<Ping> pings = [];
        using var source = new PingSource(targets, options, transport, pings.Add);
        prober.Run(source);
        return pings;
    }

    private static IEnumerable<int> Replies(IEnumerable<Ping> pings) => pings.Select(ping => ping.Probes.Sum(probe => probe.Replies.Length));

    [TestCase(PingMethod.IcmpEcho)]
    [TestCase(PingMethod.Udp)]
    [TestCase(PingMethod.UdpSourcePort)]
    public void A_late_reply_is_not_that_of_the_next_measurement_with_the_same_key(PingMethod method)
    {
        ScriptedTransport transport = Answering(Ms(150));
        var prober = new Prober(transport, Holding);

        List<Ping> pings = Run(prober, transport, One with { Method = method }, Target, Target, Target);

        Assert.That(Replies(pings), Is.EqualTo(new[] { 0, 0, 0 }));
        Assert.That(prober.Counters[PacketVerdict.NotOurs], Is.EqualTo(2), "the third has not come yet");
        Assert.That(transport.Sent.Select(sent => sent.At - Transcript.Start), Is.EqualTo(new[] { Ms(0), Ms(5100), Ms(10200) }));
    }

    [Test]
    public void Without_a_hold_time_it_is()
    {
        ScriptedTransport transport = Answering(Ms(150));

        Assert.That(Replies(Run(new Prober(transport, Fast), transport, One, Target, Target)), Is.EqualTo(new[] { 0, 1 }));
    }

    [Test]
    public void Other_keys_do_not_wait()
    {
        ScriptedTransport transport = Answering(Ms(10));

        List<Ping> pings = Run(new Prober(transport, Holding), transport, One, Target, Target, Other, Other);

        Assert.That(pings.Select(ping => (ping.Destination, ping.Start - Transcript.Start)), Is.EqualTo(
            new[] { (Target, Ms(0)), (Other, Ms(1)), (Target, Ms(5100)), (Other, Ms(5101)) }));
        Assert.That(Replies(pings), Is.All.EqualTo(1));
    }

    [Test]
    public void Ports_that_overlap_wait_too()
    {
        ScriptedTransport transport = Answering(Ms(150));
        var prober = new Prober(transport, Holding);
        List<IMeasurement> done = [];
        PingOptions ports = new() { Method = PingMethod.UdpSourcePort, ProbeCount = 3, WaitProbe = Ms(10), WaitTimeout = Ms(10), SourcePort = 65534 };
        HostAddress own = HostAddress.Parse("198.18.0.1");
        prober.Run(new ListSource([new Pinger(own, Target, ports), new Pinger(own, Target, One with { Method = PingMethod.Udp, SourcePort = 0 })], done));

        Assert.That(Replies(done.Cast<Pinger>().Select(pinger => pinger.ToPing())), Is.EqualTo(new[] { 0, 0 }));
        Assert.That(transport.Sent[^1].At - transport.Sent[2].At, Is.EqualTo(Ms(5010)));
    }

    [Test]
    public void A_run_does_not_wait_for_keys_that_nobody_wants()
    {
        ScriptedTransport transport = Answering(Ms(10));

        Run(new Prober(transport, Holding), transport, One, Target);

        Assert.That(transport.Now - Transcript.Start, Is.LessThanOrEqualTo(Ms(200)));
    }

    [Test]
    public void The_next_run_waits_too()
    {
        ScriptedTransport transport = Answering(Ms(150));
        var prober = new Prober(transport, Holding);

        Run(prober, transport, One, Target);
        List<Ping> pings = Run(prober, transport, One, Target);

        Assert.That(Replies(pings), Is.EqualTo(new[] { 0 }));
        Assert.That(pings[0].Start - Transcript.Start, Is.EqualTo(Ms(5100)));
    }

    [Test]
    public void What_was_cut_off_is_held_too()
    {
        ScriptedTransport along = Answering(Ms(150));
        using var cut = new CancellationTokenSource();
        var transport = new ScriptedTransport { Answer = probe => Cut(along.Answer(probe)) };
        var prober = new Prober(transport, Holding);
        List<Ping> pings = [];
        using (var source = new PingSource([Target], One, transport, pings.Add))
        {
            prober.Run(source, cut.Token);
        }

        pings.AddRange(Run(prober, transport, One, Target));

        Assert.That(pings.Select(ping => ping.StopReason), Is.EqualTo(new[] { StopReason.Halted, StopReason.Completed }));
        Assert.That(Replies(pings), Is.EqualTo(new[] { 0, 0 }));
        Assert.That(pings[1].Start - Transcript.Start, Is.GreaterThanOrEqualTo(Ms(5000)));

        IEnumerable<(TimeSpan, byte[])> Cut(IEnumerable<(TimeSpan, byte[])> answer)
        {
            cut.Cancel();
            return answer;
        }
    }

    [Test]
    public void A_negative_time_is_refused() => Assert.That(
        () => new Prober(Answering(Ms(1)), Fast with { HoldTime = TimeSpan.FromTicks(-1) }), Throws.InstanceOf<ArgumentOutOfRangeException>());

    /// <summary>Whatever overlaps and whatever is late: a reply has the round-trip time of its own probe.</summary>
    [Test]
    public void Nobody_ever_takes_another_s_reply() =>
        Gen.Select(Gen.Int[0, 1], Gen.UShort[1, 4], Gen.Int[0, 2]).Array[1, 16].Select(Gen.Int[5, 190], Gen.Int[0, 4]).Sample(
            (wanted, delay, window) =>
            {
                ScriptedTransport transport = Answering(Ms(delay));
                List<IMeasurement> done = [];
                var source = new ListSource(wanted.Select(one => Make(one.Item1, one.Item2, one.Item3)), done);
                new Prober(transport, Fast with { Window = window, HoldTime = Ms(200) }).Run(source);
                IEnumerable<Reply> replies = done.Cast<Pinger>().SelectMany(pinger => pinger.ToPing().Probes).SelectMany(probe => probe.Replies);
                Assert.That(done, Has.Count.EqualTo(wanted.Length));
                Assert.That(replies.Select(reply => reply.Rtt), Is.All.EqualTo(Ms(delay)));
            },
            iter: 200);

    private static Pinger Make(int host, ushort identifier, int kind) => new(
        HostAddress.Parse("198.18.0.1"),
        host == 0 ? Target : Other,
        new()
        {
            Method = kind switch { 0 => PingMethod.IcmpEcho, 1 => PingMethod.Udp, _ => PingMethod.UdpSourcePort },
            SourcePort = identifier,
            ProbeCount = 2,
            WaitProbe = Ms(10),
            WaitTimeout = Ms(20),
        });

    private sealed class ListSource(IEnumerable<IMeasurement> measurements, List<IMeasurement> done) : IMeasurementSource
    {
        private readonly Queue<IMeasurement> _waiting = new(measurements);

        public SourceStep NextStep(Timestamp now) => _waiting.TryDequeue(out IMeasurement? next) ? SourceStep.Start(next) : SourceStep.Done;

        public void OnFinished(IMeasurement measurement) => done.Add(measurement);
    }
}
