namespace Vtnt.Mpls;

/// <summary>
/// How a tunnel shows itself in a traceroute (CCR 2012, section 3; TMA 2019, section 2), by whether the ingress copies
/// the IP-TTL into the label and whether the routers report label stacks (RFC 4950).
/// </summary>
public enum TunnelKind : byte
{
    /// <summary>TTL copied, labels reported: every router is seen with its labels.</summary>
    Explicit,

    /// <summary>TTL copied, labels not reported: every router is seen and looks ordinary but for the quoted TTL or the u-turn.</summary>
    Implicit,

    /// <summary>TTL not copied, labels reported at the end: one labelled hop whose label still had TTL.</summary>
    Opaque,

    /// <summary>TTL not copied, penultimate-hop popping: nothing between ingress and egress.</summary>
    InvisiblePhp,

    /// <summary>TTL not copied, ultimate-hop popping: not even the egress is seen.</summary>
    InvisibleUhp,
}
