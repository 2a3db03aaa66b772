using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// The question for a neighbour's hardware address on Ethernet, and its answer: ARP (RFC 826) for IPv4, neighbour discovery
/// (RFC 4861, sections 4.3 and 4.4) for IPv6. Pure.
/// </summary>
internal static class NeighbourMessage
{
    internal const int HardwareLength = 6;

    /// <summary>The longest question in bytes.</summary>
    internal const int MaxLength = Ipv6View.HeaderLength + SolicitationLength;

    private const int ArpLength = 28, SolicitationLength = 32;
    private const byte Solicitation = 135, Advertisement = 136, SourceAddressOption = 1, TargetAddressOption = 2, OnLinkHopLimit = 255;

    /// <summary>What a question about the address is carried as.</summary>
    internal static ushort EtherTypeFor(HostAddress target) => target.IsIPv6 ? EtherType.IPv6 : EtherType.Arp;

    /// <summary>Whom to ask: everybody (IPv4), or those that the address may belong to (RFC 4291, section 2.7.1; RFC 2464, section 7).</summary>
    internal static byte[] GroupFor(HostAddress target)
    {
        if (target.IsIPv4)
        {
            return [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        }

        uint low = (uint)target.IPv6Value;
        return [0x33, 0x33, 0xFF, (byte)(low >> 16), (byte)(low >> 8), (byte)low];
    }

    /// <summary>Writes the question; returns its length.</summary>
    internal static int WriteQuestion(Span<byte> destination, HostAddress target, HostAddress source, ReadOnlySpan<byte> own)
    {
        destination[..MaxLength].Clear();
        return target.IsIPv6 ? WriteSolicitation(destination, target, source, own) : WriteArp(destination, target, source, own);
    }

    /// <summary>Reads an answer about the address; false when it is something else.</summary>
    internal static bool TryReadAnswer(ReadOnlySpan<byte> packet, HostAddress target, Span<byte> hardware) =>
        target.IsIPv6 ? TryReadAdvertisement(packet, target, hardware) : TryReadArp(packet, target, hardware);

    private static int WriteArp(Span<byte> destination, HostAddress target, HostAddress source, ReadOnlySpan<byte> own)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, 1);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], EtherType.IPv4);
        destination[4] = HardwareLength;
        destination[5] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], 1);
        own.CopyTo(destination[8..]);
        source.WriteTo(destination[14..]);
        target.WriteTo(destination[24..]);
        return ArpLength;
    }

    private static bool TryReadArp(ReadOnlySpan<byte> packet, HostAddress target, Span<byte> hardware)
    {
        if (packet.Length < ArpLength || packet[4] != HardwareLength || packet[5] != 4
            || BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) != EtherType.IPv4
            || BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) != 2
            || HostAddress.FromBytes(packet.Slice(14, 4)) != target)
        {
            return false;
        }

        packet.Slice(8, HardwareLength).CopyTo(hardware);
        return true;
    }

    private static int WriteSolicitation(Span<byte> destination, HostAddress target, HostAddress source, ReadOnlySpan<byte> own)
    {
        UInt128 group = (new UInt128(0xFF02_0000_0000_0000, 0x0000_0001_FF00_0000) & ~(UInt128)0xFFFFFF) | (target.IPv6Value & 0xFFFFFF);
        var receiver = HostAddress.FromIPv6(group);
        destination[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], SolicitationLength);
        destination[6] = IpProtocol.IcmpV6;
        destination[7] = OnLinkHopLimit;
        source.WriteTo(destination[8..]);
        receiver.WriteTo(destination[24..]);
        Span<byte> message = destination.Slice(Ipv6View.HeaderLength, SolicitationLength);
        message[0] = Solicitation;
        target.WriteTo(message[8..]);
        message[24] = SourceAddressOption;
        message[25] = 1;
        own.CopyTo(message[26..]);
        ulong pseudoHeader = InternetChecksum.PseudoHeader(source, receiver, IpProtocol.IcmpV6, SolicitationLength);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Compute(message, pseudoHeader));
        return MaxLength;
    }

    private static bool TryReadAdvertisement(ReadOnlySpan<byte> packet, HostAddress target, Span<byte> hardware)
    {
        if (!Ipv6View.TryParse(packet, out Ipv6View ip) || ip.HopLimit != OnLinkHopLimit || ip.Protocol != IpProtocol.IcmpV6
            || !IcmpView.TryParse(ip.Payload, out IcmpView icmp) || icmp.Type != Advertisement || ip.Payload.Length < 24
            || !icmp.HasValidChecksum(InternetChecksum.PseudoHeader(ip.Source, ip.Destination, IpProtocol.IcmpV6, ip.Payload.Length))
            || HostAddress.FromBytes(ip.Payload.Slice(8, 16)) != target)
        {
            return false;
        }

        for (ReadOnlySpan<byte> options = ip.Payload[24..]; options.Length >= 8 && options[1] > 0;)
        {
            int length = options[1] * 8;
            if (options[0] == TargetAddressOption && length == 8)
            {
                options.Slice(2, HardwareLength).CopyTo(hardware);
                return true;
            }

            options = options[Math.Min(length, options.Length)..];
        }

        return false;
    }
}
