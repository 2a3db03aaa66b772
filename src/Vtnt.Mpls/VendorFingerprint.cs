using System.Collections.Immutable;

namespace Vtnt.Mpls;

/// <summary>
/// Who may have made a router, by the initial TTLs of its time-exceeded messages and echo replies (Vanaubel et al.,
/// "Network fingerprinting: TTL-based router signatures", IMC 2013; shares from IMC 2025). Always a set of candidates,
/// never a certainty: administrators change initial TTLs, and vendors share them.
/// </summary>
public static class VendorFingerprint
{
    private static readonly ImmutableArray<VendorCandidate> Both255 =
        [new("Huawei", 0.999), new("Cisco", 0.998), new("H3C", 0.998), new("OneAccess", 0.617)];

    private static readonly ImmutableArray<VendorCandidate> Both64 =
        [new("MikroTik", 0.992), new("Nokia", 0.990), new("Ruijie", 0.835), new("OneAccess", 0.379), new("Brocade", null), new("Linux", null)];

    private static readonly ImmutableArray<VendorCandidate> Both128 = [new("Juniper JunosE", null)];

    private static readonly ImmutableArray<VendorCandidate> Junos = [new("Juniper", 0.996)];

    /// <summary>The candidates, largest measured share first; empty when the signature is unknown or belongs to nobody known.</summary>
    /// <param name="indicators">
    /// What was observed at the router. Only time-exceeded messages count, and only IPv4: in IPv6 all vendors answer alike.
    /// </param>
    public static ImmutableArray<VendorCandidate> Of(HopIndicators indicators)
    {
        ArgumentNullException.ThrowIfNull(indicators);
        bool isTelling = indicators.Kind == Probing.ReplyKind.TimeExceeded && indicators.Address.IsIPv4;
        return !isTelling || TtlSignature.Of(indicators.ReplyTtl, indicators.EchoReplyTtl) is not { } signature ? [] : signature switch
        {
            { TimeExceeded: 255, EchoReply: 255 } => Both255,
            { TimeExceeded: 255, EchoReply: 64 } => Junos,
            { TimeExceeded: 64, EchoReply: 64 } => Both64,
            { TimeExceeded: 128, EchoReply: 128 } => Both128,
            _ => [],
        };
    }
}
