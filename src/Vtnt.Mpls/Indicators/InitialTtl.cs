namespace Vtnt.Mpls;

/// <summary>
/// The TTL with which a packet was probably sent: operating systems start at 32, 64, 128 or 255, and no path is longer
/// than the gaps between them (Vanaubel et al., "Network fingerprinting: TTL-based router signatures", IMC 2013, section 3).
/// </summary>
internal static class InitialTtl
{
    /// <summary>The smallest of 32, 64, 128 and 255 that is not below the TTL on arrival.</summary>
    internal static byte Of(byte replyTtl) => replyTtl switch
    {
        > 128 => 255,
        > 64 => 128,
        > 32 => 64,
        _ => 32,
    };

    /// <summary>Routers on the way back, the sender included: initial TTL − TTL on arrival + 1.</summary>
    internal static int ReturnLength(byte replyTtl) => Of(replyTtl) - replyTtl + 1;
}
