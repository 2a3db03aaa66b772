namespace Vtnt.Mpls;

/// <summary>TNT's second pass: which pairs of hops to probe, and on what evidence, in path order.</summary>
internal static class CompatCandidatePass
{
    /// <summary>The suspicions of a path.</summary>
    internal static List<Suspicion> Run(TntPath path, TntWork work)
    {
        List<Suspicion> suspicions = [];
        for (int index = 0; index < path.Slots.Count; index++)
        {
            TntSlot slot = path.Slots[index];
            if (!slot.IsSilent && !slot.IsLsr && !work.IsReserved(slot.Address)
                && Anchor(path, index, work) is { } anchor && path.Slots[anchor.Slot].Address != slot.Address)
            {
                Add(suspicions, path, index, anchor, work.Options);
            }
        }

        return suspicions;
    }

    /// <summary>The slot before the hidden part: the one before the hop, or the one before that when it is silent.</summary>
    private static (int Slot, bool IsIngressSilent)? Anchor(TntPath path, int index, TntWork work)
    {
        int ingress = index - 1;
        if (DuplicateAddress.IsSecond(path.ReplyAt(index - 1), path.ReplyAt(index)))
        {
            if (path.Slots[index - 1].IsEgress || path.Slots[index - 1].IsLsr)
            {
                return null;
            }

            ingress = index - 2;
        }

        if (path.At(ingress) is not { } before || (before.IsLsr && !path.Slots[index].IsOpaque))
        {
            return null;
        }

        bool isSilent = before.IsSilent;
        int anchor = isSilent ? ingress - 1 : ingress;
        return path.ReplyAt(anchor) is { } reply && !work.IsReserved(reply.Address) ? (anchor, isSilent) : null;
    }

    private static void Add(List<Suspicion> suspicions, TntPath path, int index, (int Slot, bool IsIngressSilent) anchor, TntOptions options)
    {
        foreach (TunnelTrigger trigger in Triggers(path, index, options))
        {
            suspicions.Add(new Suspicion
            {
                Slot = index,
                AnchorSlot = anchor.Slot,
                Anchor = path.Slots[anchor.Slot].Address,
                AnchorTtl = path.Slots[anchor.Slot].Hop.ProbeTtl,
                CandidateTtl = path.Slots[index].Hop.ProbeTtl,
                Destination = path.Trace.Destination,
                Candidate = path.Slots[index].Address,
                IsIngressSilent = anchor.IsIngressSilent,
                Trigger = trigger,
            });
        }
    }

    /// <summary>One trigger at most, but that brute force comes on top of an excess.</summary>
    private static IEnumerable<TunnelTrigger> Triggers(TntPath path, int index, TntOptions options)
    {
        TntSlot slot = path.Slots[index];
        if (slot.IsOpaque && slot.IsEgress)
        {
            return [TunnelTrigger.OpaqueTtl];
        }

        if (slot.IsEgress || !slot.IsTimeExceeded)
        {
            return [];
        }

        if (DuplicateAddress.IsSecond(path.ReplyAt(index - 1), slot.Reply))
        {
            return [TunnelTrigger.DuplicateAddress];
        }

        if (DuplicateAddress.IsFirst(slot.Reply, path.ReplyAt(index + 1)))
        {
            return [];
        }

        if ((Rtla.Evaluate(slot.Reply!.ReplyTtl, slot.EchoReplyTtl) ?? 0) >= options.RtlaThreshold)
        {
            return [TunnelTrigger.Rtla];
        }

        // A TTL that was not observed is read as 0 (defect D9).
        bool isLongerBack = Frpla.Evaluate(slot.Hop.ProbeTtl, slot.Reply.ReplyTtl ?? 0) >= options.FrplaThreshold;
        return (isLongerBack, options.BruteForce) switch
        {
            (true, true) => [TunnelTrigger.Frpla, TunnelTrigger.BruteForce],
            (true, false) => [TunnelTrigger.Frpla],
            (false, true) => [TunnelTrigger.BruteForce],
            _ => [],
        };
    }
}
