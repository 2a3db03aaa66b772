using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Which pairs of adjacent hops may hide routers by evidence that TNT knows too: all of them (defect D1), the best
/// evidence first, in path order among equals.
/// </summary>
internal static class StrictSuspicions
{
    /// <summary>The suspicions of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="seen">The tunnels that the trace shows by itself.</param>
    /// <param name="work">Options and the notion of reserved addresses.</param>
    internal static List<Suspicion> Find(TntPath path, IReadOnlyList<SeenTunnel> seen, TntWork work)
    {
        List<Suspicion> suspicions = [];
        int[] nothingRevealed = new int[path.Slots.Count];
        for (int index = 1; index < path.Slots.Count; index++)
        {
            if (TriggerAt(path, index, seen, work) is { } trigger && Pair(path, index, trigger, seen, work) is { } suspicion)
            {
                suspicions.Add(Ranked(path, suspicion, nothingRevealed));
            }
        }

        return [.. suspicions.OrderBy(suspicion => suspicion.Slot).OrderBy(suspicion => (int)suspicion.Rank)];
    }

    /// <summary>True when nothing that the trace shows by itself rules out a hidden tunnel that ends here.</summary>
    internal static bool IsOpen(TntPath path, int index, IReadOnlyList<SeenTunnel> seen)
    {
        foreach (SeenTunnel tunnel in seen)
        {
            // A repeated egress of a seen tunnel hides nothing either.
            bool isEnd = tunnel.Egress == index
                || (tunnel.Egress == index - 1 && DuplicateAddress.IsSecond(path.ReplyAt(index - 1), path.ReplyAt(index)));
            if (tunnel.IsRouter(index) || isEnd)
            {
                return false;
            }
        }

        return !path.Slots[index].IsSilent;
    }

    /// <summary>The pair that ends at a slot; null when it has no ingress to look for, or an end is reserved.</summary>
    internal static Suspicion? Pair(
        TntPath path, int index, TunnelTrigger trigger, IReadOnlyList<SeenTunnel> seen, TntWork work)
    {
        HostAddress candidate = path.Slots[index].Address;
        int ingress = trigger == TunnelTrigger.DuplicateAddress ? index - 2 : index - 1;
        if (path.At(ingress) is not { } before || (before.IsSilent && seen.Any(tunnel => tunnel.IsRouter(ingress))))
        {
            return null;
        }

        int anchor = before.IsSilent ? ingress - 1 : ingress;
        bool isPair = path.At(anchor) is { IsSilent: false } slot && slot.Address != candidate
            && !work.IsReserved(slot.Address) && !work.IsReserved(candidate);
        return !isPair
            ? null
            : new Suspicion
            {
                Slot = index,
                AnchorSlot = anchor,
                Anchor = path.Slots[anchor].Address,
                AnchorTtl = path.Slots[anchor].Hop.ProbeTtl,
                Candidate = candidate,
                CandidateTtl = path.Slots[index].Hop.ProbeTtl,
                Destination = path.Trace.Destination,
                IsIngressSilent = before.IsSilent,
                Trigger = trigger,
            };
    }

    private static TunnelTrigger? TriggerAt(TntPath path, int index, IReadOnlyList<SeenTunnel> seen, TntWork work)
    {
        TntSlot slot = path.Slots[index];
        if (seen.Any(tunnel => tunnel.Kind == TunnelKind.Opaque && tunnel.Egress == index))
        {
            return slot.IsSilent ? null : TunnelTrigger.OpaqueTtl;
        }

        if (!IsOpen(path, index, seen) || (slot.IsTimeExceeded && DuplicateAddress.IsFirst(slot.Reply, path.ReplyAt(index + 1))
            && !DuplicateAddress.IsSecond(path.ReplyAt(index - 1), slot.Reply)))
        {
            return null;
        }

        return slot.IsTimeExceeded && DuplicateAddress.IsSecond(path.ReplyAt(index - 1), slot.Reply)
                && !DuplicateAddress.IsOfZeroTtl(path.ReplyAt(index - 1)) ? TunnelTrigger.DuplicateAddress
            : slot.IsTimeExceeded && ReturnExcess.IsPlausible(path, index) && SeesReturnTunnel(slot, work) ? TunnelTrigger.Rtla
            : IsLongerBack(path, index, work.Options.FrplaThreshold) ? TunnelTrigger.Frpla
            : work.Options.BruteForce && slot.IsTimeExceeded ? TunnelTrigger.BruteForce
            : null;
    }

    // A return tunnel of one router is one TTL away from none: it counts only when two pings agree.
    private static bool SeesReturnTunnel(TntSlot slot, TntWork work) =>
        Rtla.Evaluate(slot.Reply!.ReplyTtl, slot.EchoReplyTtl) is { } length && length >= work.Options.RtlaThreshold
        && (length > 1 || slot.IsEchoReplyTtlConfirmed);

    // Unreachables and echo replies tell of the return path when they start at 255 (D16); hosts start lower, where the
    // min rule hides it. Routers of IPv6 start at 64 too often to say anything below 255.
    private static bool IsLongerBack(TntPath path, int index, int threshold)
    {
        TntSlot slot = path.Slots[index];
        bool isTelling = (slot.IsTimeExceeded && slot.Address.IsIPv4) || ReturnExcess.InitialAt(path, index) == byte.MaxValue;
        return isTelling && ReturnExcess.IsPlausible(path, index) && ReturnExcess.At(path, index) >= threshold;
    }

    private static Suspicion Ranked(TntPath path, Suspicion suspicion, int[] nothingRevealed)
    {
        switch (suspicion.Trigger)
        {
            case TunnelTrigger.BruteForce:
                return suspicion with { Rank = SuspicionRank.None };
            case TunnelTrigger.Frpla:
                int explained = ReturnExcess.Explained(path, nothingRevealed, suspicion.Slot);
                TntSlot slot = path.Slots[suspicion.Slot];
                bool isDenied = slot.IsTimeExceeded && Rtla.Evaluate(slot.Reply!.ReplyTtl, slot.EchoReplyTtl) <= 0;
                bool isNew = ReturnExcess.At(path, suspicion.Slot) > explained && !isDenied;
                return suspicion with { Rank = isNew ? SuspicionRank.Named : SuspicionRank.Explained, ExplainedExcess = explained };
            default:
                return suspicion;
        }
    }
}
