namespace Vtnt.Mpls;

/// <summary>Which pairs of adjacent hops may hide routers, and on what evidence: all of them, in path order (defect D1).</summary>
internal static class StrictSuspicions
{
    /// <summary>The suspicions of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="seen">The tunnels that the trace shows by itself.</param>
    /// <param name="work">Options and the notion of reserved addresses.</param>
    internal static List<Suspicion> Find(TntPath path, IReadOnlyList<SeenTunnel> seen, TntWork work)
    {
        List<Suspicion> suspicions = [];
        for (int index = 1; index < path.Slots.Count; index++)
        {
            if (TriggerAt(path, index, seen, work.Options) is { } trigger && !work.IsReserved(path.Slots[index].Address)
                && Anchor(path, index, trigger, seen, work) is { } suspicion && suspicion.Anchor != suspicion.Candidate)
            {
                suspicions.Add(suspicion);
            }
        }

        return suspicions;
    }

    private static TunnelTrigger? TriggerAt(TntPath path, int index, IReadOnlyList<SeenTunnel> seen, TntOptions options)
    {
        TntSlot slot = path.Slots[index];
        if (slot.Reply is not { } reply)
        {
            return null;
        }

        foreach (SeenTunnel tunnel in seen)
        {
            if (tunnel.Kind == TunnelKind.Opaque && tunnel.Egress == index)
            {
                return TunnelTrigger.OpaqueTtl;
            }

            // A repeated egress of a seen tunnel hides nothing either.
            bool isEnd = tunnel.Egress == index
                || (tunnel.Egress == index - 1 && DuplicateAddress.IsSecond(path.ReplyAt(index - 1), reply));
            if (tunnel.IsRouter(index) || isEnd)
            {
                return null;
            }
        }

        if (!slot.IsTimeExceeded)
        {
            return FrplaOfOthers(slot, options);
        }

        return DuplicateAddress.IsSecond(path.ReplyAt(index - 1), reply) ? TunnelTrigger.DuplicateAddress
            : DuplicateAddress.IsFirst(reply, path.ReplyAt(index + 1)) ? null
            : Rtla.Evaluate(reply.ReplyTtl, slot.EchoReplyTtl) >= options.RtlaThreshold ? TunnelTrigger.Rtla
            : reply.ReplyTtl is { } ttl && Frpla.Evaluate(slot.Hop.ProbeTtl, ttl) >= options.FrplaThreshold ? TunnelTrigger.Frpla
            : options.BruteForce ? TunnelTrigger.BruteForce
            : null;
    }

    // Unreachables and echo replies tell of the return path when they start at 255 (D16); hosts start lower, where the
    // min rule hides it.
    private static TunnelTrigger? FrplaOfOthers(TntSlot slot, TntOptions options) =>
        slot.Reply!.ReplyTtl is { } ttl && InitialTtl.Of(ttl) == 255
        && Frpla.Evaluate(slot.Hop.ProbeTtl, ttl) >= options.FrplaThreshold
            ? TunnelTrigger.Frpla
            : null;

    private static Suspicion? Anchor(
        TntPath path, int index, TunnelTrigger trigger, IReadOnlyList<SeenTunnel> seen, TntWork work)
    {
        int ingress = trigger == TunnelTrigger.DuplicateAddress ? index - 2 : index - 1;
        if (path.At(ingress) is not { } before || (before.IsSilent && seen.Any(tunnel => tunnel.IsRouter(ingress))))
        {
            return null;
        }

        int anchor = before.IsSilent ? ingress - 1 : ingress;
        return path.At(anchor) is not { IsSilent: false } slot || work.IsReserved(slot.Address)
            ? null
            : new Suspicion
            {
                Slot = index,
                AnchorSlot = anchor,
                Anchor = slot.Address,
                AnchorTtl = slot.Hop.ProbeTtl,
                Candidate = path.Slots[index].Address,
                IsIngressSilent = before.IsSilent,
                Trigger = trigger,
            };
    }
}
