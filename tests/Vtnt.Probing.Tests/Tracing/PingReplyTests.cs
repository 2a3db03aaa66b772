using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>Which probe of a ping a reply answers, per method, and what is recorded of it.</summary>
internal sealed class PingReplyTests
{
    private static readonly HostAddress Us = HostAddress.Parse("198.18.0.1"), Us6 = HostAddress.Parse("2001:db8::1");
    private static readonly HostAddress Target = HostAddress.Parse("192.0.2.9"), Target6 = HostAddress.Parse("2001:db8:1::9");

    private static readonly PingOptions Three = new() { ProbeCount = 3, WaitProbe = TimeSpan.FromMilliseconds(100) };

    /// <summary>Sends all probes, then hears the replies that are made of them, in order.</summary>
    private static Ping Run(PingOptions options, Func<byte[][], IEnumerable<byte[]>> replies, bool isV6 = false)
    {
        var pinger = new Pinger(isV6 ? Us6 : Us, isV6 ? Target6 : Target, options);
        Timestamp now = Transcript.Start;
        List<byte[]> sent = [];
        for (ProbingStep step = pinger.NextStep(now); sent.Count < options.ProbeCount; step = pinger.NextStep(now))
        {
            byte[] packet = new byte[step.Probe.Size];
            ProbeWriter.Write(step.Probe, packet);
            sent.Add(packet);
            pinger.OnSent(step.Probe, now);
            now += options.WaitProbe;
        }

        foreach (byte[] packet in replies([.. sent]))
        {
            Assert.That(ReplyParser.TryParse(packet, now, out ReplyView reply, out PacketVerdict verdict), verdict.ToString());
            bool isOurs = reply.Key.Destination == pinger.ReplyKey.Destination && reply.Key.Protocol == pinger.ReplyKey.Protocol
                && (ushort)(reply.Key.Identifier - pinger.ReplyKey.Identifier) < pinger.ReplyKeyCount;
            Assert.That(isOurs, Is.True);
            pinger.OnReply(reply);
        }

        pinger.NextStep(now + TimeSpan.FromSeconds(10));
        return pinger.ToPing();
    }

    private static IEnumerable<int> Answered(Ping ping) => ping.Probes.Select(p => p.Replies.Length);

    [TestCase(PingMethod.Udp, false)]
    [TestCase(PingMethod.UdpDestinationPort, false)]
    [TestCase(PingMethod.UdpSourcePort, false)]
    [TestCase(PingMethod.TcpSyn, false)]
    [TestCase(PingMethod.TcpSynSourcePort, false)]
    [TestCase(PingMethod.TcpAck, false)]
    [TestCase(PingMethod.TcpAckSourcePort, false)]
    [TestCase(PingMethod.IcmpEcho, false)]
    [TestCase(PingMethod.IcmpTime, false)]
    [TestCase(PingMethod.UdpDestinationPort, true)]
    [TestCase(PingMethod.UdpSourcePort, true)]
    [TestCase(PingMethod.TcpAckSourcePort, true)]
    [TestCase(PingMethod.IcmpEcho, true)]
    public void An_error_answers_the_probe_that_it_quotes(PingMethod method, bool isV6)
    {
        HostAddress router = isV6 ? HostAddress.Parse("2001:db8:1::1") : HostAddress.Parse("192.0.2.1");
        Ping ping = Run(Three with { Method = method }, sent => [Error(router, sent[1]), Error(router, sent[0]), Error(router, sent[1])], isV6);
        Assert.That(Answered(ping), Is.EqualTo(new[] { 1, 2, 0 }));
        Assert.That(ping.Probes[1].Replies[0].Kind, Is.EqualTo(ReplyKind.TimeExceeded));
    }

    [TestCase(PingMethod.Udp)]
    [TestCase(PingMethod.TcpSyn)]
    public void Over_IPv6_an_error_about_equal_probes_answers_the_last(PingMethod method)
    {
        Ping ping = Run(Three with { Method = method }, sent => [Error(HostAddress.Parse("2001:db8:1::1"), sent[0])], isV6: true);
        Assert.That(Answered(ping), Is.EqualTo(new[] { 0, 0, 1 }));
    }

    [TestCase(PingMethod.TcpSynSourcePort, false)]
    [TestCase(PingMethod.TcpAckSourcePort, true)]
    [TestCase(PingMethod.UdpSourcePort, false)]
    [TestCase(PingMethod.UdpDestinationPort, true)]
    public void The_destination_answers_by_the_port_that_varies(PingMethod method, bool isV6)
    {
        Ping ping = Run(Three with { Method = method, SourcePort = 65535 }, sent => [Transport(sent[2]), Transport(sent[0])], isV6);
        Assert.That(Answered(ping), Is.EqualTo(new[] { 1, 0, 1 }));
        bool varies = method != PingMethod.UdpDestinationPort;
        Assert.That(ping.Probes.Select(p => p.SourcePort), Is.EqualTo(varies ? new ushort?[] { 65535, 0, 1 } : new ushort?[3]));
    }

    [Test]
    public void A_segment_answers_the_last_probe_where_no_port_varies()
    {
        Ping ping = Run(Three with { Method = PingMethod.TcpSyn, TcpSequence = 7 }, sent => [Transport(sent[0])]);
        Assert.That(Answered(ping), Is.EqualTo(new[] { 0, 0, 1 }));
        Assert.That((ping.Probes[2].Replies[0].TcpFlags, ping.TcpSequence, ping.TcpAcknowledgement), Is.EqualTo((0x12, 7u, 0u)));
    }

