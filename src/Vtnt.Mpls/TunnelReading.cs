using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>Turns slots into the findings of the result model.</summary>
internal static class TunnelReading
{
    /// <summary>The router at a slot.</summary>
    internal static TunnelRouter Router(TntSlot slot, TunnelTechnique silentTechnique = TunnelTechnique.Seen) => new()
    {
        Address = slot.Reply?.Address,
        Technique = slot.IsSilent ? silentTechnique : Technique(slot.Discoveries),
        Step = slot.Step == 0 ? null : slot.Step,
        ProbeTtl = slot.Hop.ProbeTtl,
        ReplyTtl = slot.Reply?.ReplyTtl,
        EchoReplyTtl = slot.EchoReplyTtl,
        QuotedTtl = slot.Reply?.QuotedTtl,
        LabelStack = slot.Reply?.LabelStack ?? [],
        Rtt = slot.Reply?.Rtt,
    };

    /// <summary>The technique that the bits of a slot name.</summary>
    internal static TunnelTechnique Technique(HopDiscoveries discoveries) =>
        !discoveries.HasFlag(HopDiscoveries.Revealed) ? TunnelTechnique.Seen
        : discoveries.HasFlag(HopDiscoveries.Dpr) ? TunnelTechnique.Dpr
        : discoveries.HasFlag(HopDiscoveries.Brpr) ? TunnelTechnique.Brpr
        : discoveries.HasFlag(HopDiscoveries.Buddy) ? TunnelTechnique.Buddy
        : TunnelTechnique.Unknown;

    /// <summary>What all routers have in common, or <see cref="TunnelTechnique.Unknown"/>; <paramref name="none"/> without routers.</summary>
    internal static TunnelTechnique Technique(ImmutableArray<TunnelRouter> routers, TunnelTechnique none)
    {
        TunnelTechnique? common = null;
        foreach (TunnelRouter router in routers)
        {
            if (router.Address is not null)
            {
                common = common is null || common == router.Technique ? router.Technique : TunnelTechnique.Unknown;
            }
        }

        return common ?? (routers.IsEmpty ? none : routers[0].Technique);
    }

    /// <summary>The indicators of the slot at an index; the slot must have replied.</summary>
    internal static HopIndicators Indicators(TntPath path, int index)
    {
        TntSlot slot = path.Slots[index];
        return HopIndicators.Of(slot.Hop.ProbeTtl, slot.Reply!, slot.EchoReplyTtl, path.ReplyAt(index - 1));
    }

    /// <summary>Hidden routers that the evidence speaks of; null when it tells no number.</summary>
    internal static int? Estimate(TunnelTrigger trigger, HopIndicators evidence) => trigger switch
    {
        TunnelTrigger.OpaqueTtl when !evidence.LabelStack.IsEmpty => Labels.HiddenRouters(evidence.LabelStack[0].LseTtl),
        TunnelTrigger.Rtla => evidence.Rtla,
        TunnelTrigger.Frpla => evidence.Frpla,
        _ => null,
    };

    /// <summary>Whose length the estimate of a trigger is.</summary>
    internal static EstimatedPath PathOf(TunnelTrigger trigger) =>
        trigger is TunnelTrigger.Rtla or TunnelTrigger.Frpla ? EstimatedPath.Return : EstimatedPath.Forward;

    /// <summary>Whether an estimate is the number of routers found; null when either is unknown or none was found.</summary>
    internal static bool? Agrees(TunnelTrigger trigger, int? estimate, int? found) =>
        estimate is not { } expected || found is not > 0 ? null
        : trigger == TunnelTrigger.OpaqueTtl ? Math.Abs(expected - found.Value) <= 1
        : expected == found;

    /// <summary>
    /// True when the revelation traces met before the anchor what the path has there; behind revealed tunnels, which such
    /// a trace may avoid too, when they met nothing that is neither on the path nor revealed. Null when nobody looked.
    /// </summary>
    internal static bool? IsShared(TntPath path, RevelationTest test, int anchorSlot, List<TntSlot> revealedBefore)
    {
        if (!test.AreLeadsKnown)
        {
            return null;
        }

        HashSet<HostAddress> known = revealedBefore.Count == 0
            ? []
            : [.. path.Slots.Concat(revealedBefore).Where(slot => !slot.IsSilent).Select(slot => slot.Address)];
        foreach ((int hops, HostAddress address) in test.Leads)
        {
            bool isThere = path.At(anchorSlot - hops) is not { IsSilent: false } slot || slot.HasAddress(address);
            if (!isThere && !known.Contains(address))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A suspicion that came to nothing.</summary>
    internal static TunnelCandidate Candidate(TntPath path, Suspicion suspicion, RevelationOutcome outcome) => new()
    {
        Ingress = suspicion.Anchor,
        IsIngressSilent = suspicion.IsIngressSilent,
        Egress = suspicion.Candidate,
        IngressHop = (byte)(suspicion.AnchorTtl + (suspicion.IsIngressSilent ? 1 : 0)),
        EgressHop = path.Slots[suspicion.Slot].Hop.ProbeTtl,
        Trigger = suspicion.Trigger,
        Outcome = outcome,
        ExplainedExcess = suspicion.ExplainedExcess,
        Evidence = Indicators(path, suspicion.EvidenceSlot),
    };
}
