namespace Vtnt.Mpls;

/// <summary>
/// The TTL quoted by a time-exceeded message (CCR 2012, section 4.1): inside a tunnel that copies the IP-TTL into the
/// label (ttl-propagate), only the label's TTL is counted down, so the k-th router of the tunnel quotes k.
/// </summary>
internal static class QuotedTtl
{
    /// <summary>
    /// Place of the router in its tunnel, from 2; null when the quoted TTL is no evidence: 1 is what every router
    /// quotes, 0 comes from routers that forward expired packets, and 255 from those that overwrite it.
    /// </summary>
    internal static int? PositionInTunnel(byte? quotedTtl) => quotedTtl is > 1 and < 255 ? quotedTtl : null;
}
