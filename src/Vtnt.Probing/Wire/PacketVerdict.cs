namespace Vtnt.Probing.Wire;

/// <summary>Why a received packet was or was not taken as a reply.</summary>
public enum PacketVerdict : byte
{
    /// <summary>It is a reply; whose, the key tells.</summary>
    Accepted,

    /// <summary>Shorter than a header says that it is.</summary>
    Truncated,

    /// <summary>Neither IPv4 nor IPv6.</summary>
    BadVersion,

    /// <summary>A length field that contradicts another.</summary>
    BadLength,

    /// <summary>A checksum of IP or ICMP that does not verify.</summary>
    BadChecksum,

    /// <summary>A fragment, which cannot be judged alone.</summary>
    Fragment,

    /// <summary>A protocol that answers no probe.</summary>
    OtherProtocol,

    /// <summary>An ICMP message that answers no probe: a request, a redirect, a reassembly time-out.</summary>
    OtherIcmp,

    /// <summary>An ICMP error whose quotation is too short or damaged to tell what it is about.</summary>
    BadQuotation,

    /// <summary>Well-formed, but no running measurement has its key.</summary>
    NotOurs,
}
