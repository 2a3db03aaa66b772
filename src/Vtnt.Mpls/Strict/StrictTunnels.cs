using System.Collections.Immutable;

namespace Vtnt.Mpls;

/// <summary>Builds the findings of the strict rules, in path order.</summary>
internal static class StrictTunnels
{
    /// <summary>Every seen and every revealed tunnel.</summary>
    /// <param name="path">The path before anything is inserted.</param>
    /// <param name="seen">What the trace shows by itself.</param>
    /// <param name="revealed">What was revealed, opaque tunnels included.</param>
    /// <param name="failedOpaque">The attempts that showed nothing before an opaque hop, by its slot.</param>
    internal static ImmutableArray<Tunnel> Build(
        TntPath path,
        List<SeenTunnel> seen,
        List<(Suspicion Suspicion, RevelationTest Test)> revealed,
        Dictionary<int, RevelationTest> failedOpaque)
    {
        List<(int Slot, Tunnel Tunnel)> tunnels = [];
        foreach (SeenTunnel tunnel in seen)
        {
            RevelationTest? test = tunnel.Kind == TunnelKind.Opaque
                ? revealed.Find(pair => pair.Suspicion.Slot == tunnel.Egress).Test ?? failedOpaque.GetValueOrDefault(tunnel.Egress)
                : null;
            tunnels.Add((tunnel.Evidence, Seen(path, tunnel, test, RevealedBefore(revealed, tunnel.Ingress))));
        }

        int[] routersBefore = new int[path.Slots.Count];
        revealed.ForEach(pair => routersBefore[pair.Suspicion.Slot] = pair.Test.Lsp.Count);
        foreach ((Suspicion suspicion, RevelationTest test) in revealed)
        {
            if (suspicion.Trigger != TunnelTrigger.OpaqueTtl)
            {
                bool? isShared = TunnelReading.IsShared(path, test, suspicion.AnchorSlot, RevealedBefore(revealed, suspicion.AnchorSlot));
                tunnels.Add((suspicion.Slot, Hidden(path, suspicion, test, isShared, routersBefore)));
            }
        }

        return [.. tunnels.OrderBy(pair => pair.Slot).Select(pair => pair.Tunnel)];
    }

    /// <summary>What was revealed up to a slot, whose tunnels a trace behind it may avoid too.</summary>
    internal static List<TntSlot> RevealedBefore(List<(Suspicion Suspicion, RevelationTest Test)> revealed, int slot) =>
        [.. revealed.Where(pair => pair.Suspicion.Slot <= slot).SelectMany(pair => pair.Test.Lsp)];

    private static Tunnel Seen(TntPath path, SeenTunnel tunnel, RevelationTest? test, List<TntSlot> before)
    {
        List<TntSlot> slots = path.Slots.GetRange(tunnel.First, Math.Max(0, tunnel.Last - tunnel.First + 1));
        ImmutableArray<TunnelRouter> hidden = [.. (test?.Lsp ?? []).Select(Revealed)];
        ImmutableArray<TunnelRouter> routers = [.. slots.Select(slot => TunnelReading.Router(slot)), .. hidden];
        HopIndicators evidence = TunnelReading.Indicators(path, tunnel.Evidence);
        int? estimate = tunnel.Trigger == TunnelTrigger.QuotedTtl ? LengthByUTurn(path, tunnel) : TunnelReading.Estimate(tunnel.Trigger, evidence);
        Tunnel found = new()
        {
            Kind = tunnel.Kind,
            Ingress = path.ReplyAt(tunnel.Ingress)?.Address,
            Egress = path.ReplyAt(tunnel.Egress)?.Address,
            OtherEgress = tunnel.OtherEgress is { } other ? path.ReplyAt(other)?.Address : null,
            ServiceLabel = ServiceLabels.Evaluate([.. slots.Select(slot => slot.Reply?.LabelStack ?? [])]),
            Routers = routers,
            Trigger = tunnel.Trigger,
            Technique = TunnelReading.Technique(routers, TunnelTechnique.Seen),
            IngressHop = path.At(tunnel.Ingress)?.Hop.ProbeTtl,
            EgressHop = path.At(tunnel.Egress)?.Hop.ProbeTtl,
            IsPossiblyIncomplete = test is { Lsp.Count: > 0, IsPossiblyIncomplete: true },
            LastOutcome = test?.Outcome,
            EstimatedLength = estimate,
            EstimateIsOf = estimate is null ? null : EstimatedPath.Forward,
            AgreesWithEstimate = TunnelReading.Agrees(tunnel.Trigger, estimate, routers.Length),
            IsForwardPathShared = test is { Lsp.Count: > 0 } ? TunnelReading.IsShared(path, test, tunnel.Ingress, before) : null,
            IsPathConfirmed = test is { Lsp.Count: > 0 } ? test.IsPathConfirmed : null,
            Evidence = evidence,
        };
        return found with { Grade = TunnelGrading.Evaluate(found, isWeak: false) };
    }

