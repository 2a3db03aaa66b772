using System.Buffers;
using System.Text;
using Vtnt.Lab;
using Vtnt.Mpls;

namespace Vtnt.Probing.Pcap.Tests;

public sealed class ReplayTransportTests
{
    private static readonly ReplayOptions Simulated = new() { SentOrigin = TimestampOrigin.Simulated, ReceivedOrigin = TimestampOrigin.Simulated };

    [Test]
    public void Gives_a_recorded_tnt_run_again_bit_for_bit([ValueSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))] string name, [Values] TntProfile profile)
    {
        Network network = ShippedNetworks.Load(name);
        var options = new TntOptions { Profile = profile, AllowReserved = true };
        var live = new SimulatedTransport(network, seed: 7);
        using var file = new MemoryStream();
        string first;
        using (var writer = new CaptureWriter(file, leaveOpen: true))
        {
            first = RunTnt(new RecordingTransport(live, writer), live, network.Destinations, options);
            Assert.That(writer.Count, Is.GreaterThan(0));
        }

        file.Position = 0;
        using var reader = new CaptureReader(file);
        var replay = new ReplayTransport(reader, Simulated);
        string second = RunTnt(replay, replay, network.Destinations, options);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(replay.UnknownPackets, Is.Zero);
    }

    [Test]
    public void Answers_nothing_from_an_empty_capture()
    {
        var network = new ScriptedNetwork();
        using var reader = new CaptureReader(network.ToFile());
        var replay = new ReplayTransport(reader);

        Assert.That(replay.Receive(new PacketBatch(1, 100), new Timestamp(5)), Is.Zero);
        Assert.That(replay.Now, Is.EqualTo(new Timestamp(5)));
        Assert.That(replay.SourceFor(network.Destination), Is.Null);
    }

    [Test]
    public void Moves_replies_with_a_probe_that_is_sent_later_than_it_was_recorded()
    {
        var network = new ScriptedNetwork();
        network.Send(ProbeKind.IcmpEcho, 2, 5, 0);
        byte[] probe = Frames(network)[0].Bytes;
        using var reader = new CaptureReader(network.ToFile());
        var replay = new ReplayTransport(reader);
        Timestamp start = replay.Now;
        var batch = new PacketBatch(4, 1000);

        Assert.That(replay.Receive(batch, start + TimeSpan.FromSeconds(3)), Is.Zero, "nothing arrives before its probe has left");
        probe.CopyTo(batch.FreeSpan);
        batch.Commit(probe.Length);
        replay.Send(batch);
        Assert.That(batch[0].Time, Is.EqualTo(start + TimeSpan.FromSeconds(3)));

        Assert.That(replay.Receive(batch, Timestamp.MaxValue), Is.EqualTo(1));
        Assert.That(batch[0].Time, Is.EqualTo(start + TimeSpan.FromSeconds(3) + TimeSpan.FromMilliseconds(1)));
        Assert.That(batch[0].Origin, Is.EqualTo(TimestampOrigin.Socket));
        Assert.That(batch.Packet(0).ToArray(), Is.EqualTo(Frames(network)[1].Bytes));
        Assert.That(replay.Receive(batch, Timestamp.MaxValue), Is.Zero);
        Assert.That(replay.SourceFor(network.Destination), Is.EqualTo(network.Source));
    }

    [Test]
    public void Counts_packets_that_were_not_recorded_and_never_answers_them()
    {
        var network = new ScriptedNetwork();
        network.Send(ProbeKind.IcmpEcho, 2, 5, 0);
        byte[] probe = Frames(network)[0].Bytes;
        using var reader = new CaptureReader(network.ToFile());
        var replay = new ReplayTransport(reader);
        var batch = new PacketBatch(4, 1000);
        for (int i = 0; i < 2; i++)
        {
            probe.CopyTo(batch.FreeSpan);
            batch.Commit(probe.Length);
        }

        replay.Send(batch);
        Assert.That(replay.UnknownPackets, Is.EqualTo(1), "the second one was sent only once");
        Assert.That(batch[1].Failure, Is.EqualTo(SendFailure.None));
        Assert.That(replay.Receive(batch, Timestamp.MaxValue), Is.EqualTo(1));
        Assert.That(replay.Receive(batch, Timestamp.MaxValue), Is.Zero);
    }

    [TestCase(TraceMethod.IcmpParis, "198.51.100.10")]
    [TestCase(TraceMethod.IcmpParis, "198.51.100.18")]
    [TestCase(TraceMethod.UdpParis, "198.51.100.5")]
    [TestCase(TraceMethod.Icmp, "198.51.100.1")]
    [TestCase(TraceMethod.Udp, "198.51.100.1")]
    public void Lets_our_tracer_repeat_what_scamper_did(TraceMethod method, string destination)
    {
        Trace expected = Assembled.FromFile(SharedCaptures.Path("pcap/sim-scamper2026-v4.pcap")).Traces
            .First(trace => trace.Method == method && trace.Destination == HostAddress.Parse(destination));
        using CaptureReader reader = CaptureFile.OpenRead(SharedCaptures.Path("pcap/sim-scamper2026-v4.pcap"));
        var replay = new ReplayTransport(reader);
        Trace? actual = null;
        var source = new TraceSource(
            [HostAddress.Parse(destination)],
            new TraceOptions { Method = method, SourcePort = 43110, WaitTimeout = TimeSpan.FromSeconds(1) },
            replay,
            trace => actual = trace);
        new Prober(replay, new ProberOptions { AllowReserved = true }).Run(source);

        Assert.That(replay.UnknownPackets, Is.Zero);
        Assert.That(actual!.StopReason, Is.EqualTo(expected.StopReason));
        Assert.That(actual.Hops.Select(Describe), Is.EqualTo(expected.Hops.Select(Describe)));
    }

    private static string Describe(Hop hop) =>
        $"{hop.ProbeTtl} {hop.Probes.Length} {hop.FirstReply?.Address} {hop.FirstReply?.ReplyTtl} {hop.FirstReply?.QuotedTtl} {hop.FirstReply?.Rtt}";

    private static List<(byte[] Bytes, Timestamp Time)> Frames(ScriptedNetwork network)
    {
        var frames = new List<(byte[], Timestamp)>();
        using var reader = new CaptureReader(network.ToFile());
        while (reader.TryRead(out CapturedFrame frame))
        {
            frames.Add((frame.Bytes.ToArray(), frame.Time));
        }

        return frames;
    }

    /// <summary>All destinations' results as one text: vtnt.tnt/1, which holds every reply and time.</summary>
    private static string RunTnt(IProbeTransport transport, ISourceAddressLookup sources, IEnumerable<HostAddress> destinations, TntOptions options)
    {
        var json = new ArrayBufferWriter<byte>();
        using var run = new TntRun(destinations, options, sources, trace => TntJson.Write(trace, json));
        new Prober(transport, new ProberOptions { AllowReserved = true }).Run(run);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
