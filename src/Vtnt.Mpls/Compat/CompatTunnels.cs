using System.Collections.Immutable;

namespace Vtnt.Mpls;

/// <summary>
/// Reads the tunnels out of the bits of TNT: an ingress, the LSRs behind it, an egress; any of them may be missing.
/// </summary>
internal static class CompatTunnels
{
    /// <summary>The tunnels of a classified path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="success">The attempt that revealed hidden routers, if one did.</param>
    internal static ImmutableArray<Tunnel> Read(TntPath path, RevelationTest? success)
    {
        ImmutableArray<Tunnel>.Builder tunnels = ImmutableArray.CreateBuilder<Tunnel>();
        int? begin = null;
        for (int index = 0; index < path.Slots.Count; index++)
        {
            TntSlot slot = path.Slots[index];
            if (slot.IsSilent)
            {
                bool isIngress = path.At(index - 1) is { } before && before.Discoveries.HasFlag(HopDiscoveries.BeforeSilentIngress);
                begin = isIngress ? index : begin;
            }
            else if (slot.IsLsr)
            {
                begin ??= index;
            }
            else
            {
                begin = slot.IsEgress ? begin ?? index : begin;
                Close(tunnels, path, begin, index, slot.IsEgress, success);
                begin = slot.IsIngress ? index : null;
            }
        }

        Close(tunnels, path, begin, path.Slots.Count, hasEgress: false, success);
        return tunnels.ToImmutable();
    }

    private static void Close(
        ImmutableArray<Tunnel>.Builder tunnels, TntPath path, int? begin, int end, bool hasEgress, RevelationTest? success)
    {
        if (begin is not { } from)
        {
            return;
        }

        bool hasIngress = !path.Slots[from].IsLsr && from < end;
        List<TntSlot> routers = path.Slots.GetRange(hasIngress ? from + 1 : from, end - from - (hasIngress ? 1 : 0));
        while (!hasEgress && routers is [.., { IsSilent: true }])
        {
            routers.RemoveAt(routers.Count - 1);
        }

        if (hasEgress || routers.Count > 0)
        {
            int firstRouter = hasIngress ? from + 1 : from;
            tunnels.Add(Build(path, hasIngress ? from : null, routers, firstRouter, hasEgress ? end : null, success));
        }
    }

    private static Tunnel Build(
        TntPath path, int? ingress, List<TntSlot> slots, int firstRouter, int? egress, RevelationTest? success)
    {
        TntSlot? ingressSlot = ingress is { } i ? path.Slots[i] : null;
        TntSlot? egressSlot = egress is { } e ? path.Slots[e] : null;
        HopTypes type = ClassOf(slots, ingressSlot, egressSlot);
        bool isHidden = slots.Exists(slot => slot.IsRevealed) || egressSlot is { IsRevealed: true };
        TunnelTrigger trigger = TriggerOf(type, egressSlot ?? slots.Find(slot => !slot.IsSilent) ?? slots[0]);
        TunnelTechnique hiddenTechnique = isHidden ? TunnelTechnique.Unknown : TunnelTechnique.Seen;
        ImmutableArray<TunnelRouter> routers = [.. slots.Select(slot => TunnelReading.Router(slot, hiddenTechnique))];
        HopIndicators evidence = TunnelReading.Indicators(path, EvidenceSlot(path, firstRouter, slots.Count, egress, type));
        int? estimate = TunnelReading.Estimate(trigger, evidence);
        int? found = isHidden ? slots.Count : null;
        Tunnel tunnel = new()
        {
            Kind = KindOf(type, trigger),
            Ingress = ingressSlot?.Reply?.Address,
            Egress = egressSlot?.Reply?.Address,
            Routers = routers,
            Trigger = trigger,
            Technique = TunnelReading.Technique(routers, egressSlot is null ? hiddenTechnique : TunnelReading.Technique(egressSlot.Discoveries)),
            IngressHop = ingressSlot?.Hop.ProbeTtl,
            EgressHop = egressSlot is { IsRevealed: false } ? egressSlot.Hop.ProbeTtl : null,
            IsEgressAssumed = egressSlot is { IsRevealed: true } && !egressSlot.Discoveries.HasFlag(HopDiscoveries.Buddy),
            IsPossiblyIncomplete = isHidden && success is { IsPossiblyIncomplete: true },
            LastOutcome = isHidden ? success?.Outcome : null,
            EstimatedLength = estimate,
            EstimateIsOf = estimate is null ? null : TunnelReading.PathOf(trigger),
            AgreesWithEstimate = TunnelReading.Agrees(trigger, estimate, found),
            IsForwardPathShared = isHidden && success is not null ? TunnelReading.IsShared(path, success, firstRouter - (ingressSlot is { IsSilent: true } ? 2 : 1), []) : null,
            Evidence = evidence,
        };
        return tunnel with { Grade = TunnelGrading.Evaluate(tunnel, isWeak: trigger == TunnelTrigger.BruteForce) };
    }

