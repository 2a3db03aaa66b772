namespace Vtnt.Probing.Wire;

/// <summary>ICMP message types by family (RFC 792, RFC 4443).</summary>
public static class IcmpType
{
    /// <summary>ICMPv4 echo reply.</summary>
    public const byte EchoReply = 0;

    /// <summary>ICMPv4 destination unreachable.</summary>
    public const byte DestinationUnreachable = 3;

    /// <summary>ICMPv4 echo request.</summary>
    public const byte EchoRequest = 8;

    /// <summary>ICMPv4 time exceeded.</summary>
    public const byte TimeExceeded = 11;

    /// <summary>ICMPv4 parameter problem.</summary>
    public const byte ParameterProblem = 12;

    /// <summary>ICMPv4 timestamp request.</summary>
    public const byte TimestampRequest = 13;

    /// <summary>ICMPv4 timestamp reply.</summary>
    public const byte TimestampReply = 14;

    /// <summary>ICMPv6 destination unreachable.</summary>
    public const byte V6DestinationUnreachable = 1;

    /// <summary>ICMPv6 packet too big.</summary>
    public const byte V6PacketTooBig = 2;

    /// <summary>ICMPv6 time exceeded.</summary>
    public const byte V6TimeExceeded = 3;

    /// <summary>ICMPv6 parameter problem.</summary>
    public const byte V6ParameterProblem = 4;

    /// <summary>ICMPv6 echo request.</summary>
    public const byte V6EchoRequest = 128;

    /// <summary>ICMPv6 echo reply.</summary>
    public const byte V6EchoReply = 129;

    /// <summary>Code of a port unreachable in ICMPv4; ICMPv6 has <see cref="V6PortUnreachableCode"/>.</summary>
    public const byte PortUnreachableCode = 3;

    /// <summary>Code of a port unreachable in ICMPv6.</summary>
    public const byte V6PortUnreachableCode = 4;

    /// <summary>Code of "fragmentation needed and DF set" in ICMPv4 (RFC 1191).</summary>
    public const byte FragmentationNeededCode = 4;
}
