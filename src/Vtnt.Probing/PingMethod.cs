namespace Vtnt.Probing;

/// <summary>The kind of probe of a ping. The numbers are those of the warts format.</summary>
public enum PingMethod : byte
{
    /// <summary>ICMP echo requests.</summary>
    IcmpEcho = 0,

    /// <summary>TCP ACK segments, constant ports.</summary>
    TcpAck = 1,

    /// <summary>TCP ACK segments, source port changing per probe.</summary>
    TcpAckSourcePort = 2,

    /// <summary>UDP datagrams, constant ports.</summary>
    Udp = 3,

    /// <summary>UDP datagrams, destination port changing per probe.</summary>
    UdpDestinationPort = 4,

    /// <summary>ICMP timestamp requests.</summary>
    IcmpTime = 5,

    /// <summary>TCP SYN segments, constant ports.</summary>
    TcpSyn = 6,

    /// <summary>TCP SYN and ACK segments.</summary>
    TcpSynAck = 7,

    /// <summary>TCP RST segments.</summary>
    TcpRst = 8,

    /// <summary>TCP SYN segments, source port changing per probe.</summary>
    TcpSynSourcePort = 9,

    /// <summary>UDP datagrams, source port changing per probe.</summary>
    UdpSourcePort = 10,
}
