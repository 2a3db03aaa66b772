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
            tunnels.Add((tunnel.Evidence, Seen(path, tunnel, test)));
        }

        foreach ((Suspicion suspicion, RevelationTest test) in revealed)
        {
            if (suspicion.Trigger != TunnelTrigger.OpaqueTtl)
            {
                tunnels.Add((suspicion.Slot, Hidden(path, suspicion, test)));
            }
        }

        return [.. tunnels.OrderBy(pair => pair.Slot).Select(pair => pair.Tunnel)];
    }

    private static Tunnel Seen(TntPath path, SeenTunnel tunnel, RevelationTest? test)
    {
        List<TntSlot> slots = path.Slots.GetRange(tunnel.First, Math.Max(0, tunnel.Last - tunnel.First + 1));
        ImmutableArray<TunnelRouter> hidden = [.. (test?.Lsp ?? []).Select(Revealed)];
        ImmutableArray<TunnelRouter> routers = [.. slots.Select(slot => TunnelReading.Router(slot)), .. hidden];
        HopIndicators evidence = TunnelReading.Indicators(path, tunnel.Evidence);
        return new Tunnel
        {
            Kind = tunnel.Kind,
            Ingress = path.ReplyAt(tunnel.Ingress)?.Address,
            Egress = path.ReplyAt(tunnel.Egress)?.Address,
            OtherEgress = tunnel.OtherEgress is { } other ? path.ReplyAt(other)?.Address : null,
            Routers = routers,
            Trigger = tunnel.Trigger,
            Technique = TunnelReading.Technique(routers, TunnelTechnique.Seen),
            IngressHop = path.At(tunnel.Ingress)?.Hop.ProbeTtl,
            EgressHop = path.At(tunnel.Egress)?.Hop.ProbeTtl,
            IsPossiblyIncomplete = test is { Lsp.Count: > 0, IsPossiblyIncomplete: true },
            LastOutcome = test?.Outcome,
            EstimatedLength = TunnelReading.Estimate(tunnel.Trigger, evidence),
            Evidence = evidence,
        };
    }

    private static Tunnel Hidden(TntPath path, Suspicion suspicion, RevelationTest test)
    {
        bool isUhp = suspicion.Trigger == TunnelTrigger.DuplicateAddress;
        TntSlot? hiddenEgress = isUhp ? test.Lsp[^1] : null;
        ImmutableArray<TunnelRouter> routers = [.. test.Lsp.Take(test.Lsp.Count - (isUhp ? 1 : 0)).Select(Revealed)];
        HopIndicators evidence = TunnelReading.Indicators(path, suspicion.Slot);
        return new Tunnel
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
            EstimatedLength = TunnelReading.Estimate(suspicion.Trigger, evidence),
            Evidence = evidence,
        };
    }

    private static TunnelRouter Revealed(TntSlot slot) => TunnelReading.Router(slot, TunnelTechnique.Unknown);
}
