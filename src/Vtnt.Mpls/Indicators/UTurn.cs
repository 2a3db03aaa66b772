namespace Vtnt.Mpls;

/// <summary>
/// The u-turn signature (Donnet et al., "Revealing MPLS tunnels obscured from traceroute", CCR 2012, section 4.2): a
/// time-exceeded message from inside a tunnel is switched to the tunnel's end before it turns back, an echo reply is not.
/// </summary>
internal static class UTurn
{
    /// <summary>
    /// How many more routers the error crossed than the echo reply; null when either TTL is unknown. Inside a tunnel it
    /// is twice the distance to the egress, hence even and falling by two from hop to hop.
    /// </summary>
    /// <param name="replyTtl">TTL of the error on arrival.</param>
    /// <param name="echoReplyTtl">TTL of the echo reply on arrival.</param>
    internal static int? Evaluate(byte? replyTtl, byte? echoReplyTtl) =>
        replyTtl is { } error && echoReplyTtl is { } echo ? InitialTtl.ReturnLength(error) - InitialTtl.ReturnLength(echo) : null;
}
