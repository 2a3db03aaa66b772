using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Wire;

/// <summary>What is taken from an accepted packet, field by field.</summary>
public sealed class ReplyParserTests
{
    private static readonly Timestamp Arrival = new(1_767_225_600_000_000_042);

    private static byte[] WithStack(byte[] quoted) => [.. TestPackets.Padded(quoted), .. TestPackets.Structure("000c 01 01 03e81001 05ff7b02")];

    private static ReplyView Parse(byte[] packet)
    {
        Assert.That(ReplyParser.TryParse(packet, Arrival, out ReplyView reply, out PacketVerdict verdict, TimestampOrigin.Socket), Is.True, $"{verdict}");
        Assert.That(verdict, Is.EqualTo(PacketVerdict.Accepted));
        Assert.That(reply.ReceivedAt, Is.EqualTo(Arrival));
        Assert.That(reply.ReceivedOrigin, Is.EqualTo(TimestampOrigin.Socket));
        return reply;
    }

    private static void AssertHeader(ReplyView reply, HostAddress source, int size, bool isIcmp)
    {
        Assert.That(reply.Source, Is.EqualTo(source));
        Assert.That(reply.Destination, Is.EqualTo(source.IsIPv6 ? TestPackets.Us6 : TestPackets.Us));
        Assert.That(reply.ReplyTtl, Is.EqualTo(250));
        Assert.That(reply.ReplyTos, Is.EqualTo(0xC0));
        Assert.That(reply.ReplySize, Is.EqualTo(size));
        Assert.That(reply.ReplyIpId, Is.EqualTo(source.IsIPv6 ? 0 : 0xA6BC));
        Assert.That(reply.IsIcmp, Is.EqualTo(isIcmp));
    }

    private static uint[] Stack(ReplyView reply)
    {
        foreach (IcmpExtensionObjectView item in reply.Extensions)
        {
            return [.. item.ToObject().ToLabelStack().Select(entry => entry.Value)];
        }

        return [];
    }