    [Test]
    public void A_port_unreachable_of_the_destination_counts_as_its_reply_to_UDP()
    {
        Ping ping = Run(
            Three with { Method = PingMethod.Udp, StopCount = 1 },
            sent => [Error(HostAddress.Parse("192.0.2.1"), sent[0]), ReplyPackets.Error(Target, 3, 3, sent[1]), ReplyPackets.Error(Target, 3, 3, sent[2])]);
        Assert.That(Answered(ping), Is.EqualTo(new[] { 1, 1, 0 }), "the second reply of the destination came too late");
    }

    [Test]
    public void Foreign_ports_are_not_ours()
    {
        byte[] Wrong(byte[] probe)
        {
            byte[] reply = Transport(probe);
            reply[21] ^= 1;
            return reply;
        }

        Assert.That(Answered(Run(Three with { Method = PingMethod.TcpSyn }, sent => [Wrong(sent[0])])), Is.All.Zero);
    }

    [Test]
    public void Times_of_a_timestamp_reply_are_recorded()
    {
        byte[] Reply(byte[] probe)
        {
            byte[] reply = ReplyPackets.EchoReply(Target, probe);
            BinaryPrimitives.WriteUInt32BigEndian(reply.AsSpan(32), 1_000_001);
            BinaryPrimitives.WriteUInt32BigEndian(reply.AsSpan(36), 1_000_002);
            return WithChecksums(reply);
        }

        Ping ping = Run(Three with { Method = PingMethod.IcmpTime }, sent => [Reply(sent[1])]);
        Assert.That(ping.Probes[1].Replies[0].IcmpTimestamps, Is.EqualTo(new IcmpTimestamps(100, 1_000_001, 1_000_002)));
        Assert.That(ping.ProbeSize, Is.EqualTo(72));
    }

    [Test]
    public void A_recorded_route_ends_at_its_pointer()
    {
        Ping ping = Run(Three with { RecordRoute = true }, sent => [WithOptions(sent[0], "07270c c0000201 c0000209 c0000201")]);
        Assert.That(ping.Probes[0].Replies[0].RecordRoute, Is.EqualTo(new[] { HostAddress.Parse("192.0.2.1"), Target }));
        Assert.That(ping.Flags, Is.EqualTo(PingFlags.RecordRoute));
    }

    [Test]
    public void An_error_tells_the_route_that_the_quoted_probe_had_recorded()
    {
        byte[] Arrived(byte[] probe)
        {
            Hex.Bytes("072708 c6120002").CopyTo(probe, 20);
            return probe;
        }

        Ping ping = Run(
            Three with { RecordRoute = true },
            sent => [ReplyPackets.Error(HostAddress.Parse("192.0.2.1"), 11, 0, Arrived(sent[0]), new() { QuotedBytes = 68 })]);
        Assert.That(ping.Probes[0].Replies[0].RecordRoute, Is.EqualTo(new[] { HostAddress.Parse("198.18.0.2") }));
    }

    [TestCase("44280d00 00000001 00000002", 2, 0)]
    [TestCase("44241501 c0000201 00000001 c0000209 00000002", 2, 2)]
    [TestCase("44280501", 0, 0)]
    [TestCase("010144260900 00000003", 1, 0)]
    public void Time_stamps_of_the_option_are_recorded(string options, int times, int addresses)
    {
        Ping ping = Run(Three with { TimestampOption = PingTimestampOption.TimesOnly }, sent => [WithOptions(sent[0], options)]);
        IpTimestamps? stamps = ping.Probes[0].Replies[0].IpTimestamps;
        Assert.That((stamps?.Times.Length, stamps?.Addresses.Length), Is.EqualTo((times, addresses)));
    }

    [TestCase("07ff04")]
    [TestCase("0701")]
    [TestCase("00070b08 c0000201")]
    [TestCase("4400")]
    public void Damaged_options_are_none(string options)
    {
        Reply reply = Run(Three with { RecordRoute = true }, sent => [WithOptions(sent[0], options)]).Probes[0].Replies[0];
        Assert.That(reply.RecordRoute, Is.Empty);
        Assert.That(reply.IpTimestamps, Is.Null);
    }

    private static byte[] Error(HostAddress router, byte[] probe) => ReplyPackets.Error(router, router.IsIPv6 ? (byte)3 : (byte)11, 0, probe);

    private static byte[] Transport(byte[] probe) => ReplyPackets.Transport(ReplyPackets.DestinationOf(probe), probe, 0x12);

    /// <summary>The echo reply to a request with 40 bytes of options, which are these instead.</summary>
    private static byte[] WithOptions(byte[] probe, string options)
    {
        byte[] reply = [.. probe];
        probe.AsSpan(12, 4).CopyTo(reply.AsSpan(16));
        probe.AsSpan(16, 4).CopyTo(reply.AsSpan(12));
        reply.AsSpan(20, 40).Clear();
        Hex.Bytes(options).CopyTo(reply, 20);
        reply[60] = IcmpType.EchoReply;
        return WithChecksums(reply);
    }

    private static byte[] WithChecksums(byte[] packet)
    {
        int header = (packet[0] & 0xF) * 4;
        packet.AsSpan(10, 2).Clear();
        packet.AsSpan(header + 2, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), InternetChecksum.Compute(packet.AsSpan(0, header)));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(header + 2), InternetChecksum.Compute(packet.AsSpan(header)));
        return packet;
    }
}
