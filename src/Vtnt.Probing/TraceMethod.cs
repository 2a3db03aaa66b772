namespace Vtnt.Probing;

/// <summary>The kind of probe of a trace. The numbers are those of the warts format.</summary>
public enum TraceMethod : byte
{
    /// <summary>ICMP echo requests; the checksum differs from probe to probe.</summary>
    Icmp = 1,

    /// <summary>UDP datagrams with an increasing destination port.</summary>
    Udp = 2,

    /// <summary>TCP SYN segments.</summary>
    Tcp = 3,

    /// <summary>ICMP echo requests with a constant checksum, so that load balancers see one flow (Paris traceroute, IMC 2006).</summary>
    IcmpParis = 4,

    /// <summary>UDP datagrams with constant ports; the checksum identifies the probe (Paris traceroute, IMC 2006).</summary>
    UdpParis = 5,

    /// <summary>TCP ACK segments.</summary>
    TcpAck = 6,
}
