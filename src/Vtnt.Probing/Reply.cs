using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>One packet that answered a probe. What was not observed is absent (null), never guessed.</summary>
public sealed record Reply
{
    /// <summary>IP source of the reply.</summary>
    public required HostAddress Address { get; init; }

    /// <summary>What the reply is.</summary>
    public required ReplyKind Kind { get; init; }

    /// <summary>Name of the address by reverse lookup, if one was made and answered.</summary>
    public string? Name { get; init; }

    /// <summary>Time from sending the probe to receiving this reply, never negative, cut to 100 ns.</summary>
    public required TimeSpan Rtt { get; init; }

    /// <summary>When the reply arrived; absent when a file tells only the round-trip time.</summary>
    public Timestamp? ReceivedAt { get; init; }

    /// <summary>Who stamped <see cref="ReceivedAt"/>.</summary>
    public TimestampOrigin ReceivedOrigin { get; init; }

    /// <summary>TTL or hop limit of the reply's own IP header on arrival.</summary>
    public byte? ReplyTtl { get; init; }

    /// <summary>TOS or traffic class of the reply's own IP header.</summary>
    public byte? ReplyTos { get; init; }

    /// <summary>Size of the reply in bytes: IPv4 total length, or IPv6 payload length + 40.</summary>
    public int? ReplySize { get; init; }

    /// <summary>IPv4 identification of the reply; absent for IPv6.</summary>
    public ushort? ReplyIpId { get; init; }

    /// <summary>ICMP type; absent when the reply is not ICMP.</summary>
    public byte? IcmpType { get; init; }

    /// <summary>ICMP code; absent when the reply is not ICMP.</summary>
    public byte? IcmpCode { get; init; }

    /// <summary>TTL or hop limit of the quoted packet, of ICMP errors only.</summary>
    public byte? QuotedTtl { get; init; }

    /// <summary>TOS or traffic class of the quoted packet, of ICMP errors only.</summary>
    public byte? QuotedTos { get; init; }

    /// <summary>Length in bytes that the quoted IP header claims (IPv6: payload length + 40), of ICMP errors only.</summary>
    public int? QuotedLength { get; init; }

    /// <summary>Next-hop MTU in bytes (IPv4 unreachable code 4, RFC 1191; IPv6 packet too big).</summary>
    public int? NextHopMtu { get; init; }

    /// <summary>The TCP flags byte (CWR ECE URG ACK PSH RST SYN FIN, high bit first), of TCP replies only.</summary>
    public byte? TcpFlags { get; init; }

    /// <summary>Name of the interface the reply came in through; absent when not recorded.</summary>
    public string? InterfaceName { get; init; }

    /// <summary>Identification of the IPv6 fragment header the reply carried (RFC 8200 section 4.5); absent when it had none.</summary>
    public uint? FragmentId { get; init; }

    /// <summary>The three times of an ICMP timestamp reply; absent for any other reply.</summary>
    public IcmpTimestamps? IcmpTimestamps { get; init; }

    /// <summary>
    /// Addresses of the IPv4 record-route option (RFC 791), of an ICMP error that which the quoted packet had; empty when there was none.
    /// </summary>
    public ImmutableArray<HostAddress> RecordRoute { get; init; } = [];

    /// <summary>The IPv4 timestamp option, of an ICMP error that which the quoted packet had; absent when there was none.</summary>
    public IpTimestamps? IpTimestamps { get; init; }

    /// <summary>ICMP extension objects in the order of the packet (RFC 4884); empty when there are none.</summary>
    public ImmutableArray<IcmpExtensionObject> Extensions { get; init; } = [];

    /// <summary>
    /// The label stack with which the expired packet arrived, top first: that of the first RFC 4950 object, or empty.
    /// </summary>
    public ImmutableArray<LabelStackEntry> LabelStack
    {
        get
        {
            foreach (IcmpExtensionObject extension in Extensions)
            {
                if (extension.IsMplsLabelStack)
                {
                    return extension.ToLabelStack();
                }
            }

            return [];
        }
    }

    /// <summary>Equal in every member, extension objects compared one by one.</summary>
    public bool Equals(Reply? other) =>
        other is not null && Address == other.Address && Kind == other.Kind && Name == other.Name && Rtt == other.Rtt
        && ReceivedAt == other.ReceivedAt && ReceivedOrigin == other.ReceivedOrigin && ReplyTtl == other.ReplyTtl
        && ReplyTos == other.ReplyTos && ReplySize == other.ReplySize && ReplyIpId == other.ReplyIpId
        && IcmpType == other.IcmpType && IcmpCode == other.IcmpCode && QuotedTtl == other.QuotedTtl
        && QuotedTos == other.QuotedTos && QuotedLength == other.QuotedLength && NextHopMtu == other.NextHopMtu
        && TcpFlags == other.TcpFlags && InterfaceName == other.InterfaceName && FragmentId == other.FragmentId
        && IcmpTimestamps == other.IcmpTimestamps && IpTimestamps == other.IpTimestamps
        && RecordRoute.AsSpan().SequenceEqual(other.RecordRoute.AsSpan()) && Extensions.AsSpan().SequenceEqual(other.Extensions.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, Kind, Rtt, ReceivedAt, ReplyTtl, ReplyIpId, Extensions.Length);
}
