namespace Vtnt.Mpls;

/// <summary>Roles and classes of a slot, the bits of <see cref="Probing.TntAnnotation.Types"/>.</summary>
[Flags]
internal enum HopTypes : byte
{
    None = 0,
    Ingress = 0x01,
    Egress = 0x02,
    Lsr = 0x04,
    Explicit = 0x08,
    ImplicitQuotedTtl = 0x10,
    ImplicitUTurn = 0x20,
    Opaque = 0x40,
    Invisible = 0x80,

    Roles = Ingress | Egress | Lsr,
    Implicit = ImplicitQuotedTtl | ImplicitUTurn,
    Classes = Explicit | Implicit | Opaque | Invisible,
}
