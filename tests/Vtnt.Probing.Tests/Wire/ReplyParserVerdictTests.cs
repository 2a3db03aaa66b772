using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Wire;

/// <summary>Why a packet is not a reply: one row per reason.</summary>
public sealed class ReplyParserVerdictTests
{
    private static byte[] Patched(byte[] packet, int offset, params byte[] bytes)
    {
        byte[] patched = [.. packet];
        bytes.CopyTo(patched, offset);
        return patched;
    }

    private static IEnumerable<TestCaseData<byte[], PacketVerdict>> Packets()
    {
        TestCaseData<byte[], PacketVerdict> Row(PacketVerdict verdict, string name, byte[] packet) =>
            new(packet, verdict) { TestName = $"{verdict}: {name}" };

        byte[] good = TestPackets.Icmp(11, 0, 0, TestPackets.QuotedEcho), good6 = TestPackets.Icmp6(3, 0, 0, TestPackets.QuotedEcho6);
        yield return Row(PacketVerdict.Accepted, "IPv4", good);
        yield return Row(PacketVerdict.Accepted, "IPv6", good6);

        yield return Row(PacketVerdict.Truncated, "nothing", []);
        yield return Row(PacketVerdict.Truncated, "half an IPv4 header", good[..19]);
        yield return Row(PacketVerdict.Truncated, "half an IPv4 option", TestPackets.Ipv4(1, [], options: [1, 1, 1, 0])[..23]);
        yield return Row(PacketVerdict.Truncated, "IPv4 cut by a byte", good[..^1]);
        yield return Row(PacketVerdict.Truncated, "IPv4 total length beyond the packet", Patched(good, 2, 0xFF, 0xFF));
        yield return Row(PacketVerdict.Truncated, "half an IPv6 header", good6[..39]);
        yield return Row(PacketVerdict.Truncated, "IPv6 cut by a byte", good6[..^1]);
        yield return Row(PacketVerdict.Truncated, "half an IPv6 fragment header", TestPackets.Ipv6(44, new byte[7]));
        yield return Row(PacketVerdict.Truncated, "half an ICMP header", TestPackets.Ipv4(1, new byte[7]));
        yield return Row(PacketVerdict.Truncated, "no ICMPv6 header", TestPackets.Ipv6(58, []));
        yield return Row(PacketVerdict.Truncated, "half a TCP header", TestPackets.Ipv4(6, new byte[19]));
        yield return Row(PacketVerdict.Truncated, "TCP options beyond the packet", TestPackets.Ipv4(6, Patched(new byte[20], 12, 0x60)));
        yield return Row(PacketVerdict.Truncated, "half a UDP header", TestPackets.Ipv6(17, new byte[7]));
        yield return Row(PacketVerdict.Truncated, "UDP length beyond the packet", TestPackets.Ipv4(17, Hex.Bytes("0035829a00090000")));

        yield return Row(PacketVerdict.BadVersion, "version 0", new byte[60]);
        yield return Row(PacketVerdict.BadVersion, "version 5", Patched(good, 0, 0x55));
        yield return Row(PacketVerdict.BadVersion, "version 15", [0xFF]);

        yield return Row(PacketVerdict.BadLength, "IPv4 header of 16 bytes", Patched(good, 0, 0x44));
        yield return Row(PacketVerdict.BadLength, "IPv4 header of 0 bytes", Patched(good, 0, 0x40));
        yield return Row(PacketVerdict.BadLength, "IPv4 total length below the header's", Patched(good, 2, 0, 19));
        yield return Row(PacketVerdict.BadLength, "IPv4 total length of zero", Patched(good, 2, 0, 0));
        yield return Row(PacketVerdict.BadLength, "TCP header of 16 bytes", TestPackets.Ipv4(6, Patched(new byte[20], 12, 0x40)));
        yield return Row(PacketVerdict.BadLength, "UDP length below its header's", TestPackets.Ipv6(17, Hex.Bytes("0035829a00070000")));

        yield return Row(PacketVerdict.BadChecksum, "IPv4 header", Patched(good, 8, 249));
        yield return Row(PacketVerdict.BadChecksum, "ICMP", Patched(good, good.Length - 1, 1));
        yield return Row(PacketVerdict.BadChecksum, "ICMPv6 payload", Patched(good6, good6.Length - 1, 1));
        yield return Row(PacketVerdict.BadChecksum, "ICMPv6 pseudo-header", Patched(good6, 8, 0x20, 0x02));
        yield return Row(PacketVerdict.BadChecksum, "ICMPv6 summed without its pseudo-header", TestPackets.Ipv6(58, good[20..]));

        yield return Row(PacketVerdict.Fragment, "first of IPv4", TestPackets.Ipv4(1, good[20..], fragment: 0x2000));
        yield return Row(PacketVerdict.Fragment, "last of IPv4", TestPackets.Ipv4(1, good[20..], fragment: 0x0001));
        yield return Row(PacketVerdict.Fragment, "first of IPv6", TestPackets.Ipv6(44, [58, 0, 0, 1, 0, 0, 0, 0, .. good6[40..]]));
        yield return Row(PacketVerdict.Fragment, "last of IPv6", TestPackets.Ipv6(44, [58, 0, 0, 8, 0, 0, 0, 0, .. good6[40..]]));

        yield return Row(PacketVerdict.OtherProtocol, "GRE", TestPackets.Ipv4(47, new byte[40]));
        yield return Row(PacketVerdict.OtherProtocol, "ICMPv6 in IPv4", TestPackets.Ipv4(58, good6[40..]));
        yield return Row(PacketVerdict.OtherProtocol, "ICMP in IPv6", TestPackets.Ipv6(1, good[20..]));
        yield return Row(PacketVerdict.OtherProtocol, "hop-by-hop options", TestPackets.Ipv6(0, new byte[40]));

        foreach ((byte type, byte code, string name) in new (byte, byte, string)[]
        {
            (8, 0, "echo request"), (5, 1, "redirect"), (4, 0, "source quench"), (11, 1, "reassembly time-out"), (12, 0, "parameter problem"),
            (13, 0, "timestamp request"), (42, 0, "extended echo request (RFC 8335)"), (43, 0, "extended echo reply (RFC 8335)"), (255, 255, "reserved type"),
        })
        {
            yield return Row(PacketVerdict.OtherIcmp, name, TestPackets.Icmp(type, code, 0, TestPackets.QuotedEcho));
        }

        foreach ((byte type, byte code, string name) in new (byte, byte, string)[]
        {
            (128, 0, "ICMPv6 echo request"), (3, 1, "ICMPv6 reassembly time-out"), (4, 1, "ICMPv6 parameter problem"), (135, 0, "neighbour solicitation"),
            (0, 0, "ICMPv4's echo reply type in ICMPv6"), (11, 0, "ICMPv4's time exceeded type in ICMPv6"),
        })
        {
            yield return Row(PacketVerdict.OtherIcmp, name, TestPackets.Icmp6(type, code, 0, TestPackets.QuotedEcho6));
        }

        yield return Row(PacketVerdict.BadQuotation, "nothing quoted", TestPackets.Icmp(11, 0, 0, []));
        yield return Row(PacketVerdict.BadQuotation, "seven bytes behind the quoted header", TestPackets.Icmp(11, 0, 0, TestPackets.QuotedEcho[..27]));
        yield return Row(PacketVerdict.BadQuotation, "quoted header of 16 bytes", TestPackets.Icmp(3, 3, 0, Patched(TestPackets.QuotedEcho, 0, 0x44)));
        yield return Row(PacketVerdict.BadQuotation, "quoted header longer than the quotation", TestPackets.Icmp(11, 0, 0, Patched(TestPackets.QuotedEcho, 0, 0x4F)));
        yield return Row(PacketVerdict.BadQuotation, "quoted version 5", TestPackets.Icmp(11, 0, 0, Patched(TestPackets.QuotedEcho, 0, 0x55)));
        yield return Row(PacketVerdict.BadQuotation, "IPv6 quoted in ICMPv4", TestPackets.Icmp(11, 0, 0, TestPackets.QuotedEcho6));
        yield return Row(PacketVerdict.BadQuotation, "IPv4 quoted in ICMPv6", TestPackets.Icmp6(3, 0, 0, TestPackets.QuotedEcho));
        yield return Row(PacketVerdict.BadQuotation, "seven bytes behind the quoted IPv6 header", TestPackets.Icmp6(2, 0, 1280, TestPackets.QuotedEcho6[..47]));

        yield return Row(PacketVerdict.NotOurs, "quoted GRE", TestPackets.Icmp(11, 0, 0, Patched(TestPackets.QuotedEcho, 9, 47)));
        yield return Row(PacketVerdict.NotOurs, "quoted echo reply", TestPackets.Icmp(11, 0, 0, Patched(TestPackets.QuotedEcho, 20, 0)));
        yield return Row(PacketVerdict.NotOurs, "quoted ICMP error", TestPackets.Icmp(11, 0, 0, Patched(TestPackets.QuotedEcho, 20, 11)));
        yield return Row(PacketVerdict.NotOurs, "quoted ICMPv6 in IPv4", TestPackets.Icmp(11, 0, 0, Patched(TestPackets.QuotedEcho, 9, 58)));
        yield return Row(PacketVerdict.NotOurs, "quoted later fragment", TestPackets.Icmp(11, 0, 0, Patched(TestPackets.QuotedUdp, 6, 0, 1)));
        yield return Row(PacketVerdict.NotOurs, "quoted ICMPv6 echo reply", TestPackets.Icmp6(3, 0, 0, Patched(TestPackets.QuotedEcho6, 40, 129)));
    }

