namespace Vtnt.Probing;

/// <summary>What kind of packet answered a probe, whatever the address family.</summary>
public enum ReplyKind : byte
{
    /// <summary>ICMP time exceeded in transit, code 0 (RFC 792; RFC 4443 section 3.3).</summary>
    TimeExceeded,

    /// <summary>ICMP destination unreachable, any code (RFC 792; RFC 4443 section 3.1).</summary>
    DestinationUnreachable,

    /// <summary>ICMPv6 packet too big (RFC 4443 section 3.2). The IPv4 equivalent is an unreachable with code 4.</summary>
    PacketTooBig,

    /// <summary>ICMP echo reply (RFC 792; RFC 4443 section 4.2).</summary>
    EchoReply,

    /// <summary>ICMP timestamp reply (RFC 792).</summary>
    TimestampReply,

    /// <summary>A TCP segment from the probed address.</summary>
    Tcp,

    /// <summary>A UDP datagram from the probed address.</summary>
    Udp,

    /// <summary>Any other ICMP message that quotes or answers the probe; see its type and code.</summary>
    OtherIcmp,
}
