using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap.Tests;

public sealed partial class TraceAssemblerTests
{
    [TestCase(1)]
    [TestCase(3)]
    public void Infers_ttls_when_only_replies_were_captured(int attempts)
    {
        var network = new ScriptedNetwork { OmitsProbes = true };
        for (int i = 0; i < 5 * attempts; i++)
        {
            network.Send(Udp, (i / attempts) + 1, KernelPort(i), 33434 + i);
        }

        // Unreachables alone can be about anything: the destination's are not taken.
        CapturedTrace captured = network.Assemble().Captured.Single();
        Assert.That(captured.HasInferredTtls);
        Assert.That(captured.Trace.Hops.Select(hop => hop.ProbeTtl), Is.EqualTo(new[] { 1, 2, 3, 4 }));
        Assert.That(captured.Trace.Hops.Select(hop => hop.FirstReply!.Address), Is.EqualTo(Enumerable.Range(1, 4).Select(network.Router)));
        Assert.That(captured.Trace.Hops.SelectMany(hop => hop.Probes).All(probe => probe.SentAt is null && probe.Replies[0].Rtt == TimeSpan.Zero));
    }

    [Test]
    public void Infers_ttls_of_icmp_from_sequence_numbers_and_gaps_stay_gaps()
    {
        var network = new ScriptedNetwork { OmitsProbes = true };
        for (int ttl = 1; ttl <= 5; ttl++)
        {
            network.Send(Echo, ttl, 77, ttl, isAnswered: ttl != 3);
        }

        CapturedTrace captured = network.Assemble().Captured.Single();
        Assert.That(captured.Trace.Hops.Select(hop => hop.ProbeTtl), Is.EqualTo(new[] { 1, 2, 4, 5 }));
        Assert.That(captured.Trace.StopReason, Is.EqualTo(StopReason.Completed));
        Assert.That(captured.Trace.Hops[3].FirstReply!.Address, Is.EqualTo(network.Destination));
    }

    [Test]
    public void Keeps_silent_hops_and_says_that_the_trace_ended_in_silence()
    {
        var network = new ScriptedNetwork();
        for (int ttl = 1; ttl <= 8; ttl++)
        {
            network.Send(Udp, ttl, 43110, 33435, ipId: ttl, checksum: (ushort)ttl, isAnswered: ttl is not (2 or > 4));
        }

        Trace trace = network.Assemble().Traces.Single();
        Assert.That(trace.Hops.Select(hop => hop.IsSilent), Is.EqualTo(new[] { false, true, false, false, true, true, true, true }));
        Assert.That(trace.StopReason, Is.EqualTo(StopReason.GapLimit));
        Assert.That(trace.GapLimit, Is.EqualTo(4));
        Assert.That(trace.HopCount, Is.EqualTo(8));
    }

