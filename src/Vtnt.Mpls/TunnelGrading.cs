using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// How well a tunnel is proven. Routers that appear towards a suspected egress prove no tunnel: transit and internal routes
/// may differ. So they count for something only when the trace that showed them shares the way up to the ingress, and for
/// a proof only with labels, or when an estimate that owes nothing to the revelation agrees on the length; a small excess
/// agrees too easily for that.
/// </summary>
internal static class TunnelGrading
{
    /// <summary>The grade of a tunnel.</summary>
    /// <param name="tunnel">The tunnel, complete but for its grade.</param>
    /// <param name="isWeak">True when TNT's own rules would not have suspected it, or earlier hops explain its evidence.</param>
    internal static TunnelGrade Evaluate(Tunnel tunnel, bool isWeak)
    {
        // A last trace that went another way tells that the paths here are not stable.
        isWeak |= tunnel.LastOutcome is RevelationOutcome.IngressNotFound or RevelationOutcome.PathChanged;

        // Nor does anybody know whether they are when nobody looked a second time.
        isWeak |= tunnel.IsPathConfirmed == false;
        return tunnel.Kind switch
        {
            TunnelKind.Explicit or TunnelKind.Opaque => HasRepeats(tunnel) ? TunnelGrade.Likely : TunnelGrade.Confirmed,
            TunnelKind.Implicit => EvaluateImplicit(tunnel),
            _ when tunnel.IsForwardPathShared != true => TunnelGrade.ExtraRoutersOnly,
            _ when HasLabels(tunnel) => tunnel.IsPathConfirmed == false ? TunnelGrade.Likely : TunnelGrade.Confirmed,
            _ when tunnel.AgreesWithEstimate == true => isWeak ? TunnelGrade.Likely : TunnelGrade.Confirmed,
            _ => isWeak ? TunnelGrade.ExtraRoutersOnly : TunnelGrade.Likely,
        };
    }

    // Quoted TTLs count the routers, u-turns measure the way to the end: where both are there and agree, that is two proofs.
    private static TunnelGrade EvaluateImplicit(Tunnel tunnel) =>
        tunnel.Trigger == TunnelTrigger.QuotedTtl && tunnel.AgreesWithEstimate == true ? TunnelGrade.Confirmed : TunnelGrade.Likely;

    // Labels prove that there is a tunnel. A router met twice tells that the hops are of several ways, so that its ends are guesses.
    private static bool HasRepeats(Tunnel tunnel)
    {
        HashSet<HostAddress> met = [];
        if (tunnel.Ingress is { } ingress)
        {
            met.Add(ingress);
        }

        foreach (TunnelRouter router in tunnel.Routers)
        {
            if (router.Address is { } address && !met.Add(address))
            {
                return true;
            }
        }

        return tunnel.Egress is { } egress && met.Contains(egress);
    }

    private static bool HasLabels(Tunnel tunnel) => tunnel.Routers.Any(router => !router.LabelStack.IsEmpty);
}