    [TestCase(0u, TestName = "A time exceeded with a label stack, length field zero")]
    [TestCase(0x00200000u, TestName = "A time exceeded with a label stack, length field 32")]
    [TestCase(0x005D0000u, TestName = "A time exceeded with a label stack, junk in the length field")]
    public void Time_exceeded(uint word)
    {
        ReplyView reply = Parse(TestPackets.Icmp(11, 0, word, WithStack(TestPackets.QuotedEcho)));

        AssertHeader(reply, TestPackets.Router, 20 + 8 + 128 + 16, isIcmp: true);
        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.TimeExceeded));
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target, 1, 33434)));
        Assert.That((reply.IcmpType, reply.IcmpCode), Is.EqualTo(((byte)11, (byte)0)));
        Assert.That(reply.NextHopMtu, Is.Zero);
        Assert.That(reply.EchoSequence, Is.Zero);
        Assert.That(reply.HasQuotation, Is.True);
        Assert.That(reply.Quotation.QuotedTtl, Is.EqualTo(1));
        Assert.That(reply.Quotation.IcmpSequence, Is.EqualTo(4));
        Assert.That(reply.Quotation.QuotedLength, Is.EqualTo(44));
        Assert.That(Stack(reply), Is.EqualTo(new[] { 0x03E81001u, 0x05FF7B02u }));
        Assert.That(reply.Extensions.Offset, Is.EqualTo(128));
        Assert.That(reply.IsPortUnreachable, Is.False);
    }

    [Test]
    public void Time_exceeded_of_IPv6()
    {
        ReplyView reply = Parse(TestPackets.Icmp6(3, 0, 0x10000000, WithStack(TestPackets.QuotedEcho6)));

        AssertHeader(reply, TestPackets.Router6, 40 + 8 + 128 + 16, isIcmp: true);
        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.TimeExceeded));
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target6, 58, 33434)));
        Assert.That((reply.IcmpType, reply.IcmpCode), Is.EqualTo(((byte)3, (byte)0)));
        Assert.That(reply.Quotation.IsV6, Is.True);
        Assert.That(reply.Quotation.IcmpSequence, Is.EqualTo(4));
        Assert.That(Stack(reply), Is.EqualTo(new[] { 0x03E81001u, 0x05FF7B02u }));
    }

    [Test]
    public void Quotation_of_eight_bytes_RFC_792()
    {
        ReplyView reply = Parse(TestPackets.Icmp(11, 0, 0, TestPackets.QuotedSyn));

        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target, 6, 33434)));
        Assert.That(reply.Quotation.DestinationPort, Is.EqualTo(33435));
        Assert.That(reply.Quotation.IpId, Is.EqualTo(1));
        Assert.That(reply.Extensions.IsEmpty, Is.True);
    }

    [Test]
    public void Quotation_with_IP_options()
    {
        byte[] quoted = TestPackets.Ipv4(17, Hex.Bytes("829a829b00180003"), ttl: 1, options: [7, 7, 4, 0, 0, 0, 0, 0]);

        ReplyView reply = Parse(TestPackets.Icmp(11, 0, 0, quoted));

        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Us, 17, 33434)));
        Assert.That(reply.Quotation.UdpChecksum, Is.EqualTo(3));
    }

    [Test]
    public void Reply_with_IP_options()
    {
        byte[] plain = TestPackets.Icmp(11, 0, 0, TestPackets.QuotedUdp);

        ReplyView reply = Parse(TestPackets.Ipv4(1, plain[20..], options: [1, 1, 1, 0]));

        AssertHeader(reply, TestPackets.Router, 24 + 8 + 44, isIcmp: true);
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target, 17, 33434)));
    }

    [Test]
    public void A_damaged_extension_is_dropped_and_the_reply_stands()
    {
        byte[] payload = WithStack(TestPackets.QuotedEcho);
        payload[^1] ^= 1;

        ReplyView reply = Parse(TestPackets.Icmp(11, 0, 0x00200000, payload));

        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target, 1, 33434)));
        Assert.That(reply.Extensions.IsEmpty, Is.True);
    }

    [TestCase(0, false)]
    [TestCase(1, false)]
    [TestCase(3, true)]
    [TestCase(13, false)]
    public void Destination_unreachable(byte code, bool isPort)
    {
        ReplyView reply = Parse(TestPackets.Icmp(3, code, 0x0020FFFF, WithStack(TestPackets.QuotedUdp)));

        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.DestinationUnreachable));
        Assert.That((reply.IcmpType, reply.IcmpCode), Is.EqualTo(((byte)3, code)));
        Assert.That(reply.IsPortUnreachable, Is.EqualTo(isPort));
        Assert.That(reply.NextHopMtu, Is.Zero, "only code 4 has an MTU there");
        Assert.That(Stack(reply), Has.Length.EqualTo(2));
    }

    [TestCase(3, false)]
    [TestCase(4, true)]
    public void Destination_unreachable_of_IPv6(byte code, bool isPort)
    {
        ReplyView reply = Parse(TestPackets.Icmp6(1, code, 0, WithStack(TestPackets.QuotedUdp6)));

        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.DestinationUnreachable));
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target6, 17, 33434)));
        Assert.That(reply.IsPortUnreachable, Is.EqualTo(isPort));
        Assert.That(Stack(reply), Has.Length.EqualTo(2));
    }

    [Test]
    public void Fragmentation_needed_RFC_1191()
    {
        ReplyView reply = Parse(TestPackets.Icmp(3, 4, 1400, TestPackets.QuotedUdp));

        Assert.That(reply.NextHopMtu, Is.EqualTo(1400));
    }

    [TestCase(1300u, 1300)]
    [TestCase(65535u, 65535)]
    [TestCase(0x00012345u, 65535)]
    [TestCase(uint.MaxValue, 65535)]
    public void Packet_too_big_RFC_4443(uint mtu, int expected)
    {
        ReplyView reply = Parse(TestPackets.Icmp6(2, 0, mtu, WithStack(TestPackets.QuotedUdp6)));

        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.PacketTooBig));
        Assert.That(reply.NextHopMtu, Is.EqualTo(expected));
        Assert.That(reply.Extensions.IsEmpty, Is.True, "RFC 4884 gives it none");
    }

    [Test]
    public void Echo_reply()
    {
        ReplyView reply = Parse(TestPackets.Icmp(0, 0, 0x829A0007, new byte[16], TestPackets.Target));

        AssertHeader(reply, TestPackets.Target, 44, isIcmp: true);
        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.EchoReply));
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target, 1, 33434)));
        Assert.That(reply.EchoSequence, Is.EqualTo(7));
        Assert.That(reply.HasQuotation, Is.False);
    }

    [Test]
    public void Echo_reply_of_IPv6()
    {
        ReplyView reply = Parse(TestPackets.Icmp6(129, 0, 0x829A0007, new byte[12], TestPackets.Target6));

        AssertHeader(reply, TestPackets.Target6, 60, isIcmp: true);
        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.EchoReply));
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target6, 58, 33434)));
        Assert.That(reply.EchoSequence, Is.EqualTo(7));
        Assert.That(reply.IcmpType, Is.EqualTo(129));
    }

    [Test]
    public void An_atomic_fragment_is_whole_RFC_6946()
    {
        byte[] plain = TestPackets.Icmp6(129, 0, 0x829A0007, new byte[12], TestPackets.Target6);

        ReplyView reply = Parse(TestPackets.Ipv6(44, [58, 0, 0, 0, 1, 2, 3, 4, .. plain.AsSpan(40)], TestPackets.Target6));

        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.EchoReply));
        Assert.That(reply.ReplySize, Is.EqualTo(68));
    }

    [Test]
    public void Timestamp_reply_RFC_792()
    {
        ReplyView reply = Parse(TestPackets.Icmp(14, 0, 0x829A0007, new byte[12], TestPackets.Target));

        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.TimestampReply));
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target, 1, 33434)));
        Assert.That(reply.EchoSequence, Is.EqualTo(7));
    }

    [Test]
    public void Tcp_segment()
    {
        ReplyView reply = Parse(TestPackets.Ipv4(6, Hex.Bytes("0050 829a 01020304 00000001 6012 ffff 0000 0000 020405b4"), TestPackets.Target));

        AssertHeader(reply, TestPackets.Target, 44, isIcmp: false);
        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.Tcp));
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target, 6, 33434)));
        Assert.That((reply.SourcePort, reply.DestinationPort), Is.EqualTo(((ushort)80, (ushort)33434)));
        Assert.That(reply.TcpFlags, Is.EqualTo(0x12));
        Assert.That(reply.TcpAcknowledgement, Is.EqualTo(1));
        Assert.That((reply.IcmpType, reply.IcmpCode), Is.EqualTo(((byte)0, (byte)0)));
    }

    [Test]
    public void Udp_datagram_of_IPv6()
    {
        ReplyView reply = Parse(TestPackets.Ipv6(17, Hex.Bytes("0035 829a 000a 0000 aabb"), TestPackets.Target6));

        AssertHeader(reply, TestPackets.Target6, 50, isIcmp: false);
        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.Udp));
        Assert.That(reply.Key, Is.EqualTo(new ReplyKey(TestPackets.Target6, 17, 33434)));
        Assert.That((reply.SourcePort, reply.DestinationPort), Is.EqualTo(((ushort)53, (ushort)33434)));
    }

    [Test]
    public void Bytes_behind_the_packet_are_ignored()
    {
        // A short Ethernet frame is padded, and the padding must not be searched for an extension.
        byte[] packet = TestPackets.Icmp(11, 0, 0x00200000, TestPackets.Padded(TestPackets.QuotedEcho));

        ReplyView reply = Parse([.. packet, .. TestPackets.Structure("0008 01 01 03e81101")]);

        Assert.That(reply.Extensions.IsEmpty, Is.True);
        Assert.That(reply.ReplySize, Is.EqualTo(156));
    }
}
