using System.Buffers.Binary;

namespace Vtnt.Probing.Wire;

/// <summary>
/// The packet that an ICMP error quotes: its IP header as the router saw it and at least 8 bytes of what follows
/// (RFC 792, RFC 1812 section 4.3.2.3, RFC 4443). All values in host order.
/// </summary>
public readonly ref struct QuotedPacketView
{
    private readonly ReadOnlySpan<byte> _transport;

    private static ReadOnlySpan<byte> NoTransport => [0, 0, 0, 0, 0, 0, 0, 0];

    private QuotedPacketView(Ipv4View ip)
    {
        IsV6 = false;
        Source = ip.Source;
        Destination = ip.Destination;
        QuotedTtl = ip.TimeToLive;
        QuotedTos = ip.Tos;
        QuotedLength = ip.TotalLength;
        IpId = ip.IpId;
        Protocol = ip.Protocol;
        FragmentOffset = ip.FragmentOffset;
        IpOptions = ip.Options;
        _transport = ip.Payload;
    }

    private QuotedPacketView(Ipv6View ip)
    {
        IsV6 = true;
        Source = ip.Source;
        Destination = ip.Destination;
        QuotedTtl = ip.HopLimit;
        QuotedTos = ip.TrafficClass;
        QuotedLength = ip.TotalLength;
        FlowLabel = ip.FlowLabel;
        Protocol = ip.Protocol;
        FragmentOffset = ip.FragmentOffset;
        FragmentId = ip.FragmentId;

        // A later fragment quotes no transport header; zeros keep the accessors total.
        _transport = ip.FragmentOffset == 0 ? ip.Payload : NoTransport;
    }

    /// <summary>
    /// Parses a quotation; false when the IP header or the first 8 bytes behind it are missing. Of a later fragment of an IPv6
    /// packet the headers are enough; what would be a transport header is all zero.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> quotation, out QuotedPacketView view)
    {
        view = default;
        if (Ipv4View.TryParseQuoted(quotation, out Ipv4View ipv4))
        {
            view = new(ipv4);
        }
        else if (Ipv6View.TryParseQuoted(quotation, out Ipv6View ipv6))
        {
            view = new(ipv6);
        }

        if (view._transport.Length >= 8)
        {
            return true;
        }

        view = default;
        return false;
    }

    /// <summary>True for a quoted IPv6 packet.</summary>
    public bool IsV6 { get; }

    /// <summary>Source address of the quoted packet.</summary>
    public HostAddress Source { get; }

    /// <summary>Destination address of the quoted packet.</summary>
    public HostAddress Destination { get; }

    /// <summary>TTL or hop limit of the quoted header: what was left of the probe's.</summary>
    public byte QuotedTtl { get; }

    /// <summary>TOS or traffic class of the quoted header.</summary>
    public byte QuotedTos { get; }

    /// <summary>Length that the quoted header claims, in bytes (IPv6: payload length + 40).</summary>
    public int QuotedLength { get; }

    /// <summary>Identification of a quoted IPv4 header, else 0.</summary>
    public ushort IpId { get; }

    /// <summary>Flow label of a quoted IPv6 header, else 0.</summary>
    public uint FlowLabel { get; }

    /// <summary>Protocol of the quoted payload.</summary>
    public byte Protocol { get; }

    /// <summary>Fragment offset of the quoted packet in units of 8 bytes.</summary>
    public int FragmentOffset { get; }

    /// <summary>Identification of a quoted IPv6 fragment header, else 0.</summary>
    public uint FragmentId { get; }

    /// <summary>Options of a quoted IPv4 header as they had become on the way; empty when there are none.</summary>
    public ReadOnlySpan<byte> IpOptions { get; }

    /// <summary>Quoted source port of UDP and TCP.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_transport);

    /// <summary>Quoted destination port of UDP and TCP.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_transport[2..]);

    /// <summary>Quoted UDP checksum.</summary>
    public ushort UdpChecksum => BinaryPrimitives.ReadUInt16BigEndian(_transport[6..]);

    /// <summary>Quoted TCP sequence number.</summary>
    public uint TcpSequence => BinaryPrimitives.ReadUInt32BigEndian(_transport[4..]);

    /// <summary>Quoted ICMP type.</summary>
    public byte IcmpMessageType => _transport[0];

    /// <summary>Quoted ICMP checksum.</summary>
    public ushort IcmpChecksum => BinaryPrimitives.ReadUInt16BigEndian(_transport[2..]);

    /// <summary>Quoted ICMP identifier.</summary>
    public ushort IcmpIdentifier => BinaryPrimitives.ReadUInt16BigEndian(_transport[4..]);

    /// <summary>Quoted ICMP sequence number.</summary>
    public ushort IcmpSequence => BinaryPrimitives.ReadUInt16BigEndian(_transport[6..]);
}