    [Test]
    public void Keeps_pings_apart_from_the_trace_with_their_identifier()
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 5; i++)
        {
            network.Send(Echo, i + 1, 99, i);
        }

        network.Send(Echo, 64, 99, 0);
        network.Send(Echo, 64, 99, 1);
        network.Send(Echo, 64, 5, 0, destination: HostAddress.Parse("10.0.0.3"), isAnswered: false);

        Assembled assembled = network.Assemble();
        AssertPath(network, assembled.Traces.Single(), TraceMethod.Icmp, 1);
        Assert.That(assembled.Pings.Select(ping => (ping.Destination, ping.ProbesSent, ping.ProbeTtl)), Is.EqualTo(new[]
        {
            (network.Destination, 2, (byte)64), (HostAddress.Parse("10.0.0.3"), 1, (byte)64),
        }));
        Assert.That(assembled.Pings[0].Probes[1].Replies.Single().Kind, Is.EqualTo(ReplyKind.EchoReply));
        Assert.That(assembled.Pings[0].Probes[1].Attempt, Is.EqualTo(2));
    }

    [Test]
    public void Finds_the_probe_that_turns_up_behind_its_reply()
    {
        var straight = new ScriptedNetwork();
        straight.Send(Echo, 1, 5, 0);
        straight.Send(Echo, 2, 5, 1);
        Trace expected = straight.Assemble().Traces.Single();

        var traces = new List<CapturedTrace>();
        var assembler = new TraceAssembler(traces.Add);
        using var reader = new CaptureReader(straight.ToFile());
        var packets = new List<(byte[] Bytes, Timestamp Time)>();
        while (reader.TryRead(out CapturedFrame frame))
        {
            packets.Add((frame.Bytes.ToArray(), frame.Time));
        }

        foreach (int i in (ReadOnlySpan<int>)[1, 0, 3, 2])
        {
            assembler.Add(new CapturedPacket(packets[i].Bytes, packets[i].Time));
        }

        assembler.Complete();
        Assert.That(traces.Single().HasInferredTtls, Is.False);
        Assert.That(traces.Single().Trace, Is.EqualTo(expected));
    }

    [Test]
    public void Counts_ordinary_traffic_and_makes_nothing_of_it()
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 20; i++)
        {
            network.Send(Udp, 64, KernelPort(i), 53, isAnswered: false);
            network.Send(Syn, 128, KernelPort(i), 443);
            network.Send(Ack, 1, 179, 40000, isAnswered: false, destination: HostAddress.Parse("192.0.2.2")); // BGP between neighbours
            network.Send(Udp, 1, 1900, 1900, isAnswered: false, destination: HostAddress.Parse("239.255.255.250"));
        }

        Assembled assembled = network.Assemble();
        Assert.That(assembled.Traces, Is.Empty);
        Assert.That(assembled.Pings, Is.Empty);
        Assert.That(assembled.Counters.Ignored, Is.EqualTo(80));
        Assert.That(assembled.Counters.Probes, Is.EqualTo(20));
    }

    [Test]
    public void Hands_a_trace_over_as_soon_as_it_has_been_quiet_for_long_enough()
    {
        var traces = new List<CapturedTrace>();
        var assembler = new TraceAssembler(traces.Add, options: new AssemblerOptions { IdleTimeout = TimeSpan.FromSeconds(10) });
        var network = new ScriptedNetwork();
        network.Send(Echo, 1, 5, 0);
        network.Wait(TimeSpan.FromSeconds(11));
        network.Send(Echo, 1, 6, 0, destination: HostAddress.Parse("203.0.113.9"));
        using var reader = new CaptureReader(network.ToFile());
        int before = -1;
        for (int i = 0; reader.TryRead(out CapturedFrame frame); i++)
        {
            before = i == 2 ? traces.Count : before;
            assembler.Add(frame);
        }

        Assert.That(before, Is.Zero);
        Assert.That(traces, Has.Count.EqualTo(1));
        assembler.Complete();
        Assert.That(traces, Has.Count.EqualTo(2));
    }

    [Test]
    public void Remembers_no_more_probes_than_it_may()
    {
        var traces = new List<CapturedTrace>();
        var assembler = new TraceAssembler(traces.Add, options: new AssemblerOptions { MaxProbes = 100, MaxProbesPerPair = 10 });
        var network = new ScriptedNetwork();
        for (int i = 0; i < 1000; i++)
        {
            network.Send(Echo, (i % 4) + 1, 7, i, destination: HostAddress.FromIPv4(0xC0000000 + ((uint)i / 4)));
        }

        network.Send(Echo, 1, 8, 0);
        using var reader = new CaptureReader(network.ToFile());
        while (reader.TryRead(out CapturedFrame frame))
        {
            assembler.Add(frame);
            Assert.That(assembler.RememberedProbes, Is.LessThanOrEqualTo(100));
        }

        Assert.That(traces, Has.Count.GreaterThan(200));
        Assert.That(traces.All(captured => captured.Trace.Hops.Length == 4));
    }

    [Test]
    public void Divides_an_endless_run_at_the_limit_of_a_pair()
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 100; i++)
        {
            network.Send(Echo, (i % 5) + 1, 7, i);
        }

        Assembled assembled = network.Assemble(new AssemblerOptions { MaxProbesPerPair = 50 });
        Assert.That(assembled.Traces.Select(trace => trace.ProbesSent), Is.EqualTo(new[] { 50, 50 }));
    }

    [Test]
    public void Refuses_options_without_sense()
    {
        Assert.That(() => new TraceAssembler(_ => { }, options: new AssemblerOptions { IdleTimeout = TimeSpan.Zero }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TraceAssembler(_ => { }, options: new AssemblerOptions { MaxProbes = 0 }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TraceAssembler(_ => { }, options: new AssemblerOptions { MaxProbesPerPair = 0 }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TraceAssembler(_ => { }, options: new AssemblerOptions { MaxProbeTtl = 0 }), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase("45000014", PacketVerdict.Truncated)]
    [TestCase("75000014000000004001000001020304050607FF", PacketVerdict.BadVersion)]
    [TestCase("4500001400000000400100000102030405060708", PacketVerdict.Truncated)]
    [TestCase("45000014000000004059000001020304050607FF", PacketVerdict.OtherProtocol)]
    [TestCase("4500001C0000000040010000010203040506070805009A4100000000", PacketVerdict.BadChecksum)]
    [TestCase("4500001C000000004001000001020304050607080500FAFF00000000", PacketVerdict.OtherIcmp)]
    public void Counts_what_it_refuses_and_why(string packet, PacketVerdict verdict)
    {
        var assembler = new TraceAssembler(_ => Assert.Fail("a trace of nothing"));
        assembler.Add(new CapturedPacket(Convert.FromHexString(packet), default));
        assembler.Complete();

        Assert.That(assembler.Counters.Refused(verdict), Is.EqualTo(1));
    }
}