    // What is seen proves itself at the first router; what is hidden was suspected at the first hop of the initial trace behind it.
    private static int EvidenceSlot(TntPath path, int firstRouter, int count, int? egress, HopTypes type)
    {
        bool isSeen = (type & (HopTypes.Explicit | HopTypes.Implicit)) != 0;
        int from = isSeen || egress is null ? firstRouter : egress.Value;
        int found = path.Slots.FindIndex(from, slot => !slot.IsSilent && (isSeen || !slot.IsRevealed));
        if (!isSeen && found >= 0 && DuplicateAddress.IsFirst(path.ReplyAt(found), path.ReplyAt(found + 1)))
        {
            return found + 1;
        }

        return found >= 0 ? found : path.Slots.FindLastIndex(firstRouter + count - 1, slot => !slot.IsSilent);
    }

    private static HopTypes ClassOf(List<TntSlot> routers, TntSlot? ingress, TntSlot? egress)
    {
        HopTypes types = routers.Find(slot => (slot.Types & HopTypes.Classes) != 0)?.Types & HopTypes.Classes ?? HopTypes.None;
        if (types == HopTypes.None)
        {
            HopTypes ends = (ingress?.Types ?? HopTypes.Classes) & (egress?.Types ?? HopTypes.Classes) & HopTypes.Classes;
            types = ends != HopTypes.None ? ends : (egress ?? ingress)!.Types & HopTypes.Classes;
        }

        return types;
    }

    private static TunnelKind KindOf(HopTypes type, TunnelTrigger trigger) =>
        type.HasFlag(HopTypes.Explicit) ? TunnelKind.Explicit
        : type.HasFlag(HopTypes.Opaque) ? TunnelKind.Opaque
        : type.HasFlag(HopTypes.Invisible)
            ? trigger == TunnelTrigger.DuplicateAddress ? TunnelKind.InvisibleUhp : TunnelKind.InvisiblePhp
            : TunnelKind.Implicit;

    private static TunnelTrigger TriggerOf(HopTypes type, TntSlot bearer) =>
        type.HasFlag(HopTypes.Explicit) ? TunnelTrigger.Labels
        : type.HasFlag(HopTypes.Opaque) ? TunnelTrigger.OpaqueTtl
        : !type.HasFlag(HopTypes.Invisible)
            ? type.HasFlag(HopTypes.ImplicitQuotedTtl) ? TunnelTrigger.QuotedTtl : TunnelTrigger.UTurn
        : bearer.Discoveries.HasFlag(HopDiscoveries.DuplicateAddress) ? TunnelTrigger.DuplicateAddress
        : bearer.Discoveries.HasFlag(HopDiscoveries.Rtla) ? TunnelTrigger.Rtla
        : bearer.Discoveries.HasFlag(HopDiscoveries.Frpla) ? TunnelTrigger.Frpla
        : TunnelTrigger.BruteForce;
}
