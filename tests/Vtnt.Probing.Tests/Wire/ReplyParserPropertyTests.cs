using CsCheck;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Wire;

/// <summary>Hostile bytes: the parser answers, whatever comes, and never throws.</summary>
public sealed class ReplyParserPropertyTests
{
    /// <summary>Parses and reads every field there is; the sum only keeps the reads alive.</summary>
    private static long ReadEverything(ReadOnlySpan<byte> packet)
    {
        if (!ReplyParser.TryParse(packet, default, out ReplyView reply, out PacketVerdict verdict))
        {
            Assert.That(verdict, Is.Not.EqualTo(PacketVerdict.Accepted));
            return 0;
        }

        Assert.That(reply.ReplySize, Is.LessThanOrEqualTo(packet.Length));
        long sum = reply.ReplyTtl + reply.IcmpType + reply.NextHopMtu + reply.TcpFlags + reply.Key.GetHashCode();
        if (reply.HasQuotation)
        {
            QuotedPacketView quoted = reply.Quotation;
            sum += quoted.SourcePort + quoted.DestinationPort + quoted.UdpChecksum + quoted.TcpSequence + quoted.IcmpMessageType
                + quoted.IcmpChecksum + quoted.IcmpIdentifier + quoted.IcmpSequence + quoted.QuotedLength + quoted.FragmentId;
        }

        foreach (IcmpExtensionObjectView item in reply.Extensions)
        {
            Assert.That(item.Payload.IsEmpty, Is.False);
            sum += item.ToObject().ToLabelStack().Length;
        }

        return sum;
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    [Test]
    public void Arbitrary_bytes_never_throw() => Gen.Byte.Array[0, 200].Sample(bytes => { ReadEverything(bytes); });

    [Test]
    public void Arbitrary_bytes_behind_a_valid_ICMP_header_never_throw() =>
        Gen.Select(OneOf<byte>(0, 3, 11, 14), Gen.Byte[0, 5], Gen.UInt, Gen.Byte.Array[0, 200]).Sample((type, code, word, payload) =>
        {
            ReadEverything(TestPackets.Icmp(type, code, word, payload));
        });

    [Test]
    public void Arbitrary_bytes_behind_a_valid_ICMPv6_header_never_throw() =>
        Gen.Select(OneOf<byte>(1, 2, 3, 129), Gen.Byte[0, 5], Gen.UInt, Gen.Byte.Array[0, 200]).Sample((type, code, word, payload) =>
        {
            ReadEverything(TestPackets.Icmp6(type, code, word, payload));
        });

    [Test]
    public void Arbitrary_extensions_behind_a_valid_quotation_never_throw() =>
        Gen.Select(OneOf(0u, 0x00200000u, 0x00210000u, 0x00FF0000u), Gen.Byte.Array[0, 120], Gen.Bool).Sample((word, objects, isSummed) =>
        {
            byte[] structure = TestPackets.Structure(Hex.Text(objects));
            structure[2] = isSummed ? structure[2] : (byte)0;
            structure[3] = isSummed ? structure[3] : (byte)0;
            byte[] packet = TestPackets.Icmp(11, 0, word, [.. TestPackets.Padded(TestPackets.QuotedEcho), .. structure]);
            Assert.That(ReplyParser.TryParse(packet, default, out _, out _), Is.True, "the reply stands, whatever the extension is");
            ReadEverything(packet);
        });

    [Test]
    public void Mutated_replies_never_throw()
    {
        byte[][] packets =
        [
            TestPackets.Icmp(11, 0, 0x00200000, [.. TestPackets.Padded(TestPackets.QuotedEcho), .. TestPackets.Structure("000c 01 01 03e81001 05ff7b02")]),
            TestPackets.Icmp6(3, 0, 0x10000000, [.. TestPackets.Padded(TestPackets.QuotedUdp6), .. TestPackets.Structure("0008 01 01 03e81101")]),
            TestPackets.Icmp(0, 0, 0x829A0007, new byte[16]),
            TestPackets.Ipv4(6, Hex.Bytes("0050 829a 01020304 00000001 6012 ffff 0000 0000 020405b4"), TestPackets.Target),
            TestPackets.Ipv6(17, Hex.Bytes("0035 829a 000a 0000 aabb")),
            TestPackets.Ipv6(44, [58, 0, 0, 0, 1, 2, 3, 4, .. TestPackets.Icmp6(129, 0, 7, new byte[12]).AsSpan(40)]),
        ];
        Gen.Select(Gen.Int[0, packets.Length - 1], Gen.Select(Gen.Int[0, 200], Gen.Byte).Array[1, 4], Gen.Int[0, 250]).Sample((which, patches, length) =>
        {
            byte[] packet = [.. packets[which]];
            foreach ((int offset, byte value) in patches)
            {
                packet[offset % packet.Length] = value;
            }

            ReadEverything(packet);
            ReadEverything(packet.AsSpan(0, Math.Min(length, packet.Length)));
        });
    }
}
