namespace Vtnt.Probing.Wire;

/// <summary>
/// A received packet that may answer a probe, parsed but not copied: valid only as long as the bytes behind it. Made by
/// <see cref="ReplyParser"/>. All values in host order.
/// </summary>
public readonly ref struct ReplyView
{
    /// <summary>What the reply is.</summary>
    public ReplyKind Kind { get; internal init; }

    /// <summary>The key of the measurement that it may belong to.</summary>
    public ReplyKey Key { get; internal init; }

    /// <summary>When it arrived.</summary>
    public Timestamp ReceivedAt { get; internal init; }

    /// <summary>Who stamped <see cref="ReceivedAt"/>.</summary>
    public TimestampOrigin ReceivedOrigin { get; internal init; }

    /// <summary>What of it was not seen, and must not be used: the transport filled it in.</summary>
    public PacketParts Unobserved { get; internal init; }

    /// <summary>IP source of the reply.</summary>
    public HostAddress Source { get; internal init; }

    /// <summary>IP destination of the reply: one of our addresses.</summary>
    public HostAddress Destination { get; internal init; }

    /// <summary>TTL or hop limit of the reply's own header.</summary>
    public byte ReplyTtl { get; internal init; }

    /// <summary>TOS or traffic class of the reply's own header.</summary>
    public byte ReplyTos { get; internal init; }

    /// <summary>Size of the reply in bytes, as its own header says.</summary>
    public int ReplySize { get; internal init; }

    /// <summary>Identification of the reply's IPv4 header, 0 for IPv6.</summary>
    public ushort ReplyIpId { get; internal init; }

    /// <summary>Identification of the reply's IPv6 fragment header (RFC 8200 section 4.5); absent when it has none.</summary>
    public uint? FragmentId { get; internal init; }

    /// <summary>The reply from its IP header on, as far as it was received. Not what was on the wire where <see cref="Unobserved"/> says so.</summary>
    public ReadOnlySpan<byte> Packet { get; internal init; }

    /// <summary>ICMP type; 0 when the reply is not ICMP, see <see cref="Kind"/>.</summary>
    public byte IcmpType { get; internal init; }

    /// <summary>ICMP code; 0 when the reply is not ICMP.</summary>
    public byte IcmpCode { get; internal init; }

    /// <summary>Sequence number of an echo or timestamp reply, else 0.</summary>
    public ushort EchoSequence { get; internal init; }

    /// <summary>
    /// Next-hop MTU in bytes of an ICMPv4 "fragmentation needed" or an ICMPv6 packet too big, else 0; larger values are
    /// cut to 65 535.
    /// </summary>
    public int NextHopMtu { get; internal init; }

    /// <summary>Source port of a TCP or UDP reply, else 0.</summary>
    public ushort SourcePort { get; internal init; }

    /// <summary>Destination port of a TCP or UDP reply, else 0.</summary>
    public ushort DestinationPort { get; internal init; }

    /// <summary>The flags byte of a TCP reply, else 0.</summary>
    public byte TcpFlags { get; internal init; }

    /// <summary>Acknowledgement number of a TCP reply, else 0.</summary>
    public uint TcpAcknowledgement { get; internal init; }

    /// <summary>The three times of an ICMP timestamp reply, 12 bytes as they were sent; empty for any other reply.</summary>
    public ReadOnlySpan<byte> TimestampBytes { get; internal init; }

    /// <summary>Options of the reply's IPv4 header; empty when there are none.</summary>
    public ReadOnlySpan<byte> IpOptions { get; internal init; }

    /// <summary>True when the reply is an ICMP error that quotes a packet.</summary>
    public bool HasQuotation { get; internal init; }

    /// <summary>The quoted packet; meaningless without <see cref="HasQuotation"/>.</summary>
    public QuotedPacketView Quotation { get; internal init; }

    /// <summary>ICMP extensions, empty when there are none (or they are damaged).</summary>
    public IcmpExtensionsView Extensions { get; internal init; }

    /// <summary>True when the reply is ICMP, whatever the family.</summary>
    public bool IsIcmp => Kind is not (ReplyKind.Tcp or ReplyKind.Udp);

    /// <summary>True for an unreachable that says that the port is closed, whatever the family.</summary>
    public bool IsPortUnreachable =>
        Kind == ReplyKind.DestinationUnreachable
        && IcmpCode == (Source.IsIPv6 ? Wire.IcmpType.V6PortUnreachableCode : Wire.IcmpType.PortUnreachableCode);
}
