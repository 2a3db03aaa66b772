namespace Vtnt.Lab;

/// <summary>How a router chooses among next hops of equal cost (Augustin et al., IMC 2006).</summary>
internal enum Balance : byte
{
    /// <summary>It always takes the one that the text names first.</summary>
    None,

    /// <summary>By addresses, protocol and the first four bytes of the transport header: ports, or ICMP's type, code and checksum.</summary>
    Flow,

    /// <summary>By the addresses alone.</summary>
    Destination,

    /// <summary>By chance for every packet.</summary>
    Packet,
}
