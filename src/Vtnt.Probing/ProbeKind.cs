namespace Vtnt.Probing;

/// <summary>What a probe is on the wire, above IP.</summary>
public enum ProbeKind : byte
{
    /// <summary>An ICMP or ICMPv6 echo request.</summary>
    IcmpEcho,

    /// <summary>An ICMP timestamp request (RFC 792); IPv4 only.</summary>
    IcmpTimestamp,

    /// <summary>A UDP datagram.</summary>
    Udp,

    /// <summary>A TCP SYN segment without options.</summary>
    TcpSyn,

    /// <summary>A TCP ACK segment without options.</summary>
    TcpAck,

    /// <summary>A TCP SYN and ACK segment without options.</summary>
    TcpSynAck,

    /// <summary>A TCP RST segment without options.</summary>
    TcpRst,
}
