using System.Globalization;

namespace Vtnt.Mpls;

/// <summary>The sentences about verdicts, revelations and grades.</summary>
internal static class ExplainWords
{
    /// <summary>What was concluded of a tunnel.</summary>
    internal static string Verdict(Tunnel tunnel) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind(tunnel.Kind)} from {Name(tunnel.Ingress)} to {Name(tunnel.Egress)}, {Routers(tunnel.Routers.Length)}: {Grade(tunnel.Grade)}.");

    /// <summary>What was concluded of a suspicion.</summary>
    internal static string Verdict(TunnelCandidate candidate) => string.Create(
        CultureInfo.InvariantCulture,
        $"No tunnel between {Name(candidate.Ingress)}{(candidate.IsIngressSilent ? " and the silent hop behind it" : "")} and hop {candidate.EgressHop} ({candidate.Egress}), though suspected.");

    /// <summary>How the routers of a tunnel were revealed; empty for those that were seen.</summary>
    internal static string Revelation(Tunnel tunnel)
    {
        if (tunnel.LastOutcome is not { } outcome)
        {
            return "";
        }

        int steps = 0;
        int revealed = 0;
        foreach (TunnelRouter router in tunnel.Routers)
        {
            steps = Math.Max(steps, router.Step ?? 0);
            revealed += router.Technique == TunnelTechnique.Seen ? 0 : 1;
        }

        string egress = tunnel.Kind != TunnelKind.InvisibleUhp ? "" : revealed == 0 ? "the egress" : " and the egress";
        string what = revealed > 0 ? Routers(revealed) + egress : egress.Length > 0 ? egress : "no router";
        string how = steps == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" in {steps} step{(steps == 1 ? "" : "s")} ({TntWords.Of(tunnel.Technique)})");
        string way = tunnel.IsForwardPathShared == false ? ", over another way to the ingress" : "";
        return $"Revelation showed {what}{how}{way}; {End(outcome)}";
    }

    /// <summary>What the estimate says beside the number found; empty without one.</summary>
    internal static string Estimate(Tunnel tunnel) => tunnel.EstimatedLength is not { } length ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"The {(tunnel.EstimateIsOf == EstimatedPath.Forward ? "forward" : "return")} path speaks of {Routers(length)}{Agreement(tunnel.AgreesWithEstimate)}.");

    /// <summary>What would have made a grade another one.</summary>
    internal static string WouldChangeGrade(Tunnel tunnel) => tunnel.Grade switch
    {
        TunnelGrade.Confirmed when tunnel.Kind is TunnelKind.InvisiblePhp or TunnelKind.InvisibleUhp =>
            "With neither labels nor a length that agrees it would be likely at most.",
        TunnelGrade.Confirmed => "",
        TunnelGrade.Likely when IsUnchecked(tunnel) => "A larger budget would have had the path checked.",
        TunnelGrade.Likely => "Labels, or a second measure of its length that agrees, would confirm it.",
        TunnelGrade.ExtraRoutersOnly when IsUnchecked(tunnel) => "A larger budget would have had the path checked.",
        _ when tunnel.IsForwardPathShared == false => "Revelation traces that share the way to the ingress would count for more.",
        _ => "Labels in the revelation traces, or an estimate that agrees, would confirm it.",
    };

    private static bool IsUnchecked(Tunnel tunnel) =>
        tunnel is { IsPathConfirmed: false } or { IsPathConfirmed: true, IsForwardPathShared: null };

    /// <summary>How an attempt went.</summary>
    internal static string Outcome(TunnelCandidate candidate) => candidate.Outcome switch
    {
        RevelationOutcome.NothingRevealed => "A trace to it showed nothing in between.",
        RevelationOutcome.IngressNotFound => "A trace to it did not pass the suspected ingress.",
        RevelationOutcome.TargetNotReached => "A trace to it did not reach it.",
        RevelationOutcome.PathChanged => "A trace to it met the suspected ingress at another distance, or the path was another when it was looked at again.",
        RevelationOutcome.OverBudget => "TNT would not have tried it, and too little of the budget was left to try it to the end.",
        RevelationOutcome.Unfinished => "The run ended before it was probed.",
        RevelationOutcome.Revealed => "A trace to it showed routers.",
        _ => "No probe can make it stronger.",
    };

    /// <summary>What would have made a suspicion a tunnel.</summary>
    internal static string WouldConfirm(RevelationOutcome outcome) => outcome switch
    {
        RevelationOutcome.NothingRevealed => "A router between the two in the trace towards the second would have made it a tunnel.",
        RevelationOutcome.IngressNotFound or RevelationOutcome.PathChanged =>
            "A trace that meets the suspected ingress where the first trace did, and routers behind it, would have made it a tunnel.",
        RevelationOutcome.TargetNotReached => "An answer from the target, and routers before it, would have made it a tunnel.",
        RevelationOutcome.OverBudget => "A larger budget would have had it probed to the end.",
        RevelationOutcome.Unfinished => "A run to its end would have had it probed.",
        _ => "A second hop with the same kind of evidence would have made it a tunnel.",
    };

    private static string End(RevelationOutcome outcome) => outcome switch
    {
        RevelationOutcome.NothingRevealed => "then nothing was left to reveal.",
        RevelationOutcome.TargetNotReached => "the last target did not answer.",
        RevelationOutcome.IngressNotFound => "the last trace did not pass the ingress.",
        RevelationOutcome.PathChanged => "the last trace met the ingress at another distance, or the path was another by then.",
        RevelationOutcome.Revealed => "the last router named no further target.",
        RevelationOutcome.OverBudget => "the budget allowed no further trace.",
        _ => "it was ended before it was done.",
    };

    private static string Kind(TunnelKind kind) => kind switch
    {
        TunnelKind.Explicit => "Explicit tunnel",
        TunnelKind.Implicit => "Implicit tunnel",
        TunnelKind.Opaque => "Opaque tunnel",
        TunnelKind.InvisiblePhp => "Invisible tunnel (PHP)",
        _ => "Invisible tunnel (UHP)",
    };

    private static string Grade(TunnelGrade grade) => grade switch
    {
        TunnelGrade.Confirmed => "confirmed",
        TunnelGrade.Likely => "likely",
        _ => "extra routers only",
    };

    private static string Agreement(bool? agrees) => agrees switch { true => ", which agrees", false => ", which disagrees", null => "" };

    private static string Routers(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} router{(count == 1 ? "" : "s")}");

    private static string Name(Probing.HostAddress? address) => address?.ToString() ?? "a silent router";
}
