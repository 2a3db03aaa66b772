using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Wire;

/// <summary>Every view: hex in, fields out; and every shorter length refused.</summary>
public sealed class ViewTests
{
    private const string V4 = "46b8 0021 1234 6005 40 11 71b1 c6120002 c6120501 01020300";
    private const string V6 = "6c0abcde 0011 3a 40 20010db8000000000000000000000002 20010db8000500000000000000000001";

    [Test]
    public void IPv4_RFC_791()
    {
        byte[] packet = [.. Hex.Bytes(V4), .. "payload, and"u8, .. "padding"u8];

        Assert.That(Ipv4View.TryParse(packet, out Ipv4View ip), Is.True);
        Assert.That(ip.HeaderLength, Is.EqualTo(24));
        Assert.That(ip.Tos, Is.EqualTo(0xB8));
        Assert.That(ip.TotalLength, Is.EqualTo(33));
        Assert.That(ip.IpId, Is.EqualTo(0x1234));
        Assert.That(ip.DontFragment, Is.True);
        Assert.That(ip.MoreFragments, Is.True);
        Assert.That(ip.FragmentOffset, Is.EqualTo(5));
        Assert.That(ip.TimeToLive, Is.EqualTo(64));
        Assert.That(ip.Protocol, Is.EqualTo(17));
        Assert.That(ip.Source, Is.EqualTo(TestPackets.Us));
        Assert.That(ip.Destination, Is.EqualTo(TestPackets.Target));
        Assert.That(ip.Options.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3, 0 }));
        Assert.That(ip.Payload.ToArray(), Is.EqualTo("payload, "u8.ToArray()));
        Assert.That(ip.HasValidChecksum, Is.True);
    }

    [Test]
    public void IPv4_header_checksum()
    {
        byte[] packet = TestPackets.Ipv4(1, new byte[8], options: [1, 1, 1, 0]);
        Assert.That(Ipv4View.TryParse(packet, out Ipv4View ip) && ip.HasValidChecksum, Is.True);

        packet[21] ^= 1;
        Assert.That(Ipv4View.TryParse(packet, out ip) && ip.HasValidChecksum, Is.False);
    }

    [Test]
    public void IPv4_is_refused_at_every_shorter_length()
    {
        byte[] packet = TestPackets.Ipv4(1, new byte[9], options: [1, 1, 1, 0]);

        for (int length = 0; length < packet.Length; length++)
        {
            Assert.That(Ipv4View.TryParse(packet.AsSpan(0, length), out _), Is.False, $"{length}");
            Assert.That(Ipv4View.TryParseQuoted(packet.AsSpan(0, length), out _), Is.EqualTo(length >= 24), $"quoted {length}");
        }

        Assert.That(Ipv4View.TryParse(packet, out _), Is.True);
    }

    [TestCase(0, 0x35, TestName = "IPv4 of version 3")]
    [TestCase(0, 0x44, TestName = "IPv4 header of 16 bytes")]
    [TestCase(0, 0x4F, TestName = "IPv4 header longer than the packet")]
    [TestCase(3, 19, TestName = "IPv4 total length below the header's")]
    [TestCase(3, 0, TestName = "IPv4 total length of zero")]
    [TestCase(2, 1, TestName = "IPv4 total length beyond the packet")]
    public void IPv4_with_contradictory_lengths_is_refused(int offset, byte value)
    {
        byte[] packet = TestPackets.Ipv4(1, new byte[8]);
        packet[offset] = value;
        Assert.That(Ipv4View.TryParse(packet, out _), Is.False);
    }

    [Test]
    public void IPv6_RFC_8200()
    {
        byte[] packet = [.. Hex.Bytes(V6), .. "seventeen bytes!!"u8, .. "padding"u8];

        Assert.That(Ipv6View.TryParse(packet, out Ipv6View ip), Is.True);
        Assert.That(ip.TrafficClass, Is.EqualTo(0xC0));
        Assert.That(ip.FlowLabel, Is.EqualTo(0xABCDE));
        Assert.That(ip.TotalLength, Is.EqualTo(57));
        Assert.That(ip.Protocol, Is.EqualTo(58));
        Assert.That(ip.HopLimit, Is.EqualTo(64));
        Assert.That(ip.Source, Is.EqualTo(TestPackets.Us6));
        Assert.That(ip.Destination, Is.EqualTo(TestPackets.Target6));
        Assert.That(ip.HasFragmentHeader, Is.False);
        Assert.That(ip.MoreFragments, Is.False);
        Assert.That(ip.FragmentOffset, Is.Zero);
        Assert.That(ip.FragmentId, Is.Zero);
        Assert.That(ip.Payload.ToArray(), Is.EqualTo("seventeen bytes!!"u8.ToArray()));
    }

    [Test]
    public void IPv6_fragment_header_RFC_8200_section_4_5()
    {
        byte[] packet = TestPackets.Ipv6(44, [.. Hex.Bytes("11 00 0081 829a0007"), .. "data"u8]);

        Assert.That(Ipv6View.TryParse(packet, out Ipv6View ip), Is.True);
        Assert.That(ip.HasFragmentHeader, Is.True);
        Assert.That(ip.Protocol, Is.EqualTo(17));
        Assert.That(ip.FragmentOffset, Is.EqualTo(16));
        Assert.That(ip.MoreFragments, Is.True);
        Assert.That(ip.FragmentId, Is.EqualTo(0x829A0007));
        Assert.That(ip.Payload.ToArray(), Is.EqualTo("data"u8.ToArray()));
    }

    [TestCase(58)]
    [TestCase(44)]
    public void IPv6_is_refused_at_every_shorter_length(byte nextHeader)
    {
        byte[] packet = TestPackets.Ipv6(nextHeader, new byte[9]);
        int headers = nextHeader == 44 ? 48 : 40;

        for (int length = 0; length < packet.Length; length++)
        {
            Assert.That(Ipv6View.TryParse(packet.AsSpan(0, length), out _), Is.False, $"{length}");
            Assert.That(Ipv6View.TryParseQuoted(packet.AsSpan(0, length), out _), Is.EqualTo(length >= headers), $"quoted {length}");
        }

        Assert.That(Ipv6View.TryParse(packet, out _), Is.True);
    }

    [TestCase(0, 0x5C, TestName = "IPv6 of version 5")]
    [TestCase(5, 7, TestName = "IPv6 payload length without room for its fragment header")]
    [TestCase(4, 1, TestName = "IPv6 payload length beyond the packet")]
    public void IPv6_with_contradictory_lengths_is_refused(int offset, byte value)
    {
        byte[] packet = TestPackets.Ipv6(44, new byte[16]);
        packet[offset] = value;
        Assert.That(Ipv6View.TryParse(packet, out _), Is.False);
    }

    [Test]
    public void ICMP_RFC_792_and_RFC_4443()
    {
        byte[] message = Hex.Bytes("0b00 1234 829a0007 aabb");

        Assert.That(IcmpView.TryParse(message, out IcmpView icmp), Is.True);
        Assert.That(icmp.Type, Is.EqualTo(IcmpType.TimeExceeded));
        Assert.That(icmp.Code, Is.Zero);
        Assert.That(icmp.Checksum, Is.EqualTo(0x1234));
        Assert.That(icmp.Identifier, Is.EqualTo(0x829A));
        Assert.That(icmp.Sequence, Is.EqualTo(7));
        Assert.That(icmp.V4LengthField, Is.EqualTo(0x9A));
        Assert.That(icmp.V6LengthField, Is.EqualTo(0x82));
        Assert.That(icmp.V4NextHopMtu, Is.EqualTo(7));
        Assert.That(icmp.V6Mtu, Is.EqualTo(0x829A0007));
        Assert.That(icmp.Payload.ToArray(), Is.EqualTo(new byte[] { 0xAA, 0xBB }));
        Assert.That(icmp.HasValidChecksum(), Is.False);
    }

    [Test]
    public void UDP_RFC_768()
    {
        byte[] datagram = [.. Hex.Bytes("829a 829b 000b 1234"), .. "abc"u8, .. "padding"u8];

        Assert.That(UdpView.TryParse(datagram, out UdpView udp), Is.True);
        Assert.That(udp.SourcePort, Is.EqualTo(33434));
        Assert.That(udp.DestinationPort, Is.EqualTo(33435));
        Assert.That(udp.Length, Is.EqualTo(11));
        Assert.That(udp.Checksum, Is.EqualTo(0x1234));
        Assert.That(udp.Payload.ToArray(), Is.EqualTo("abc"u8.ToArray()));
    }

    [TestCase(7, false)]
    [TestCase(8, true)]
    [TestCase(18, true)]
    [TestCase(19, false)]
    public void UDP_with_a_contradictory_length_is_refused(byte length, bool accepted)
    {
        byte[] datagram = new byte[18];
        datagram[5] = length;
        Assert.That(UdpView.TryParse(datagram, out _), Is.EqualTo(accepted));
        Assert.That(UdpView.TryParseQuoted(datagram, out _), Is.True);
    }

    [Test]
    public void TCP_RFC_9293()
    {
        byte[] segment = Hex.Bytes("829a 0050 01020304 05060708 6012 ffff 1234 0000 020405b4 aa");

        Assert.That(TcpView.TryParse(segment, out TcpView tcp), Is.True);
        Assert.That(tcp.SourcePort, Is.EqualTo(33434));
        Assert.That(tcp.DestinationPort, Is.EqualTo(80));
        Assert.That(tcp.Sequence, Is.EqualTo(0x01020304));
        Assert.That(tcp.Acknowledgement, Is.EqualTo(0x05060708));
        Assert.That(tcp.Flags, Is.EqualTo(0x12));
    }

    [Test]
    public void Transport_headers_are_refused_at_every_shorter_length()
    {
        byte[] tcp = Hex.Bytes("829a 0050 01020304 05060708 6012 ffff 1234 0000 020405b4");
        for (int length = 0; length < tcp.Length; length++)
        {
            Assert.That(TcpView.TryParse(tcp.AsSpan(0, length), out _), Is.False, $"TCP {length}");
        }

        byte[] udp = Hex.Bytes("829a 829b 000a 1234 aabb");
        for (int length = 0; length < udp.Length; length++)
        {
            Assert.That(UdpView.TryParse(udp.AsSpan(0, length), out _), Is.False, $"UDP {length}");
            Assert.That(UdpView.TryParseQuoted(udp.AsSpan(0, length), out _), Is.EqualTo(length >= 8), $"quoted UDP {length}");
        }

        byte[] icmp = new byte[8];
        for (int length = 0; length < icmp.Length; length++)
        {
            Assert.That(IcmpView.TryParse(icmp.AsSpan(0, length), out _), Is.False, $"ICMP {length}");
        }
    }

    [TestCase(0x40, TestName = "TCP header of 16 bytes")]
    [TestCase(0x70, TestName = "TCP header longer than the segment")]
    public void TCP_with_a_contradictory_length_is_refused(byte offset)
    {
        byte[] segment = new byte[24];
        segment[12] = offset;
        Assert.That(TcpView.TryParse(segment, out _), Is.False);
    }

    [Test]
    public void Quoted_IPv4_probe()
    {
        Assert.That(QuotedPacketView.TryParse(TestPackets.QuotedUdp, out QuotedPacketView quoted), Is.True);
        Assert.That(quoted.IsV6, Is.False);
        Assert.That(quoted.Source, Is.EqualTo(TestPackets.Us));
        Assert.That(quoted.Destination, Is.EqualTo(TestPackets.Target));
        Assert.That(quoted.QuotedTtl, Is.EqualTo(1));
        Assert.That(quoted.QuotedTos, Is.Zero);
        Assert.That(quoted.QuotedLength, Is.EqualTo(44));
        Assert.That(quoted.IpId, Is.EqualTo(3));
        Assert.That(quoted.FlowLabel, Is.Zero);
        Assert.That(quoted.Protocol, Is.EqualTo(17));
        Assert.That(quoted.FragmentOffset, Is.Zero);
        Assert.That(quoted.SourcePort, Is.EqualTo(33434));
        Assert.That(quoted.DestinationPort, Is.EqualTo(33435));
        Assert.That(quoted.UdpChecksum, Is.EqualTo(3));

        Assert.That(QuotedPacketView.TryParse(TestPackets.QuotedEcho, out quoted), Is.True);
        Assert.That(quoted.IcmpMessageType, Is.EqualTo(8));
        Assert.That(quoted.IcmpChecksum, Is.EqualTo(0x829B));
        Assert.That(quoted.IcmpIdentifier, Is.EqualTo(33434));
        Assert.That(quoted.IcmpSequence, Is.EqualTo(4));

        Assert.That(QuotedPacketView.TryParse(TestPackets.QuotedSyn, out quoted), Is.True);
        Assert.That(quoted.TcpSequence, Is.Zero);
    }

    [Test]
    public void Quoted_IPv6_probe()
    {
        Assert.That(QuotedPacketView.TryParse(TestPackets.QuotedUdp6, out QuotedPacketView quoted), Is.True);
        Assert.That(quoted.IsV6, Is.True);
        Assert.That(quoted.Source, Is.EqualTo(TestPackets.Us6));
        Assert.That(quoted.Destination, Is.EqualTo(TestPackets.Target6));
        Assert.That(quoted.QuotedTtl, Is.EqualTo(1));
        Assert.That(quoted.QuotedLength, Is.EqualTo(60));
        Assert.That(quoted.IpId, Is.Zero);
        Assert.That(quoted.FlowLabel, Is.EqualTo(0xABCDE));
        Assert.That(quoted.Protocol, Is.EqualTo(17));
        Assert.That(quoted.UdpChecksum, Is.EqualTo(3));
    }

    [Test]
    public void Quotation_behind_IP_options()
    {
        byte[] quoted = TestPackets.Ipv4(17, Hex.Bytes("829a829b00180003"), options: [7, 7, 4, 0, 0, 0, 0, 0]);

        Assert.That(QuotedPacketView.TryParse(quoted, out QuotedPacketView view), Is.True);
        Assert.That(view.DestinationPort, Is.EqualTo(33435));
    }

    [Test]
    public void Quotation_of_an_IPv6_fragment()
    {
        byte[] quoted = TestPackets.Ipv6(44, Hex.Bytes("11 00 0080 829a0007 00000007 00000000"));

        Assert.That(QuotedPacketView.TryParse(quoted, out QuotedPacketView view), Is.True);
        Assert.That(view.Protocol, Is.EqualTo(17));
        Assert.That(view.FragmentOffset, Is.EqualTo(16));
        Assert.That(view.FragmentId, Is.EqualTo(0x829A0007));
    }

    [Test]
    public void Quotations_need_eight_bytes_behind_their_header()
    {
        foreach (byte[] quoted in new[] { TestPackets.QuotedUdp, TestPackets.QuotedUdp6, TestPackets.Ipv4(17, new byte[8], options: [1, 1, 1, 0]) })
        {
            int needed = (quoted[0] >> 4 == 6 ? 40 : (quoted[0] & 0xF) * 4) + 8;
            for (int length = 0; length <= quoted.Length; length++)
            {
                Assert.That(QuotedPacketView.TryParse(quoted.AsSpan(0, length), out QuotedPacketView view), Is.EqualTo(length >= needed), $"{length}");
                Assert.That(view.Destination.IsNone, Is.EqualTo(length < needed), $"{length}");
            }
        }
    }
}
