using System.Globalization;

namespace Vtnt.Lab.Tests;

/// <summary>What nodes answer, from where, how much of the packet they quote, and when: v - r - t.</summary>
public sealed class AnswersTests
{
    private static readonly HostAddress Router = HostAddress.Parse("198.18.0.1"), RouterBehind = HostAddress.Parse("198.18.0.2"), Loopback = HostAddress.Parse("198.18.255.1"),
        Target = HostAddress.Parse("198.18.0.3"), Owned = HostAddress.Parse("198.19.0.77"), RouterIPv6 = HostAddress.Parse("2001:db8::1"), TargetIPv6 = HostAddress.Parse("2001:db8::3");

    [Test]
    public void Echo_replies_come_from_the_address_that_was_asked()
    {
        foreach (HostAddress address in new[] { Router, RouterBehind, Loopback, Target, Owned, RouterIPv6, TargetIPv6 })
        {
            Assert.That(Ask(Lab(), ProbeKind.IcmpEcho, address), Does.StartWith($"{address} EchoReply "));
        }
    }

    [Test]
    public void Routers_refuse_udp_from_the_interface_it_came_by_and_hosts_from_the_address_that_was_asked()
    {
        Assert.That(Ask(Lab(), ProbeKind.Udp, Loopback), Does.StartWith("198.18.0.1 DestinationUnreachable 3 "));
        Assert.That(Ask(Lab(), ProbeKind.Udp, RouterBehind), Does.StartWith("198.18.0.1 DestinationUnreachable 3 "));
        Assert.That(Ask(Lab(), ProbeKind.Udp, Owned), Does.StartWith("198.19.0.77 DestinationUnreachable 3 "));
        Assert.That(Ask(Lab(), ProbeKind.Udp, TargetIPv6), Does.StartWith("2001:db8::3 DestinationUnreachable 4 "));
    }

    [Test]
    public void Closed_ports_answer_with_a_reset()
    {
        Assert.That(Ask(Lab(), ProbeKind.TcpSyn, Target), Does.StartWith("198.18.0.3 Tcp "));
        Assert.That(Ask(Lab(), ProbeKind.TcpAck, TargetIPv6), Does.StartWith("2001:db8::3 Tcp "));
    }

    [Test]
    public void Silent_nodes_answer_nothing_but_forward()
    {
        Network network = Lab("silent");
        Assert.That(Ask(network, ProbeKind.IcmpEcho, Router), Is.Null);
        Assert.That(Ask(network, ProbeKind.Udp, Router), Is.Null);
        Assert.That(Ask(network, ProbeKind.TcpSyn, Router), Is.Null);
        Assert.That(Ask(network, ProbeKind.IcmpEcho, Target, ttl: 1), Is.Null);
        Assert.That(Ask(network, ProbeKind.IcmpEcho, Target), Is.Not.Null);
    }

    [TestCase("time-exceeded", "TimeExceeded")]
    [TestCase("echo", "EchoReply")]
    [TestCase("unreachable", "DestinationUnreachable")]
    [TestCase("tcp", "Tcp")]
    [TestCase("echo tcp", "EchoReply Tcp")]
    public void A_node_may_answer_some_things_only(string answers, string expected)
    {
        Network network = Lab("answers " + answers);
        string?[] kinds = [Ask(network, ProbeKind.IcmpEcho, Target, ttl: 1), Ask(network, ProbeKind.IcmpEcho, Router), Ask(network, ProbeKind.Udp, Router), Ask(network, ProbeKind.TcpSyn, Router)];
        Assert.That(string.Join(' ', kinds.Where(static kind => kind is not null).Select(static kind => kind!.Split(' ')[1])), Is.EqualTo(expected));
    }

    [TestCase("", 28)]
    [TestCase("quotes 60", 60)]
    [TestCase("quotes 548", 100)]
    public void Errors_quote_what_the_router_quotes(string option, int quoted) =>
        Assert.That(Ask(Lab(option), ProbeKind.Udp, Target, ttl: 1), Does.Contain($" size {20 + 8 + quoted} "));