    [TestCaseSource(nameof(Packets))]
    public void Every_packet_has_its_verdict(byte[] packet, PacketVerdict expected)
    {
        bool accepted = ReplyParser.TryParse(packet, default, out _, out PacketVerdict verdict);

        Assert.That(verdict, Is.EqualTo(expected));
        Assert.That(accepted, Is.EqualTo(expected == PacketVerdict.Accepted));
    }

    [Test]
    public void Every_verdict_has_a_row() =>
        Assert.That(Packets().Select(row => row.Arguments[1]).Distinct(), Is.EquivalentTo(Enum.GetValues<PacketVerdict>()));

    [Test]
    public void A_reply_is_refused_at_every_shorter_length()
    {
        foreach (byte[] packet in new[]
        {
            TestPackets.Icmp(11, 0, 0x00200000, [.. TestPackets.Padded(TestPackets.QuotedEcho), .. TestPackets.Structure("0008 01 01 03e81101")]),
            TestPackets.Icmp6(3, 0, 0x10000000, [.. TestPackets.Padded(TestPackets.QuotedUdp6), .. TestPackets.Structure("0008 01 01 03e81101")]),
            TestPackets.Icmp(0, 0, 0x829A0007, new byte[16]),
            TestPackets.Ipv4(6, Hex.Bytes("0050 829a 01020304 00000001 5012 ffff 0000 0000")),
            TestPackets.Ipv6(17, Hex.Bytes("0035 829a 000a 0000 aabb")),
        })
        {
            for (int length = 0; length < packet.Length; length++)
            {
                Assert.That(ReplyParser.TryParse(packet.AsSpan(0, length), default, out _, out PacketVerdict verdict), Is.False);
                Assert.That(verdict, Is.EqualTo(PacketVerdict.Truncated), $"{length}");
            }
        }
    }

    [Test]
    public void No_packet_costs_an_allocation()
    {
        byte[][] packets = [.. Packets().Select(row => (byte[])row.Arguments[0]!)];
        packets = [.. packets, TestPackets.Icmp(11, 0, 0, [.. TestPackets.Padded(TestPackets.QuotedEcho), .. TestPackets.Structure("000c 01 01 03e81001 05ff7b02")])];
        int accepted = Walk(packets);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int acceptedAgain = Walk(packets);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated, Is.Zero);
        Assert.That(acceptedAgain, Is.EqualTo(accepted));
        Assert.That(accepted, Is.EqualTo(3));
    }

    private static int Walk(byte[][] packets)
    {
        int accepted = 0;
        foreach (byte[] packet in packets)
        {
            if (ReplyParser.TryParse(packet, default, out ReplyView reply, out _))
            {
                accepted++;
                foreach (IcmpExtensionObjectView item in reply.Extensions)
                {
                    accepted += item.Payload.IsEmpty ? 1 : 0;
                }
            }
        }

        return accepted;
    }
}
