namespace Vtnt.Probing;

/// <summary>What a transport can carry as asked, and what it lets us observe.</summary>
[Flags]
public enum TransportCapabilities
{
    /// <summary>Nothing beyond a destination, a TTL and a transport payload.</summary>
    None = 0,

    /// <summary>Sends IPv4.</summary>
    IPv4 = 0x0001,

    /// <summary>Sends IPv6.</summary>
    IPv6 = 0x0002,

    /// <summary>The IPv4 identification is sent as given.</summary>
    IpId = 0x0004,

    /// <summary>The IPv4 don't-fragment bit is sent as given.</summary>
    DontFragment = 0x0008,

    /// <summary>The IPv6 flow label is sent as given.</summary>
    FlowLabel = 0x0010,

    /// <summary>Fragments are sent as given.</summary>
    Fragments = 0x0020,

    /// <summary>IP options are sent as given.</summary>
    IpOptions = 0x0040,

    /// <summary>TCP segments can be sent, and those of the destination are received.</summary>
    Tcp = 0x0080,

    /// <summary>Any source address of the host can be used.</summary>
    SourceAddress = 0x0100,

    /// <summary>Replies come with their whole own IP header.</summary>
    ObservesReplyHeader = 0x1000,

    /// <summary>ICMP errors come with the whole quoted packet and extensions.</summary>
    ObservesQuotation = 0x2000,

    /// <summary>The IPv6 flow label of replies is real, not rebuilt as 0.</summary>
    ObservesFlowLabel = 0x4000,

    /// <summary>Whole IPv4 packets both ways, as raw sockets, captures and simulations carry them.</summary>
    WholeIPv4 = IPv4 | IpId | DontFragment | Fragments | IpOptions | SourceAddress | ObservesReplyHeader | ObservesQuotation,
}
