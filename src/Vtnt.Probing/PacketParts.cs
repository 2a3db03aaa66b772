namespace Vtnt.Probing;

/// <summary>
/// Fields of a received packet that the transport did not see: it filled them in to make the packet whole, and they are
/// left out of results.
/// </summary>
[Flags]
public enum PacketParts : byte
{
    /// <summary>Nothing: the packet is as it arrived.</summary>
    None = 0,

    /// <summary>TTL or hop limit of the packet's own header.</summary>
    Ttl = 0x01,

    /// <summary>TOS or traffic class of the packet's own header.</summary>
    Tos = 0x02,

    /// <summary>Length of the packet.</summary>
    Size = 0x04,

    /// <summary>IPv4 identification of the packet's own header.</summary>
    IpId = 0x08,

    /// <summary>The quoted IP header of an ICMP error: its TTL, TOS, length and identification.</summary>
    QuotedHeader = 0x10,
}
