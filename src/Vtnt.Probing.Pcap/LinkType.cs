namespace Vtnt.Probing.Pcap;

/// <summary>
/// How frames of a capture begin: the LINKTYPE_ numbers of the tcpdump group's registry, as far as they are understood
/// here. Any other number may stand in a file; its frames are refused and counted.
/// </summary>
public enum LinkType
{
    /// <summary>BSD loopback: 4 bytes of address family in the capturing host's order.</summary>
    Null = 0,

    /// <summary>Ethernet.</summary>
    Ethernet = 1,

    /// <summary>PPP, with or without HDLC-like framing (RFC 1661, RFC 1662).</summary>
    Ppp = 9,

    /// <summary>Raw IP, as DLT_RAW is numbered on most systems and as libpcap sometimes wrote it.</summary>
    RawLegacy = 12,

    /// <summary>Raw IP, as DLT_RAW is numbered on OpenBSD.</summary>
    RawOpenBsd = 14,

    /// <summary>PPP in HDLC-like framing (RFC 1662).</summary>
    PppHdlc = 50,

    /// <summary>PPP over Ethernet session, from the PPPoE header on (RFC 2516).</summary>
    PppEther = 51,

    /// <summary>Raw IP: an IPv4 or IPv6 packet.</summary>
    Raw = 101,

    /// <summary>Cisco HDLC.</summary>
    CiscoHdlc = 104,

    /// <summary>OpenBSD loopback: 4 bytes of address family in network order.</summary>
    Loop = 108,

    /// <summary>Linux "cooked" capture, version 1.</summary>
    LinuxSll = 113,

    /// <summary>PPP in HDLC-like framing whose address byte tells the direction (pppd on Linux).</summary>
    PppPppd = 166,

    /// <summary>PPP behind a direction byte.</summary>
    PppWithDirection = 204,

    /// <summary>Raw IPv4.</summary>
    IPv4 = 228,

    /// <summary>Raw IPv6.</summary>
    IPv6 = 229,

    /// <summary>Linux "cooked" capture, version 2.</summary>
    LinuxSll2 = 276,
}
