namespace Vtnt.Lab;

/// <summary>What a tunnel of a simulated network is, in the taxonomy of Vanaubel et al. (TNT, TMA 2019).</summary>
public enum TunnelTruthKind : byte
{
    /// <summary>The TTL is propagated and the LSRs report their labels (RFC 4950).</summary>
    Explicit,

    /// <summary>The TTL is propagated, no labels are reported.</summary>
    Implicit,

    /// <summary>The TTL is not propagated; the egress LER reports the label stack that ends with it.</summary>
    Opaque,

    /// <summary>The TTL is not propagated and the penultimate router pops; the egress LER is visible.</summary>
    InvisiblePhp,

    /// <summary>The TTL is not propagated and the egress LER pops, which hides it too.</summary>
    InvisibleUhp,
}
