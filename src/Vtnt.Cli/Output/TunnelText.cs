using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>Tunnels, their evidence and what became of suspicions, in words.</summary>
internal static class TunnelText
{
    internal static string Kind(TunnelKind kind) => kind switch
    {
        TunnelKind.Explicit => "explicit tunnel: its routers show their labels",
        TunnelKind.Implicit => "implicit tunnel: its routers answer, but show no labels",
        TunnelKind.Opaque => "opaque tunnel: only its end shows a label",
        TunnelKind.InvisiblePhp => "invisible tunnel (PHP): nothing shows between ingress and egress",
        _ => "invisible tunnel (UHP): not even its egress shows",
    };

    /// <summary>From where to where.</summary>
    internal static string Ends(Tunnel tunnel) =>
        $"{Ingress(tunnel.Ingress, tunnel.IngressHop)} → {tunnel.Egress?.ToString() ?? Egress(tunnel)}";

    /// <summary>How many routers, and how they became known.</summary>
    internal static string Routers(Tunnel tunnel)
    {
        int seen = 0, steps = 0;
        foreach (TunnelRouter router in tunnel.Routers)
        {
            seen += router.Technique == TunnelTechnique.Seen ? 1 : 0;
            steps = Math.Max(steps, router.Step ?? 0);
        }

        int hidden = tunnel.Routers.Length - seen;
        string traces = steps > 0 ? $" in {ViewText.Count(steps, "trace")}" : "";
        string shown = seen > 0 ? $"{ViewText.Count(seen, "router")} seen" : "";
        string egress = tunnel.Kind == TunnelKind.InvisibleUhp ? " and the egress" : "";
        string revealed = hidden > 0 ? $"{ViewText.Count(hidden, "hidden router")}{egress} revealed by {Technique(tunnel.Technique)}{traces}" : "";
        return (seen, hidden) switch
        {
            (0, 0) when egress.Length > 0 => $"none between; the egress revealed by {Technique(tunnel.Technique)}{traces}",
            (0, 0) => "none known",
            (0, _) => revealed,
            (_, 0) => shown,
            _ => $"{shown}, {revealed}",
        };
    }

    /// <summary>Whether more may be hidden; null when nothing was to be revealed.</summary>
    internal static string? Completeness(Tunnel tunnel)
    {
        if (tunnel.LastOutcome is not { } outcome)
        {
            return tunnel.IsPossiblyIncomplete ? "perhaps not: more routers may be hidden" : null;
        }

        string why = tunnel.Routers.IsEmpty ? Outcome(outcome) : End(outcome);
        return (tunnel.IsPossiblyIncomplete ? "perhaps not: " : tunnel.Routers.IsEmpty ? "no: " : "yes: ") + why;
    }

    /// <summary>What came of a suspicion.</summary>
    internal static string Outcome(RevelationOutcome outcome) => outcome switch
    {
        RevelationOutcome.Revealed => "routers appeared",
        RevelationOutcome.NothingRevealed => "nothing hidden was found",
        RevelationOutcome.IngressNotFound => "the trace took another way: the ingress was not on it",
        RevelationOutcome.TargetNotReached => "the trace did not reach its target",
        RevelationOutcome.PathChanged => "the path changed: the ingress was met at another distance",
        RevelationOutcome.OverBudget => "not tried to the end: too little of the budget was left",
        RevelationOutcome.Unfinished => "not finished: a limit was reached or the run was halted",
        _ => "not tried: too weak, and no probe can make it stronger",
    };

    /// <summary>What made a pair of hops suspicious, in few words.</summary>
    internal static string Trigger(TunnelCandidate candidate)
    {
        HopIndicators evidence = candidate.Evidence;
        string later = evidence.ProbeTtl > candidate.EgressHop ? $" at hop {ViewText.Number(evidence.ProbeTtl)}" : "";
        return candidate.Trigger switch
        {
            TunnelTrigger.Labels => "labels",
            TunnelTrigger.QuotedTtl => $"quoted TTL {ViewText.Number(evidence.QuotedTtl)}",
            TunnelTrigger.UTurn => $"u-turn {ViewText.Signed(evidence.UTurn ?? 0)}",
            TunnelTrigger.OpaqueTtl => "label with TTL left",
            TunnelTrigger.DuplicateAddress => "same address twice",
            TunnelTrigger.Rtla => $"RTLA {ViewText.Number(evidence.Rtla)}",
            TunnelTrigger.Frpla => $"FRPLA {ViewText.Signed(evidence.Frpla ?? 0)}{Explained(candidate.ExplainedExcess)}",
            _ => "none, every pair was tried",
        } + later;
    }

    private static string Explained(int? excess) => excess is { } known and not 0 ? $" ({ViewText.Signed(known)} before)" : "";

    /// <summary>How many routers the evidence speaks of, and whether as many were found; null when it tells no number.</summary>
    internal static string? Estimate(Tunnel tunnel)
    {
        if (tunnel.EstimatedLength is not { } length)
        {
            return null;
        }

        string way = tunnel.EstimateIsOf == EstimatedPath.Return ? " on the way back" : "";
        string agreement = tunnel.AgreesWithEstimate switch
        {
            true => ", as many as found",
            false => ", not as many as found",
            null => "",
        };
        return ViewText.Count(length, "router") + way + agreement;
    }

    /// <summary>How well it is proven, and why no better.</summary>
    internal static string Grade(Tunnel tunnel) => tunnel.Grade switch
    {
        TunnelGrade.Confirmed => "confirmed",
        TunnelGrade.Likely => "likely: the evidence fits what was found, without a second proof",
        _ when tunnel is { IsPathConfirmed: false } or { IsPathConfirmed: true, IsForwardPathShared: null } =>
            "weak: routers appeared, and the budget ended before the path was checked",
        _ when tunnel.IsForwardPathShared == false => "weak: routers appeared, but on another way to the ingress",
        _ => "weak: routers appeared, but the route to the egress itself may simply differ",
    };

    /// <summary>An ingress, known or not.</summary>
    internal static string Ingress(HostAddress? address, byte? hop) =>
        address is { } known ? known.ToString() : hop is { } ttl ? $"silent hop {ViewText.Number(ttl)}" : "before the first hop";

    private static string Egress(Tunnel tunnel) =>
        tunnel.EgressHop is { } hop ? $"silent hop {ViewText.Number(hop)}"
        : tunnel.Kind == TunnelKind.InvisibleUhp ? "silent" : "not reached";

    private static string Technique(TunnelTechnique technique) => technique switch
    {
        TunnelTechnique.Dpr => "DPR (direct path revelation)",
        TunnelTechnique.Brpr => "BRPR (backward recursive path revelation)",
        TunnelTechnique.Buddy => "buddy address (the other end of the link)",
        TunnelTechnique.Seen => "the trace itself",
        _ => "DPR or BRPR",
    };

    private static string End(RevelationOutcome outcome) => outcome switch
    {
        RevelationOutcome.Revealed => "the last trace left no address to go on with",
        RevelationOutcome.NothingRevealed => "the last trace found nothing more",
        RevelationOutcome.OverBudget => "the budget allowed no further trace (--budget allows more)",
        _ => Outcome(outcome),
    };
}
