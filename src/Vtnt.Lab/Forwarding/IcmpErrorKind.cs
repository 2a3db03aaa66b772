namespace Vtnt.Lab;

/// <summary>The ICMP errors that a network answers with, whatever the family.</summary>
internal enum IcmpErrorKind : byte
{
    TimeExceeded,
    NetUnreachable,
    PortUnreachable,

    /// <summary>Fragmentation needed and DF set (RFC 1191), packet too big (RFC 4443).</summary>
    TooBig,
}
