namespace Vtnt.Mpls;

/// <summary>Trigger and end of a failed revelation, the bits of <see cref="Probing.TntAnnotation.Failures"/>.</summary>
[Flags]
internal enum HopFailures : byte
{
    None = 0,
    Frpla = 0x01,
    Rtla = 0x02,
    DuplicateAddress = 0x04,
    LseTtl = 0x08,
    NothingRevealed = 0x10,
    IngressNotFound = 0x20,
    TargetNotReached = 0x40,
    BuddyTrace = 0x80,

    Triggers = Frpla | Rtla | DuplicateAddress | LseTtl,
}
