namespace Vtnt.Mpls;

/// <summary>
/// Pairs of hops that TNT never suspects, best first: next to a router known as the end of a tunnel, then by how much of
/// the excess nothing explains. A rise below the threshold is what a short tunnel leaves; routers that do not start at 255
/// show no rise, so one that first shows behind them suspects each of them.
/// </summary>
internal static class WeakSuspicions
{
    /// <summary>The suspicions of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="seen">The tunnels that the trace shows by itself.</param>
    /// <param name="revealed">Hidden routers revealed right before each slot, 0 where none.</param>
    /// <param name="isTried">True for slots that were suspected before.</param>
    /// <param name="work">Options and the notion of reserved addresses.</param>
    internal static List<Suspicion> Find(
        TntPath path, IReadOnlyList<SeenTunnel> seen, int[] revealed, Predicate<int> isTried, TntWork work)
    {
        List<(int Rise, Suspicion Suspicion)> found = [];
        for (int index = 1; index < path.Slots.Count; index++)
        {
            int explained = ReturnExcess.Explained(path, revealed, index);
            int rise = revealed[index] > 0 || !IsTelling(path, index) ? 0 : ReturnExcess.At(path, index)!.Value - explained;
            for (int end = index; rise > 0 && end > 0 && (end == index || !IsTelling(path, end)); end--)
            {
                if (!isTried(end) && revealed[end] == 0 && IsCandidate(path, end, seen)
                    && !found.Exists(pair => pair.Suspicion.Slot == end)
                    && StrictSuspicions.Pair(path, end, TunnelTrigger.Frpla, seen, work) is { } suspicion)
                {
                    found.Add((rise, suspicion with
                    {
                        Rank = SuspicionRank.Weak,
                        ExplainedExcess = explained,
                        ShownBySlot = end == index ? null : index,
                    }));
                }
            }
        }

        return
        [
            .. found.OrderBy(pair => pair.Suspicion.Slot).OrderBy(pair => -pair.Rise)
                .OrderBy(pair => !IsNextToKnownEnd(pair.Suspicion, seen, revealed)).Select(pair => pair.Suspicion),
        ];
    }

    private static bool IsTelling(TntPath path, int index) =>
        path.At(index) is { IsTimeExceeded: true } && ReturnExcess.InitialAt(path, index) == byte.MaxValue
        && ReturnExcess.IsPlausible(path, index);

    private static bool IsCandidate(TntPath path, int index, IReadOnlyList<SeenTunnel> seen) =>
        path.Slots[index].IsTimeExceeded && StrictSuspicions.IsOpen(path, index, seen)
        && !DuplicateAddress.IsFirst(path.ReplyAt(index), path.ReplyAt(index + 1))
        && !DuplicateAddress.IsSecond(path.ReplyAt(index - 1), path.ReplyAt(index));

    private static bool IsNextToKnownEnd(Suspicion suspicion, IReadOnlyList<SeenTunnel> seen, int[] revealed) =>
        revealed[suspicion.AnchorSlot] > 0
        || seen.Any(tunnel => tunnel.Egress == suspicion.AnchorSlot || tunnel.Ingress == suspicion.Slot);
}
