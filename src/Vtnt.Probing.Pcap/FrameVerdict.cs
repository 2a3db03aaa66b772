namespace Vtnt.Probing.Pcap;

/// <summary>What a captured frame turned out to carry.</summary>
public enum FrameVerdict
{
    /// <summary>An IP packet, whole or cut.</summary>
    IpPacket,

    /// <summary>Something else: ARP, LLDP, a layer-2 service over MPLS, …</summary>
    NotIp,

    /// <summary>The frame was cut, by the snap length or the sender, before an IP header could begin.</summary>
    TooShort,

    /// <summary>More VLAN tags or MPLS labels than any network uses, or a label stack without a bottom.</summary>
    BadTags,

    /// <summary>The file's link type is not understood, see <see cref="LinkType"/>.</summary>
    UnknownLinkType,
}
