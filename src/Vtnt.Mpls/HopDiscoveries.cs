namespace Vtnt.Mpls;

/// <summary>Trigger, technique and end of a successful revelation, the bits of <see cref="Probing.TntAnnotation.Discoveries"/>.</summary>
[Flags]
internal enum HopDiscoveries : ushort
{
    None = 0,
    Frpla = 0x0001,
    Rtla = 0x0002,
    DuplicateAddress = 0x0004,
    LseTtl = 0x0008,
    Dpr = 0x0010,
    Brpr = 0x0020,
    Buddy = 0x0040,
    Incomplete = 0x0080,
    Revealed = 0x0100,
    BeforeSilentIngress = 0x0200,
    NothingRevealed = 0x0400,
    IngressNotFound = 0x0800,
    TargetNotReached = 0x1000,
    BuddyTrace = 0x2000,

    Triggers = Frpla | Rtla | DuplicateAddress | LseTtl,
    Stops = NothingRevealed | IngressNotFound | TargetNotReached,
}
