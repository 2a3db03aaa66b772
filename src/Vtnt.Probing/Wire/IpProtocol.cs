namespace Vtnt.Probing.Wire;

/// <summary>IP protocol numbers that probes and replies use (IANA protocol numbers registry).</summary>
public static class IpProtocol
{
    /// <summary>ICMP for IPv4 (RFC 792).</summary>
    public const byte Icmp = 1;

    /// <summary>TCP (RFC 9293).</summary>
    public const byte Tcp = 6;

    /// <summary>UDP (RFC 768).</summary>
    public const byte Udp = 17;

    /// <summary>IPv6 fragment header (RFC 8200 section 4.5).</summary>
    public const byte IPv6Fragment = 44;

    /// <summary>ICMPv6 (RFC 4443).</summary>
    public const byte IcmpV6 = 58;
}
