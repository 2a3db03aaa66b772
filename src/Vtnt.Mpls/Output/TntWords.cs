namespace Vtnt.Mpls;

/// <summary>The words of the JSON document for the enumerations of the findings.</summary>
internal static class TntWords
{
    internal static string Of(TunnelKind kind) => kind switch
    {
        TunnelKind.Explicit => "explicit",
        TunnelKind.Implicit => "implicit",
        TunnelKind.Opaque => "opaque",
        TunnelKind.InvisiblePhp => "invisiblePhp",
        _ => "invisibleUhp",
    };

    internal static string Of(TunnelTrigger trigger) => trigger switch
    {
        TunnelTrigger.Labels => "labels",
        TunnelTrigger.QuotedTtl => "quotedTtl",
        TunnelTrigger.UTurn => "uTurn",
        TunnelTrigger.OpaqueTtl => "opaqueTtl",
        TunnelTrigger.DuplicateAddress => "duplicateAddress",
        TunnelTrigger.Rtla => "rtla",
        TunnelTrigger.Frpla => "frpla",
        _ => "bruteForce",
    };

    internal static string Of(TunnelTechnique technique) => technique switch
    {
        TunnelTechnique.Seen => "seen",
        TunnelTechnique.Dpr => "dpr",
        TunnelTechnique.Brpr => "brpr",
        TunnelTechnique.Buddy => "buddy",
        _ => "unknown",
    };

    internal static string Of(RevelationOutcome outcome) => outcome switch
    {
        RevelationOutcome.Revealed => "revealed",
        RevelationOutcome.NothingRevealed => "nothingRevealed",
        RevelationOutcome.IngressNotFound => "ingressNotFound",
        RevelationOutcome.TargetNotReached => "targetNotReached",
        RevelationOutcome.PathChanged => "pathChanged",
        RevelationOutcome.Unfinished => "unfinished",
        RevelationOutcome.OverBudget => "overBudget",
        _ => "notAttempted",
    };

    internal static string Of(TunnelGrade grade) => grade switch
    {
        TunnelGrade.Confirmed => "confirmed",
        TunnelGrade.Likely => "likely",
        _ => "extraRoutersOnly",
    };

    internal static string Of(EstimatedPath path) => path == EstimatedPath.Forward ? "forward" : "return";
}
