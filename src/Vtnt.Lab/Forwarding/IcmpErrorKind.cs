namespace Vtnt.Lab;

/// <summary>The ICMP errors that a network answers with, whatever the family.</summary>
internal enum IcmpErrorKind : byte
{
    TimeExceeded,
    NetUnreachable,
    PortUnreachable,
}
