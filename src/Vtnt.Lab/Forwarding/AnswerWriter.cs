using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Lab;

/// <summary>Writes what nodes answer, as whole IP packets with right checksums.</summary>
internal static class AnswerWriter
{
    internal const byte TcpReset = 0x04;

    /// <summary>Bytes of an ICMP timestamp message (RFC 792).</summary>
    internal const int TimestampLength = 20;

    private const int Ipv4HeaderLength = 20, ExtensionOffset = 128, StructureHeaderLength = 4, ObjectHeaderLength = 4;

    // RFC 4443 section 2.4: an ICMPv6 error fits the least MTU.
    private const int LongestIpv6 = 1280;

    /// <summary>Writes the reply to an echo or timestamp request, from the address that was asked.</summary>
    internal static void WriteEchoReply(Flight request, ushort ipId, byte initialTtl, long time, Flight reply)
    {
        int header = request.IsV6 ? Ipv6View.HeaderLength : request.HeaderLength; // with the options (RFC 1122 section 3.2.2.6)
        ReadOnlySpan<byte> message = request.Payload;
        Span<byte> icmp = reply.Buffer.AsSpan(header, message.Length);
        message.CopyTo(icmp);
        icmp[0] = request.IsV6 ? IcmpType.V6EchoReply : IcmpType.EchoReply;
        if (!request.IsV6 && message[0] == IcmpType.TimestampRequest)
        {
            icmp[0] = IcmpType.TimestampReply;
            uint sinceMidnight = (uint)(time / 1_000_000 % 86_400_000);
            BinaryPrimitives.WriteUInt32BigEndian(icmp[12..], sinceMidnight);
            BinaryPrimitives.WriteUInt32BigEndian(icmp[16..], sinceMidnight);
        }

        FinishIcmp(request.IsV6, request.Destination, request.Source, icmp);
        byte protocol = request.IsV6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp;
        request.Options.CopyTo(reply.Buffer.AsSpan(Ipv4HeaderLength));
        WriteHeader(reply, request.Destination, request.Source, protocol, header + message.Length, ipId, initialTtl, request.Buffer[1], header);
        reply.TryOpen(header + message.Length, 0);
    }

    /// <summary>
    /// Writes an ICMP error that quotes <paramref name="offending"/>, whose TTL stands in its bytes as it is to be quoted;
    /// <paramref name="mtu"/> is what the next link carries, for <see cref="IcmpErrorKind.TooBig"/>.
    /// </summary>
    internal static void WriteError(
        Flight offending, Node at, HostAddress source, IcmpErrorKind kind, ushort ipId, byte initialTtl,
        ReadOnlySpan<LabelStackEntry> stack, int mtu, Flight reply)
    {
        bool isV6 = offending.IsV6;
        int header = HeaderLength(isV6);
        int extension = stack.IsEmpty ? 0 : StructureHeaderLength + ObjectHeaderLength + (stack.Length * 4);
        int least = ((offending.Buffer[0] & 0xF) * 4) + 8; // RFC 792: the header, its options too, and 64 bits
        int most = isV6 ? LongestIpv6 - header - IcmpView.HeaderLength - extension : Math.Max(at.QuoteLength, least);
        int quoted = Math.Min(offending.Length, !stack.IsEmpty && at.HasLegacyExtensions ? Math.Min(most, ExtensionOffset) : most);
        int field = stack.IsEmpty ? quoted : PaddedLength(quoted, isV6);
        Span<byte> icmp = reply.Buffer.AsSpan(header, IcmpView.HeaderLength + field + extension);
        icmp.Clear();
        (icmp[0], icmp[1]) = TypeAndCode(kind, isV6);
        if (!stack.IsEmpty && !at.HasLegacyExtensions)
        {
            icmp[isV6 ? 4 : 5] = (byte)(field / (isV6 ? 8 : 4)); // RFC 4884 sections 4.1 to 4.4
        }

        if (kind == IcmpErrorKind.TooBig)
        {
            BinaryPrimitives.WriteUInt16BigEndian(icmp[6..], (ushort)mtu); // the low half of IPv6's four bytes
        }

        offending.Packet[..quoted].CopyTo(icmp[IcmpView.HeaderLength..]);
        WriteExtension(stack, icmp[(IcmpView.HeaderLength + field)..]);
        FinishIcmp(isV6, source, offending.Source, icmp);
        byte protocol = isV6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp;
        WriteHeader(reply, source, offending.Source, protocol, header + icmp.Length, ipId, initialTtl, trafficClass: 0);
        reply.TryOpen(header + icmp.Length, 0);
    }

