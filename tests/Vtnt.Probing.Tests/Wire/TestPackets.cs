using System.Buffers.Binary;

namespace Vtnt.Probing.Tests.Wire;

/// <summary>
/// Received packets for tests, built field by field with a checksum calculation of its own, so that ours is not its own
/// witness.
/// </summary>
internal static class TestPackets
{
    internal static readonly HostAddress Us = HostAddress.Parse("198.18.0.2"), Router = HostAddress.Parse("198.18.3.1"), Target = HostAddress.Parse("198.18.5.1");
    internal static readonly HostAddress Us6 = HostAddress.Parse("2001:db8::2"), Router6 = HostAddress.Parse("2001:db8:3::1"), Target6 = HostAddress.Parse("2001:db8:5::1");

    /// <summary>An echo request of icmp-paris as a router quotes it: TTL 1, identifier 33434, sequence 4.</summary>
    internal static byte[] QuotedEcho => Hex.Bytes("4500002c000540000101e8a4 c6120002 c6120501 0800829b829a0004f2c50000 0000000000000000 00000000");

    /// <summary>A datagram of udp-paris: ports 33434 and 33435, checksum 3.</summary>
    internal static byte[] QuotedUdp => Hex.Bytes("4500002c000340000111e896 c6120002 c6120501 829a829b00180003695d0000 0000000000000000 00000000");

    /// <summary>The first 28 bytes of a SYN, as RFC 792 asks for.</summary>
    internal static byte[] QuotedSyn => Hex.Bytes("45000028000140000106e8a7 c6120002 c6120501 829a829b00000000");

    internal static byte[] QuotedEcho6 =>
        Hex.Bytes("6000000000143a01 20010db8000000000000000000000002 20010db8000500000000000000000001 8000829b829a00041efd0000 0000000000000000");

    internal static byte[] QuotedUdp6 =>
        Hex.Bytes("600abcde00141101 20010db8000000000000000000000002 20010db8000500000000000000000001 829a829b001400039f130000 0000000000000000");

    internal static byte[] Ipv4(byte protocol, byte[] payload, HostAddress? source = null, byte ttl = 250, ushort fragment = 0, byte[]? options = null)
    {
        int headerLength = 20 + (options?.Length ?? 0);
        byte[] packet = new byte[headerLength + payload.Length];
        packet[0] = (byte)(0x40 | (headerLength / 4));
        packet[1] = 0xC0;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), 0xA6BC);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), fragment);
        packet[8] = ttl;
        packet[9] = protocol;
        (source ?? Router).WriteTo(packet.AsSpan(12));
        Us.WriteTo(packet.AsSpan(16));
        options?.CopyTo(packet, 20);
        payload.CopyTo(packet, headerLength);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum(packet.AsSpan(0, headerLength)));
        return packet;
    }

    internal static byte[] Ipv6(byte nextHeader, byte[] payload, HostAddress? source = null, byte hopLimit = 250)
    {
        byte[] packet = new byte[40 + payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(packet, 0x6C012345);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)payload.Length);
        packet[6] = nextHeader;
        packet[7] = hopLimit;
        (source ?? Router6).WriteTo(packet.AsSpan(8));
        Us6.WriteTo(packet.AsSpan(24));
        payload.CopyTo(packet, 40);
        return packet;
    }

    /// <summary>An ICMPv4 message in its packet; <paramref name="word"/> is the second half of the ICMP header.</summary>
    internal static byte[] Icmp(byte type, byte code, uint word, byte[] payload, HostAddress? source = null) =>
        Ipv4(1, IcmpMessage(type, code, word, payload, []), source);

    /// <summary>An ICMPv6 message in its packet, the pseudo-header summed (RFC 8200 section 8.1).</summary>
    internal static byte[] Icmp6(byte type, byte code, uint word, byte[] payload, HostAddress? source = null)
    {
        byte[] pseudoHeader = new byte[40];
        (source ?? Router6).WriteTo(pseudoHeader);
        Us6.WriteTo(pseudoHeader.AsSpan(16));
        BinaryPrimitives.WriteUInt32BigEndian(pseudoHeader.AsSpan(32), (uint)payload.Length + 8);
        pseudoHeader[39] = 58;
        return Ipv6(58, IcmpMessage(type, code, word, payload, pseudoHeader), source);
    }

    /// <summary>An extension structure (RFC 4884 section 7) with the right checksum.</summary>
    internal static byte[] Structure(string objects, byte version = 0x20)
    {
        byte[] structure = [version, 0, 0, 0, .. Hex.Bytes(objects)];
        BinaryPrimitives.WriteUInt16BigEndian(structure.AsSpan(2), Checksum(structure));
        return structure;
    }

    /// <summary>The quoted packet, cut or padded with zeros to <paramref name="length"/> bytes.</summary>
    internal static byte[] Padded(byte[] quoted, int length = 128)
    {
        byte[] padded = new byte[length];
        quoted.AsSpan(0, Math.Min(length, quoted.Length)).CopyTo(padded);
        return padded;
    }

    internal static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            sum += (i & 1) == 0 ? bytes[i] << 8 : bytes[i];
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    private static byte[] IcmpMessage(byte type, byte code, uint word, byte[] payload, byte[] pseudoHeader)
    {
        byte[] message = [type, code, 0, 0, (byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word, .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), Checksum([.. pseudoHeader, .. message]));
        return message;
    }
}