    [Test]
    public void Errors_quote_the_whole_of_a_header_with_options()
    {
        List<Ping> pings = [];
        var transport = new SimulatedTransport(Lab());
        using var source = new PingSource([Target], new() { RecordRoute = true, ProbeTtl = 1, ProbeCount = 1 }, transport, pings.Add);
        new Prober(transport, new() { AllowReserved = true }).Run(source);

        Reply reply = pings.Single().Probes.Single().Replies.Single();
        Assert.That((reply.Kind, reply.ReplySize, reply.QuotedLength), Is.EqualTo((ReplyKind.TimeExceeded, (int?)(20 + 8 + 60 + 8), (int?)124)));
    }

    [Test]
    public void IPv6_errors_quote_as_much_as_fits_the_least_mtu() =>
        Assert.That(Ask(Lab(), ProbeKind.Udp, TargetIPv6, ttl: 1, size: 1400), Does.Contain(" size 1280 "));

    [Test]
    public void Labels_stand_behind_128_bytes_of_quotation_with_its_length_or_before_rfc4884_without()
    {
        Assert.That(Labelled(""), Does.Contain($" size {20 + 8 + 128 + 12} length 32 "));
        Assert.That(Labelled("rfc4884 off"), Does.Contain($" size {20 + 8 + 128 + 12} length 0 "));
        Assert.That(Labelled("quotes 200"), Does.Contain($" size {20 + 8 + 128 + 12} length 32 "), "100 bytes of the probe, padded");
    }

    [Test]
    public void Answers_and_packets_are_lost_in_the_share_that_the_text_says()
    {
        Assert.That(Count(Lab("icmp-loss 50%"), 200, Target, ttl: 1), Is.InRange(70, 130));
        Assert.That(Count(Lab("icmp-loss 100%"), 20, Target, ttl: 1), Is.Zero);
        Assert.That(Count(Lab("icmp-loss 100%"), 20, Target, ttl: 9), Is.EqualTo(20), "it forwards");
        Assert.That(Count(Lab(link: "loss 100%"), 20, Target, ttl: 9), Is.Zero);
    }

    [Test]
    public void Doubled_packets_are_not_doubled_again()
    {
        // One link doubles: the probe there, of each the answer back, which is doubled unless it is the second already.
        Assert.That(Count(Lab(link: "duplication 100%"), 1, Target, ttl: 9), Is.EqualTo(4));
    }

    [Test]
    public void Packets_that_do_not_fit_a_link_are_refused_with_its_mtu()
    {
        Network network = Lab(far: "mtu 1300");
        Assert.That(Ask(network, ProbeKind.Udp, Target, size: 1301), Does.StartWith("198.18.0.1 DestinationUnreachable 4 "));
        Assert.That(Ask(network, ProbeKind.Udp, Target, size: 1300), Does.StartWith("198.18.0.3 "));
        Assert.That(Ask(network, ProbeKind.Udp, TargetIPv6, size: 1301), Does.StartWith("2001:db8::1 PacketTooBig "));
        Assert.That(MtuIn(network, Target, 1400), Is.EqualTo(1300));
        Assert.That(MtuIn(network, TargetIPv6, 1400), Is.EqualTo(1300));
        Assert.That(Ask(Lab(link: "mtu 1300"), ProbeKind.Udp, Target, size: 1301), Is.Null, "the vantage point sends no such packet");
    }

    [Test]
    public void Labels_take_their_share_of_an_mtu()
    {
        Network network = Network.Parse("""
            host v
            host t
            vantage v
            destination t
            router a
            router b
            router c
            link v a 198.18.0.0 198.18.0.1
            link a b 198.18.0.4 198.18.0.5 mtu 1000
            link b c 198.18.0.6 198.18.0.7
            link c t 198.18.0.2 198.18.0.3
            domain m members a b c ldp all inner-label 99
            """);
        Assert.That(Ask(network, ProbeKind.Udp, Target, size: 996), Does.StartWith("198.18.0.3 "), "the target's prefix is internal: one label");
        Assert.That(MtuIn(network, Target, 997), Is.EqualTo(996));
    }

    private static int MtuIn(Network network, HostAddress destination, ushort size)
    {
        var transport = new SimulatedTransport(network);
        new PathView(transport).Send(Probe(ProbeKind.Udp, destination, 64, size));
        var batch = new PacketBatch(4, 65536);
        Assert.That(transport.Receive(batch, transport.Now + TimeSpan.FromSeconds(1)), Is.EqualTo(1));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(batch.Packet(0)[(destination.IsIPv6 ? 46 : 26)..]);
    }