    /// <summary>Writes the reset that a closed TCP port answers with (RFC 9293 section 3.10.7.1).</summary>
    internal static void WriteReset(Flight request, ushort ipId, byte initialTtl, Flight reply)
    {
        const byte Syn = 0x02, Fin = 0x01, Ack = 0x10;
        int header = HeaderLength(request.IsV6);
        ReadOnlySpan<byte> asked = request.Payload;
        Span<byte> tcp = reply.Buffer.AsSpan(header, TcpView.MinHeaderLength);
        tcp.Clear();
        asked[2..4].CopyTo(tcp);
        asked[..2].CopyTo(tcp[2..]);
        tcp[12] = TcpView.MinHeaderLength / 4 << 4;
        if ((asked[13] & Ack) != 0)
        {
            asked[8..12].CopyTo(tcp[4..]);
            tcp[13] = TcpReset;
        }
        else
        {
            int counted = asked.Length - ((asked[12] >> 4) * 4) + ((asked[13] & Syn) != 0 ? 1 : 0) + ((asked[13] & Fin) != 0 ? 1 : 0);
            BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], BinaryPrimitives.ReadUInt32BigEndian(asked[4..]) + (uint)counted);
            tcp[13] = TcpReset | Ack;
        }

        ulong pseudoHeader = InternetChecksum.PseudoHeader(request.Destination, request.Source, IpProtocol.Tcp, tcp.Length);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], InternetChecksum.Compute(tcp, pseudoHeader));
        WriteHeader(reply, request.Destination, request.Source, IpProtocol.Tcp, header + tcp.Length, ipId, initialTtl, trafficClass: 0);
        reply.TryOpen(header + tcp.Length, 0);
    }

    private static int HeaderLength(bool isV6) => isV6 ? Ipv6View.HeaderLength : Ipv4HeaderLength;

    // RFC 4884 section 3: with extensions the quotation has at least 128 bytes and ends on a word of its length field.
    private static int PaddedLength(int quoted, bool isV6)
    {
        int word = isV6 ? 8 : 4;
        return Math.Max(ExtensionOffset, (quoted + word - 1) / word * word);
    }

    private static (byte Type, byte Code) TypeAndCode(IcmpErrorKind kind, bool isV6) => (kind, isV6) switch
    {
        (IcmpErrorKind.TimeExceeded, false) => (IcmpType.TimeExceeded, 0),
        (IcmpErrorKind.TimeExceeded, true) => (IcmpType.V6TimeExceeded, 0),
        (IcmpErrorKind.NetUnreachable, false) => (IcmpType.DestinationUnreachable, 0),
        (IcmpErrorKind.NetUnreachable, true) => (IcmpType.V6DestinationUnreachable, 0),
        (IcmpErrorKind.TooBig, false) => (IcmpType.DestinationUnreachable, IcmpType.FragmentationNeededCode),
        (IcmpErrorKind.TooBig, true) => (IcmpType.V6PacketTooBig, 0),
        (_, false) => (IcmpType.DestinationUnreachable, IcmpType.PortUnreachableCode),
        _ => (IcmpType.V6DestinationUnreachable, IcmpType.V6PortUnreachableCode),
    };

    // RFC 4884 section 7 around RFC 4950 section 3: class 1, C-type 1, the entries as received, top first.
    private static void WriteExtension(ReadOnlySpan<LabelStackEntry> stack, Span<byte> extension)
    {
        if (stack.IsEmpty)
        {
            return;
        }

        extension[0] = 2 << 4;
        BinaryPrimitives.WriteUInt16BigEndian(extension[4..], (ushort)(ObjectHeaderLength + (stack.Length * 4)));
        extension[6] = 1;
        extension[7] = 1;
        for (int i = 0; i < stack.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(extension[(8 + (i * 4))..], stack[i].Value);
        }

        BinaryPrimitives.WriteUInt16BigEndian(extension[2..], InternetChecksum.Compute(extension));
    }

    private static void FinishIcmp(bool isV6, HostAddress source, HostAddress destination, Span<byte> icmp)
    {
        icmp[2] = icmp[3] = 0;
        ulong pseudoHeader = isV6 ? InternetChecksum.PseudoHeader(source, destination, IpProtocol.IcmpV6, icmp.Length) : 0;
        BinaryPrimitives.WriteUInt16BigEndian(icmp[2..], InternetChecksum.Compute(icmp, pseudoHeader));
    }

    private static void WriteHeader(
        Flight reply, HostAddress source, HostAddress destination, byte protocol, int length, ushort ipId, byte ttl, byte trafficClass,
        int headerLength = Ipv4HeaderLength)
    {
        Span<byte> packet = reply.Buffer;
        if (source.IsIPv6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(packet, 0x60000000);
            BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(length - Ipv6View.HeaderLength));
            packet[6] = protocol;
            packet[7] = ttl;
            source.WriteTo(packet[8..]);
            destination.WriteTo(packet[24..]);
            return;
        }

        packet[..Ipv4HeaderLength].Clear();
        packet[0] = (byte)(0x40 | (headerLength / 4));
        packet[1] = trafficClass;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)length);
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], ipId);
        packet[8] = ttl;
        packet[9] = protocol;
        source.WriteTo(packet[12..]);
        destination.WriteTo(packet[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], InternetChecksum.Compute(packet[..headerLength]));
    }
}
