using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>Whole IP packets as routers and hosts send them, made by hand from the RFCs, for both families.</summary>
internal static class ReplyPackets
{
    /// <summary>An ICMP error that quotes <paramref name="probe"/>, with a label stack when the shape has labels.</summary>
    internal static byte[] Error(HostAddress from, byte type, byte code, ReadOnlySpan<byte> probe, ReplyShape? shape = null)
    {
        shape ??= new();
        bool isV6 = from.IsIPv6;
        byte[] quoted = probe.ToArray();
        quoted[isV6 ? 7 : 8] = shape.QuotedTtl;
        if (!isV6)
        {
            Checksum(quoted.AsSpan(0, 20), 10, 0);
        }

        int quotedLength = shape.Labels.Length == 0 ? Math.Min(quoted.Length, shape.QuotedBytes) : 128;
        byte[] icmp = new byte[8 + quotedLength + (shape.Labels.Length == 0 ? 0 : 8 + (4 * shape.Labels.Length))];
        icmp[0] = type;
        icmp[1] = code;
        BinaryPrimitives.WriteUInt16BigEndian(icmp.AsSpan(6), shape.NextHopMtu);
        quoted.AsSpan(0, Math.Min(quoted.Length, quotedLength)).CopyTo(icmp.AsSpan(8));
        if (shape.Labels.Length > 0)
        {
            icmp[isV6 ? 4 : 5] = (byte)(128 / (isV6 ? 8 : 4));
            WriteLabels(icmp.AsSpan(8 + quotedLength), shape.Labels);
        }

        return Packet(from, SourceOf(probe), isV6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp, icmp, 2, shape);
    }

    /// <summary>The echo or timestamp reply to a request.</summary>
    internal static byte[] EchoReply(HostAddress from, ReadOnlySpan<byte> probe, ReplyShape? shape = null)
    {
        bool isV6 = from.IsIPv6;
        byte[] icmp = probe[(isV6 ? 40 : 20)..].ToArray();
        icmp[0] = isV6 ? IcmpType.V6EchoReply : icmp[0] == IcmpType.TimestampRequest ? IcmpType.TimestampReply : IcmpType.EchoReply;
        return Packet(from, SourceOf(probe), isV6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp, icmp, 2, shape ?? new());
    }

    /// <summary>A TCP segment or UDP datagram back from the probed ports.</summary>
    internal static byte[] Transport(HostAddress from, ReadOnlySpan<byte> probe, byte tcpFlags, ReplyShape? shape = null)
    {
        int header = from.IsIPv6 ? 40 : 20;
        bool isTcp = probe[from.IsIPv6 ? 6 : 9] == IpProtocol.Tcp;
        byte[] segment = new byte[isTcp ? 20 : 8];
        probe.Slice(header + 2, 2).CopyTo(segment);
        probe.Slice(header, 2).CopyTo(segment.AsSpan(2));
        if (isTcp)
        {
            segment[12] = 5 << 4;
            segment[13] = tcpFlags;
        }
        else
        {
            segment[5] = 8;
        }

        return Packet(from, SourceOf(probe), isTcp ? IpProtocol.Tcp : IpProtocol.Udp, segment, isTcp ? 16 : 6, shape ?? new());
    }

    internal static HostAddress SourceOf(ReadOnlySpan<byte> probe) =>
        probe[0] >> 4 == 4 ? HostAddress.FromBytes(probe.Slice(12, 4)) : HostAddress.FromBytes(probe.Slice(8, 16));

    internal static HostAddress DestinationOf(ReadOnlySpan<byte> probe) =>
        probe[0] >> 4 == 4 ? HostAddress.FromBytes(probe.Slice(16, 4)) : HostAddress.FromBytes(probe.Slice(24, 16));

    private static void WriteLabels(Span<byte> structure, uint[] labels)
    {
        structure[0] = 0x20;
        BinaryPrimitives.WriteUInt16BigEndian(structure[4..], (ushort)(4 + (4 * labels.Length)));
        structure[6] = structure[7] = 1;
        for (int i = 0; i < labels.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(structure[(8 + (4 * i))..], labels[i]);
        }

        Checksum(structure, 2, 0);
    }

    private static byte[] Packet(HostAddress from, HostAddress to, byte protocol, byte[] payload, int checksumAt, ReplyShape shape)
    {
        bool isV6 = from.IsIPv6;
        int header = isV6 ? 40 : 20;
        byte[] packet = new byte[header + payload.Length];
        ulong pseudo = isV6 || protocol != IpProtocol.Icmp ? InternetChecksum.PseudoHeader(from, to, protocol, payload.Length) : 0;
        Checksum(payload, checksumAt, pseudo);
        payload.CopyTo(packet, header);
        if (isV6)
        {
            packet[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)payload.Length);
            packet[6] = protocol;
            packet[7] = shape.ReplyTtl;
            from.WriteTo(packet.AsSpan(8));
            to.WriteTo(packet.AsSpan(24));
            return packet;
        }

        packet[0] = 0x45;
        packet[1] = shape.ReplyTos;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), shape.ReplyIpId);
        packet[8] = shape.ReplyTtl;
        packet[9] = protocol;
        from.WriteTo(packet.AsSpan(12));
        to.WriteTo(packet.AsSpan(16));
        Checksum(packet.AsSpan(0, 20), 10, 0);
        return packet;
    }

    private static void Checksum(Span<byte> message, int at, ulong sum)
    {
        message.Slice(at, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(message[at..], InternetChecksum.Compute(message, sum));
    }
}
