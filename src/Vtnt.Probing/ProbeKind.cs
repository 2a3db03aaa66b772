namespace Vtnt.Probing;

/// <summary>What a probe is on the wire, above IP.</summary>
public enum ProbeKind : byte
{
    /// <summary>An ICMP or ICMPv6 echo request.</summary>
    IcmpEcho,

    /// <summary>An ICMP timestamp request (RFC 792); IPv4 only.</summary>
    IcmpTimestamp,

    /// <summary>
    /// No question but an answer: that a packet is larger than the MTU of the next hop, as a router on the way says it (RFC 792 type 3
    /// code 4 with the MTU of RFC 1191; RFC 4443 type 2). The payload is the start of that packet.
    /// </summary>
    PacketTooBig,

    /// <summary>A UDP datagram.</summary>
    Udp,

    /// <summary>A TCP SYN segment.</summary>
    TcpSyn,

    /// <summary>A TCP ACK segment.</summary>
    TcpAck,

    /// <summary>A TCP SYN and ACK segment.</summary>
    TcpSynAck,

    /// <summary>A TCP RST segment.</summary>
    TcpRst,
}