    [Test]
    public void Errors_are_limited_per_second_with_a_burst_of_as_many()
    {
        var transport = new SimulatedTransport(Lab("rate-limit 5"));
        PathView view = new(transport);
        Assert.That(Answered(20), Is.EqualTo(5));
        transport.Receive(new PacketBatch(1, 2048), SimulatedTransport.Start + TimeSpan.FromSeconds(1000));
        Assert.That(Answered(20), Is.EqualTo(5), "no more than the burst is saved up");

        int Answered(int count)
        {
            for (int i = 0; i < count; i++)
            {
                view.Send(Probe(ProbeKind.Udp, Target, 1, 60));
            }

            var batch = new PacketBatch(64, 65536);
            return transport.Receive(batch, transport.Now + TimeSpan.FromMilliseconds(10));
        }
    }

    [Test]
    public void Delays_add_up_exactly_and_jitter_stays_within_its_bound()
    {
        Assert.That(RoundTrip(Lab(), 9), Is.EqualTo(TimeSpan.FromMilliseconds(4)), "1 ms for each of two links, there and back");
        Assert.That(RoundTrip(Lab("icmp-delay 7ms"), 1), Is.EqualTo(TimeSpan.FromMilliseconds(9)));
        Network jittery = Lab(link: "delay 5ms jitter 2ms");
        HashSet<TimeSpan> times = [];
        for (ulong seed = 0; seed < 50; seed++)
        {
            times.Add(RoundTrip(jittery, 1, seed));
        }

        Assert.That(times, Has.All.InRange(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(14)));
        Assert.That(times, Has.Count.GreaterThan(1));
    }

