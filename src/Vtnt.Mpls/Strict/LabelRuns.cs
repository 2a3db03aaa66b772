using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Finds the tunnels that labels and quoted TTLs show: runs of hops that are inside one. The quoted TTL is the place in
/// the tunnel, so it also tells how many silent routers lie before and between (defect D8), and a run whose quoted TTLs do
/// not fit its surroundings is no tunnel.
/// </summary>
internal static class LabelRuns
{
    /// <summary>The tunnels in path order; the ends of implicit ones by the first reading.</summary>
    /// <param name="path">The path.</param>
    /// <param name="misfits">Takes the slots whose quoted TTL is above 1 and fits no tunnel.</param>
    internal static List<SeenTunnel> Find(TntPath path, List<int> misfits)
    {
        List<SeenTunnel> tunnels = [];
        for (int index = 0; index < path.Slots.Count; index++)
        {
            if (!IsInside(path, index))
            {
                continue;
            }

            (int last, int? inferred) = LastOfRun(path, index);
            if (Build(path, index, last, tunnels.Count > 0 ? tunnels[^1].Last : -1) is { } tunnel)
            {
                tunnel.OtherEgress = inferred;
                tunnels.Add(tunnel);
            }
            else
            {
                misfits.Add(index);
            }

            index = last;
        }

        return tunnels;
    }

    private static SeenTunnel? Build(TntPath path, int start, int last, int lastTaken)
    {
        bool isLabelled = false;
        bool isOpaque = true;
        for (int index = start; index <= last; index++)
        {
            LabelVerdict verdict = VerdictAt(path, index);
            isLabelled |= verdict != LabelVerdict.None;
            isOpaque &= verdict == LabelVerdict.Opaque;
        }

        if (isOpaque)
        {
            return Opaque(start, last);
        }

        int? first = FirstRouter(path, start, lastTaken);
        if (first is null && !isLabelled)
        {
            return null;
        }

        int from = first ?? start;
        return new SeenTunnel
        {
            Kind = isLabelled ? TunnelKind.Explicit : TunnelKind.Implicit,
            Trigger = isLabelled ? TunnelTrigger.Labels : TunnelTrigger.QuotedTtl,
            Ingress = from - 1,
            First = Math.Max(from, 0),
            Last = last,
            Egress = last + 1,
            Evidence = start,
        };
    }

    private static SeenTunnel Opaque(int start, int last) => new()
    {
        Kind = TunnelKind.Opaque,
        Trigger = TunnelTrigger.OpaqueTtl,
        Ingress = start - 1,
        First = start,
        Last = last - 1,
        Egress = last,
        Evidence = last,
    };

    // The k-th router quotes k: the k-1 before it must be silent, but for the first one, which quotes 1 like any router.
    private static int? FirstRouter(TntPath path, int start, int lastTaken)
    {
        if (QuotedTtl.PositionInTunnel(path.Slots[start].QuotedTtl) is not { } position)
        {
            return path.Slots[start].Reply!.LabelStack.IsEmpty ? null : start;
        }

        int first = start - position + 1;
        if (path.Slots[start].Hop.ProbeTtl < position || first <= lastTaken)
        {
            return null;
        }

        for (int index = Math.Max(first, 0); index < start; index++)
        {
            TntSlot slot = path.Slots[index];
            bool isFirst = index == first && slot.IsTimeExceeded && slot.QuotedTtl <= 1;
            if (!slot.IsSilent && !isFirst)
            {
                return null;
            }
        }

        return first;
    }

    private static (int Last, int? Inferred) LastOfRun(TntPath path, int start)
    {
        int last = start;
        int? inferred = null;
        while (true)
        {
            int next = path.Slots.FindIndex(last + 1, slot => !slot.IsSilent);
            if (next < 0)
            {
                return (last, inferred);
            }

            if (Continues(path, last, next))
            {
                last = next;
            }
            else if (next == last + 1 && IsInferred(path, last, next))
            {
                last = next + 1;
            }
            else if (next == last + 1 && InferredRouters.IsBetween(path, start, last, next))
            {
                inferred ??= next;
                last = next + 1;
            }
            else
            {
                return (last, inferred);
            }
        }
    }

    private static bool Continues(TntPath path, int last, int next)
    {
        if (!IsInside(path, next))
        {
            return false;
        }

        byte before = path.Slots[last].QuotedTtl;
        byte after = path.Slots[next].QuotedTtl;
        bool isCounted = before > 0 && after - before == next - last;
        bool areLabelled = VerdictAt(path, last) != LabelVerdict.None && VerdictAt(path, next) != LabelVerdict.None;
        bool isMixed = VerdictAt(path, last) != LabelVerdict.None || VerdictAt(path, next) != LabelVerdict.None;
        if (isCounted)
        {
            return true;
        }

        return next == last + 1
            ? isMixed && !IsRestart(path, last, next)
            : next == last + 2 && areLabelled && before <= 1 && after <= 1;
    }

    // A tunnel that begins anew quotes 1 again, and goes on counting from there.
    private static bool IsRestart(TntPath path, int last, int next)
    {
        byte before = path.Slots[last].QuotedTtl;
        bool goesOn = IsInside(path, next + 1) && path.Slots[next + 1].QuotedTtl > before;
        return before >= 2 && path.Slots[next].QuotedTtl <= 1 && !goesOn;
    }

    // An unlabelled hop that quotes 1 is inside all the same when the count goes on behind it.
    private static bool IsInferred(TntPath path, int last, int next) =>
        path.Slots[next].IsTimeExceeded && IsInside(path, next + 1)
        && path.Slots[last].QuotedTtl > 0 && path.Slots[next + 1].QuotedTtl == path.Slots[last].QuotedTtl + 2;

    private static bool IsInside(TntPath path, int index) =>
        path.At(index) is { IsTimeExceeded: true } slot
        && (!slot.Reply!.LabelStack.IsEmpty || QuotedTtl.PositionInTunnel(slot.QuotedTtl) is not null);

    private static LabelVerdict VerdictAt(TntPath path, int index) =>
        path.ReplyAt(index) is { Kind: ReplyKind.TimeExceeded } reply ? Labels.Evaluate(reply.LabelStack.AsSpan()) : LabelVerdict.None;
}
