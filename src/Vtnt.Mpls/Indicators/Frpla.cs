namespace Vtnt.Mpls;

/// <summary>
/// Forward/return path length analysis (Vanaubel et al., "Through the wormhole: tracking invisible MPLS tunnels",
/// IMC 2017, section 4.1): a forward tunnel that hides its routers makes the way out look shorter than the way back.
/// </summary>
internal static class Frpla
{
    /// <summary>
    /// Return path length minus forward path length, in routers. Ordinary asymmetry makes it non-zero too, of either
    /// sign; only a clear excess is a suspicion.
    /// </summary>
    /// <param name="probeTtl">TTL of the probe, the forward path length.</param>
    /// <param name="replyTtl">TTL of the reply on arrival.</param>
    internal static int Evaluate(byte probeTtl, byte replyTtl) => InitialTtl.ReturnLength(replyTtl) - probeTtl;
}