    [Test]
    public void Errors_later_fragments_and_packets_to_many_are_never_answered()
    {
        byte[] error = Bytes(Probe(ProbeKind.IcmpEcho, Target, 1, 60));
        error[20] = IcmpType.TimeExceeded;
        byte[] fragment = Bytes(Probe(ProbeKind.Udp, Target, 1, 60));
        fragment[6] = 0;
        fragment[7] = 9;
        byte[] multicast = Bytes(Probe(ProbeKind.Udp, Target, 1, 60));
        multicast[16] = 224;
        foreach (byte[] packet in new[] { error, fragment, multicast })
        {
            packet[10] = packet[11] = 0;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), InternetChecksum.Compute(packet.AsSpan(0, 20)));
            var transport = new SimulatedTransport(Lab());
            var batch = new PacketBatch(4, 4096);
            packet.CopyTo(batch.FreeSpan);
            batch.Commit(packet.Length);
            transport.Send(batch);
            Assert.That(transport.MalformedPackets, Is.Zero);
            Assert.That(transport.Receive(batch, transport.Now + TimeSpan.FromSeconds(1)), Is.Zero);
        }
    }

    [Test]
    public void Later_fragments_of_IPv6_expire_like_any_packet_and_are_not_answered_by_the_target()
    {
        foreach ((byte ttl, int expected) in new[] { ((byte)1, 1), ((byte)9, 0) })
        {
            var transport = new SimulatedTransport(Lab());
            Probe probe = Probe(ProbeKind.Udp, TargetIPv6, ttl, 100) with { FragmentOffset = 40, FragmentId = 7 };
            new PathView(transport).Send(probe);
            Assert.That(transport.Receive(new PacketBatch(4, 65536), transport.Now + TimeSpan.FromSeconds(1)), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Nothing_is_allocated_for_a_packet_once_buffers_have_grown()
    {
        foreach (string name in new[] { "explicit", "lossy", "invisible-uhp" })
        {
            var transport = new SimulatedTransport(ShippedNetworks.Load(name));
            var batch = new PacketBatch(64, 65536);
            Round(transport, batch, 50);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Round(transport, batch, 50);
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero, name);
        }
    }

    private static void Round(SimulatedTransport transport, PacketBatch batch, int rounds)
    {
        HostAddress source = HostAddress.FromIPv4(0xC6120001), target = HostAddress.FromIPv4(0xC6120402);
        for (int i = 0; i < rounds; i++)
        {
            batch.Clear();
            for (byte ttl = 1; ttl < 12; ttl++)
            {
                Probe probe = new() { Kind = ProbeKind.Udp, Source = source, Destination = target, ProbeTtl = ttl, Size = 60, SourcePort = 33000, DestinationPort = 33435 };
                ProbeWriter.Write(probe, batch.FreeSpan);
                batch.Commit(probe.Size);
            }

            transport.Send(batch);
            Timestamp until = transport.Now + TimeSpan.FromSeconds(1);
            while (transport.Receive(batch, until) > 0)
            {
            }
        }
    }

    private static Network Lab(string router = "", string link = "", string far = "") => Network.Parse($"""
        host v
        host t owns 198.19.0.0/16
        vantage v
        destination t
        router r loopback 198.18.255.1 {router}
        link v r 198.18.0.0 198.18.0.1 2001:db8::0 2001:db8::1 {link}
        link r t 198.18.0.2 198.18.0.3 2001:db8::2 2001:db8::3 {far}
        """);

    private static string? Labelled(string router) => Ask(
        Network.Parse($"""
            host v
            host t
            vantage v
            destination t
            router a
            router b {router}
            router c
            link v a 198.18.0.0 198.18.0.1
            link a b 198.18.0.4 198.18.0.5
            link b c 198.18.0.6 198.18.0.7
            link c t 198.18.0.2 198.18.0.3
            domain m members a b c ldp all
            """),
        ProbeKind.Udp,
        Target,
        ttl: 2);

    private static Probe Probe(ProbeKind kind, HostAddress destination, byte ttl, ushort size) => new()
    {
        Kind = kind,
        Source = HostAddress.Parse(destination.IsIPv6 ? "2001:db8::" : "198.18.0.0"),
        Destination = destination,
        ProbeTtl = ttl,
        Size = size,
        SourcePort = 33000,
        DestinationPort = 33435,
    };

    private static byte[] Bytes(in Probe probe)
    {
        byte[] bytes = new byte[probe.Size];
        ProbeWriter.Write(probe, bytes);
        return bytes;
    }

    /// <summary>The one answer, as source, kind, code, size and RFC 4884 length; null without.</summary>
    private static string? Ask(Network network, ProbeKind kind, HostAddress destination, byte ttl = 64, ushort size = 100)
    {
        var transport = new SimulatedTransport(network);
        new PathView(transport).Send(Probe(kind, destination, ttl, size));
        var batch = new PacketBatch(4, 65536);
        if (transport.Receive(batch, transport.Now + TimeSpan.FromSeconds(1)) == 0)
        {
            return null;
        }

        ReadOnlySpan<byte> packet = batch.Packet(0);
        Assert.That(ReplyParser.TryParse(packet, batch[0].Time, out ReplyView reply, out PacketVerdict verdict), Is.True, verdict.ToString());
        string code = reply.Kind is ReplyKind.TimeExceeded or ReplyKind.DestinationUnreachable ? reply.IcmpCode.ToString(CultureInfo.InvariantCulture) + " " : "";
        return $"{reply.Source} {reply.Kind} {code}size {packet.Length} length {packet[25]} ";
    }

    private static int Count(Network network, int probes, HostAddress destination, byte ttl)
    {
        var transport = new SimulatedTransport(network);
        PathView view = new(transport);
        int count = 0;
        var batch = new PacketBatch(64, 65536);
        for (int i = 0; i < probes; i++)
        {
            view.Send(Probe(ProbeKind.Udp, destination, ttl, 60));
            Timestamp until = transport.Now + TimeSpan.FromSeconds(1);
            while (transport.Receive(batch, until) is int received && received > 0)
            {
                count += received;
            }
        }

        return count;
    }

    private static TimeSpan RoundTrip(Network network, byte ttl, ulong seed = 1)
    {
        var transport = new SimulatedTransport(network, seed);
        new PathView(transport).Send(Probe(ProbeKind.Udp, Target, ttl, 60));
        Assert.That(transport.Receive(new PacketBatch(4, 65536), transport.Now + TimeSpan.FromSeconds(1)), Is.EqualTo(1));
        return transport.Now - SimulatedTransport.Start;
    }
}
