namespace Vtnt.Mpls;

/// <summary>The bits by which TNT 5.0 records a trigger and a class.</summary>
internal static class TriggerBits
{
    /// <summary>The trigger bit of a discovery; none for brute force and for evidence that needs no probe.</summary>
    internal static HopDiscoveries Discovery(TunnelTrigger trigger) => trigger switch
    {
        TunnelTrigger.OpaqueTtl => HopDiscoveries.LseTtl,
        TunnelTrigger.DuplicateAddress => HopDiscoveries.DuplicateAddress,
        TunnelTrigger.Rtla => HopDiscoveries.Rtla,
        TunnelTrigger.Frpla => HopDiscoveries.Frpla,
        _ => HopDiscoveries.None,
    };

    /// <summary>The trigger bit of a failure.</summary>
    internal static HopFailures Failure(TunnelTrigger trigger) => (HopFailures)((ushort)Discovery(trigger) & (byte)HopFailures.Triggers);

    /// <summary>The bit that says why a revelation stopped, as a discovery.</summary>
    internal static HopDiscoveries DiscoveryStop(RevelationOutcome outcome) => outcome switch
    {
        RevelationOutcome.NothingRevealed => HopDiscoveries.NothingRevealed,
        RevelationOutcome.IngressNotFound or RevelationOutcome.PathChanged => HopDiscoveries.IngressNotFound,
        RevelationOutcome.TargetNotReached => HopDiscoveries.TargetNotReached,
        _ => HopDiscoveries.None,
    };

    /// <summary>The bit that says why a revelation stopped, as a failure.</summary>
    internal static HopFailures FailureStop(RevelationOutcome outcome) => outcome switch
    {
        RevelationOutcome.NothingRevealed => HopFailures.NothingRevealed,
        RevelationOutcome.IngressNotFound or RevelationOutcome.PathChanged => HopFailures.IngressNotFound,
        RevelationOutcome.TargetNotReached => HopFailures.TargetNotReached,
        _ => HopFailures.None,
    };

    /// <summary>The class of the hops of a revealed tunnel.</summary>
    internal static HopTypes Class(TunnelTrigger trigger) =>
        trigger == TunnelTrigger.OpaqueTtl ? HopTypes.Opaque : HopTypes.Invisible;
}
