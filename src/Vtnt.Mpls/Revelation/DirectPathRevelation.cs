using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// The reading of an ordinary revelation trace (IMC 2017, section 3.3): what lies between the anchor and the target is
/// new. One trace that shows several routers avoided the tunnel (direct path revelation).
/// </summary>
internal static class DirectPathRevelation
{
    /// <summary>Judges a trace towards <paramref name="target"/>.</summary>
    /// <param name="slots">The slots of the trace.</param>
    /// <param name="target">The address it was sent to.</param>
    /// <param name="suspicion">The pair that is being probed.</param>
    /// <param name="checksDistance">True to demand that the anchor is met at the distance of the initial trace.</param>
    internal static RevelationVerdict Evaluate(List<TntSlot> slots, HostAddress target, Suspicion suspicion, bool checksDistance)
    {
        int last = slots.Count - 1;
        if (last < 0 || !slots[last].HasAddress(target))
        {
            return new(RevelationOutcome.TargetNotReached);
        }

        int position = slots.FindIndex(slot => slot.HasAddress(suspicion.Anchor));
        if (position < 0)
        {
            return new(RevelationOutcome.IngressNotFound);
        }

        if (position < last && slots[position + 1].HasAddress(suspicion.Anchor))
        {
            position++;
        }

        int later = slots[position].Hop.ProbeTtl - suspicion.AnchorTtl;
        if (checksDistance && (later < 0 || later > suspicion.RevealedBefore))
        {
            return new(RevelationOutcome.PathChanged);
        }

        int first = position + (suspicion.IsIngressSilent ? 2 : 1);
        return first >= last ? new(RevelationOutcome.NothingRevealed) : new(RevelationOutcome.Revealed, first, last - first);
    }
}
