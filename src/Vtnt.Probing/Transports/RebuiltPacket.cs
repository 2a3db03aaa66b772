using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Whole IP packets made of what ordinary sockets tell. Fields that they do not tell are filled with what does no harm, and
/// named in <see cref="PacketParts"/>. Pure.
/// </summary>
internal static class RebuiltPacket
{
    private const int Ipv4HeaderLength = 20, IcmpHeaderLength = 8, LongestPacket = 65_535;

    /// <summary>Bytes before the data of an ICMP error at most: two IP headers, the ICMP header, the quoted transport header.</summary>
    internal const int MaxHeaders = (2 * Ipv6View.HeaderLength) + IcmpHeaderLength + UdpView.HeaderLength;

    /// <summary>Writes an IP packet around a payload; returns its length.</summary>
    internal static int WriteIp(
        Span<byte> destination, HostAddress source, HostAddress receiver, byte protocol, ReadOnlySpan<byte> payload, in AncillaryData ancillary)
    {
        int header = HeaderLengthOf(receiver);
        payload.CopyTo(destination[header..]);
        WriteHeader(destination, source, receiver, protocol, payload.Length, ancillary.HopLimit ?? 0, ancillary.TrafficClass ?? 0);
        return header + payload.Length;
    }

    /// <summary>Writes the ICMP error that stands in an error queue; returns its length.</summary>
    /// <param name="destination">Room for <see cref="MaxHeaders"/> and the data.</param>
    /// <param name="error">The error.</param>
    /// <param name="ancillary">What else was told about it.</param>
    /// <param name="own">The address that the probe left with.</param>
    /// <param name="target">Where the probe went.</param>
    /// <param name="protocol">The probe's protocol.</param>
    /// <param name="transport">The quoted transport header, where the data does not begin with it.</param>
    /// <param name="data">What followed in the quotation, extensions included.</param>
    internal static int WriteError(
        Span<byte> destination, in ExtendedError error, in AncillaryData ancillary, HostAddress own, HostAddress target,
        byte protocol, ReadOnlySpan<byte> transport, ReadOnlySpan<byte> data)
    {
        int header = HeaderLengthOf(own);
        int room = Math.Min(destination.Length, LongestPacket) - (2 * header) - IcmpHeaderLength - transport.Length;
        data = data[..Math.Min(data.Length, room)];
        Span<byte> message = destination.Slice(header, IcmpHeaderLength + header + transport.Length + data.Length);
        message[..IcmpHeaderLength].Clear();
        message[0] = error.IcmpType;
        message[1] = error.IcmpCode;
        WriteRest(message, error, header + transport.Length, own.IsIPv6);

        Span<byte> quotation = message[IcmpHeaderLength..];
        transport.CopyTo(quotation[header..]);
        data.CopyTo(quotation[(header + transport.Length)..]);
        WriteHeader(quotation, own, target, protocol, transport.Length + data.Length, ttl: 1, tos: 0);

        byte icmp = own.IsIPv6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp;
        ulong pseudoHeader = own.IsIPv6 ? InternetChecksum.PseudoHeader(error.Offender, own, icmp, message.Length) : 0;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Compute(message, pseudoHeader));
        WriteHeader(destination, error.Offender, own, icmp, message.Length, ancillary.HopLimit ?? 0, ancillary.TrafficClass ?? 0);
        return header + message.Length;
    }

    /// <summary>What is not told about any packet, and besides, what was not told about this one.</summary>
    internal static PacketParts MissingIn(in AncillaryData ancillary, bool isError) =>
        PacketParts.IpId
        | (ancillary.HopLimit is null ? PacketParts.Ttl : 0)
        | (ancillary.TrafficClass is null ? PacketParts.Tos : 0)
        | (isError ? PacketParts.Size | PacketParts.QuotedHeader : 0);

    private static int HeaderLengthOf(HostAddress address) => address.IsIPv6 ? Ipv6View.HeaderLength : Ipv4HeaderLength;

    /// <summary>The rest of the ICMP header: MTU (RFC 1191, RFC 4443), or the length of the quotation (RFC 4884, section 4).</summary>
    private static void WriteRest(Span<byte> message, in ExtendedError error, int quotedHeaders, bool isV6)
    {
        if (isV6 && error.IcmpType == IcmpType.V6PacketTooBig)
        {
            BinaryPrimitives.WriteUInt32BigEndian(message[4..], error.Mtu);
            return;
        }

        if (!isV6 && error is { IcmpType: IcmpType.DestinationUnreachable, IcmpCode: IcmpType.FragmentationNeededCode })
        {
            BinaryPrimitives.WriteUInt16BigEndian(message[6..], (ushort)Math.Min(error.Mtu, ushort.MaxValue));
        }

        int word = isV6 ? 8 : 4;
        int length = error.ExtensionsAt > 0 ? quotedHeaders + error.ExtensionsAt : 0;
        if (length % word == 0 && length / word <= byte.MaxValue)
        {
            message[isV6 ? 4 : 5] = (byte)(length / word);
        }
    }

    private static void WriteHeader(Span<byte> place, HostAddress source, HostAddress receiver, byte protocol, int payloadLength, byte ttl, byte tos)
    {
        if (receiver.IsIPv6)
        {
            RebuiltHeader.Write(place, payloadLength, protocol, source, receiver, ttl, tos);
            return;
        }

        place[..Ipv4HeaderLength].Clear();
        place[0] = 0x45;
        place[1] = tos;
        BinaryPrimitives.WriteUInt16BigEndian(place[2..], (ushort)(Ipv4HeaderLength + payloadLength));
        place[8] = ttl;
        place[9] = protocol;
        source.WriteTo(place[12..]);
        receiver.WriteTo(place[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(place[10..], InternetChecksum.Compute(place[..Ipv4HeaderLength]));
    }
}
