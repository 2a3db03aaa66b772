namespace Vtnt.Mpls;

/// <summary>
/// Finds implicit tunnels by the u-turn alone (defects D5 and D6): at least two routers whose errors travelled further
/// than their echo replies by an even number that falls by two per hop down to the egress, between two ends that show
/// nothing of the kind, while the way of their echo replies grows hop by hop. Hops of stronger evidence are left alone.
/// </summary>
internal static class UTurnRuns
{
    /// <summary>The tunnels in path order.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isTaken">True for slots that belong to a tunnel already.</param>
    /// <param name="weak">Takes the lone slots with a u-turn of two: a tunnel of one router, or chance.</param>
    internal static List<SeenTunnel> Find(TntPath path, Predicate<int> isTaken, List<int> weak)
    {
        List<SeenTunnel> tunnels = [];
        for (int index = 0; index < path.Slots.Count; index++)
        {
            if (!IsTurning(path, index, isTaken))
            {
                continue;
            }

            int egress = index + (UTurnAt(path, index) / 2);
            (int last, int count) = LastOfRun(path, index, egress, isTaken);
            bool isWhole = IsSilentBetween(path, last + 1, egress) && IsStill(path, egress) && IsStill(path, index - 1)
                && !isTaken(index - 1);
            if (isWhole && count >= 2)
            {
                tunnels.Add(Build(index, egress, path.Slots.Count));
            }
            else if (isWhole && egress == index + 1)
            {
                weak.Add(index);
            }

            index = last;
        }

        return tunnels;
    }

    private static SeenTunnel Build(int first, int egress, int end) => new()
    {
        Kind = TunnelKind.Implicit,
        Trigger = TunnelTrigger.UTurn,
        Ingress = first - 1,
        First = first,
        Last = Math.Min(egress, end) - 1,
        Egress = Math.Min(egress, end),
        Evidence = first,
    };

    private static (int Last, int Count) LastOfRun(TntPath path, int first, int egress, Predicate<int> isTaken)
    {
        int last = first;
        int count = 1;
        for (int next = first + 1; next < egress && next < path.Slots.Count; next++)
        {
            if (path.Slots[next].IsSilent)
            {
                continue;
            }

            if (!IsTurning(path, next, isTaken) || next + (UTurnAt(path, next) / 2) != egress
                || EchoExcess(path, next) != EchoExcess(path, first))
            {
                break;
            }

            last = next;
            count++;
        }

        return (last, count);
    }

    private static bool IsTurning(TntPath path, int index, Predicate<int> isTaken) =>
        !isTaken(index) && RunEgress.UTurnAt(path, index) is > 0 and var uTurn && uTurn % 2 == 0;

    // Echo replies come straight back: from one router to the next their way is one hop longer, as the way there is.
    private static int EchoExcess(TntPath path, int index) => Frpla.Evaluate(path.Slots[index].Hop.ProbeTtl, path.Slots[index].EchoReplyTtl!.Value);

    private static int UTurnAt(TntPath path, int index) => RunEgress.UTurnAt(path, index) ?? 0;

    private static bool IsStill(TntPath path, int index) => RunEgress.UTurnAt(path, index) is null or 0;

    private static bool IsSilentBetween(TntPath path, int from, int to)
    {
        for (int index = from; index < to; index++)
        {
            if (path.At(index) is { IsSilent: false })
            {
                return false;
            }
        }

        return true;
    }
}
