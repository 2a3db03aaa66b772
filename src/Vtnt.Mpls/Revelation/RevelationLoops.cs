using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Cuts repeated addresses out of what one step revealed (defect D14): each router is counted once, and one that was
/// revealed before ends the recursion.
/// </summary>
internal static class RevelationLoops
{
    /// <summary>
    /// Removes from <paramref name="revealed"/> the slots whose address came before: in this step, in an earlier one, or
    /// as one of the two ends.
    /// </summary>
    /// <returns>True when the slot nearest to the ingress had been known: going on would turn in circles.</returns>
    internal static bool Cut(List<TntSlot> revealed, List<TntSlot> known, Suspicion suspicion)
    {
        HashSet<HostAddress> seen = [suspicion.Anchor, suspicion.Candidate];
        seen.UnionWith(known.Select(slot => slot.Address));
        seen.Remove(HostAddress.None);
        bool isLoop = revealed.Count == 0 || (!revealed[0].IsSilent && seen.Contains(revealed[0].Address));
        revealed.RemoveAll(slot => !slot.IsSilent && !seen.Add(slot.Address));
        return isLoop || revealed.Count == 0;
    }
}
