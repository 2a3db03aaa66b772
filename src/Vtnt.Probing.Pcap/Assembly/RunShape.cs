namespace Vtnt.Probing.Pcap;

/// <summary>What a tool varies from probe to probe of one run.</summary>
internal enum RunShape
{
    /// <summary>Only one probe so far.</summary>
    Undecided,

    /// <summary>
    /// Ports or the ICMP identifier are constant: scamper, paris and dublin traceroute, yarrp, caracal; every ICMP tool.
    /// </summary>
    ConstantFlow,

    /// <summary>The destination port rises, the source port is constant: BSD traceroute, scamper's udp, mtr over UDP.</summary>
    RisingDestination,

    /// <summary>The source port rises, the destination port is constant: mtr over TCP.</summary>
    RisingSource,

    /// <summary>The destination port rises, the source port is the kernel's choice: Linux traceroute.</summary>
    RisingDestinationAnySource,

    /// <summary>The source port is the kernel's choice, the destination port is constant: Linux traceroute -T and -U.</summary>
    AnySource,

    /// <summary>ICMP identifier and sequence number change together, the checksum is constant: the first Paris traceroute.</summary>
    ConstantChecksum,
}