    private static Tunnel Hidden(TntPath path, Suspicion suspicion, RevelationTest test, bool? isShared, int[] routersBefore)
    {
        bool isUhp = suspicion.Trigger == TunnelTrigger.DuplicateAddress;
        TntSlot? hiddenEgress = isUhp ? test.Lsp[^1] : null;
        ImmutableArray<TunnelRouter> routers = [.. test.Lsp.Take(test.Lsp.Count - (isUhp ? 1 : 0)).Select(Revealed)];
        HopIndicators evidence = TunnelReading.Indicators(path, suspicion.EvidenceSlot);
        int? estimate = suspicion.Trigger == TunnelTrigger.Frpla && suspicion.Rank == SuspicionRank.None ? null
            : suspicion.Trigger == TunnelTrigger.Frpla
            ? evidence.Frpla - ReturnExcess.Asymmetry(path, routersBefore, suspicion.EvidenceSlot) + suspicion.EvidenceSlot - suspicion.Slot
            : TunnelReading.Estimate(suspicion.Trigger, evidence);
        estimate = estimate > 0 ? estimate : null;
        Tunnel found = new()
        {
            Kind = isUhp ? TunnelKind.InvisibleUhp : TunnelKind.InvisiblePhp,
            Ingress = suspicion.IsIngressSilent ? null : suspicion.Anchor,
            Egress = isUhp ? hiddenEgress!.Reply?.Address : suspicion.Candidate,
            Routers = routers,
            Trigger = suspicion.Trigger,
            Technique = TunnelReading.Technique(
                routers, hiddenEgress is null ? TunnelTechnique.Unknown : TunnelReading.Technique(hiddenEgress.Discoveries)),
            IngressHop = (byte)(suspicion.AnchorTtl + (suspicion.IsIngressSilent ? 1 : 0)),
            EgressHop = isUhp ? null : path.Slots[suspicion.Slot].Hop.ProbeTtl,
            IsEgressAssumed = hiddenEgress is not null && !hiddenEgress.Discoveries.HasFlag(HopDiscoveries.Buddy),
            IsPossiblyIncomplete = test.IsPossiblyIncomplete,
            LastOutcome = test.Outcome,
            EstimatedLength = estimate,
            EstimateIsOf = estimate is null ? null : EstimatedPath.Return,
            AgreesWithEstimate = TunnelReading.Agrees(suspicion.Trigger, estimate, routers.Length),
            IsForwardPathShared = isShared,
            IsPathConfirmed = test.IsPathConfirmed,
            ExplainedExcess = suspicion.ExplainedExcess,
            Evidence = evidence,
        };
        bool isExplained = suspicion.Rank == SuspicionRank.Explained && evidence.Frpla <= suspicion.ExplainedExcess;
        bool isWeak = isExplained || suspicion.Rank is SuspicionRank.Weak or SuspicionRank.None;
        return found with { Grade = TunnelGrading.Evaluate(found, isWeak) };
    }

    // An error from inside goes to the end and back, so the first router that turns back tells where the end is.
    private static int? LengthByUTurn(TntPath path, SeenTunnel tunnel)
    {
        for (int index = tunnel.First; index <= tunnel.Last; index++)
        {
            if (RunEgress.UTurnAt(path, index) is { } uTurn && uTurn > 0 && uTurn % 2 == 0)
            {
                return index - tunnel.First + (uTurn / 2);
            }
        }

        return null;
    }

    private static TunnelRouter Revealed(TntSlot slot) => TunnelReading.Router(slot, TunnelTechnique.Unknown);
}
