using Vtnt.Probing;
using Vtnt.Probing.Wire;

namespace Vtnt.Mpls;

/// <summary>
/// The reading of a UDP trace towards a buddy (TMA 2019, section 3.4): when the router right behind the anchor answers
/// for the buddy from another of its addresses, it is the hidden egress.
/// </summary>
internal static class BuddyRevelation
{
    /// <summary>Judges a trace towards <paramref name="buddy"/>; at most its last slot is new.</summary>
    /// <param name="slots">The slots of the trace.</param>
    /// <param name="buddy">The address it was sent to.</param>
    /// <param name="suspicion">The pair that is being probed.</param>
    /// <param name="checksDistance">True to demand that the anchor is met at the distance of the initial trace.</param>
    /// <param name="skipped">Hops that TNT would have probed before the first slot.</param>
    internal static RevelationVerdict Evaluate(
        List<TntSlot> slots, HostAddress buddy, Suspicion suspicion, bool checksDistance, int skipped)
    {
        int last = slots.Count - 1;
        if (last < 0 || slots[last].Reply is not { } answer || !IsPortUnreachable(answer))
        {
            return new(RevelationOutcome.TargetNotReached);
        }

        if (answer.Address == suspicion.Anchor)
        {
            return new(RevelationOutcome.NothingRevealed);
        }

        int distance = suspicion.IsIngressSilent ? 2 : 1;
        // TNT wants to see a hop before the anchor.
        if (last < distance || (!checksDistance && last + skipped < distance + 1) || !slots[last - distance].HasAddress(suspicion.Anchor))
        {
            return new(RevelationOutcome.IngressNotFound);
        }

        int later = slots[last - distance].Hop.ProbeTtl - suspicion.AnchorTtl;
        if (checksDistance && (later < 0 || later > suspicion.RevealedBefore))
        {
            return new(RevelationOutcome.PathChanged);
        }

        return answer.Address == buddy || answer.Address == suspicion.Candidate
            ? new(RevelationOutcome.NothingRevealed)
            : new(RevelationOutcome.Revealed, last, 1);
    }

    private static bool IsPortUnreachable(Reply reply) =>
        reply.Kind == ReplyKind.DestinationUnreachable
        && reply.IcmpCode == (reply.Address.IsIPv6 ? IcmpType.V6PortUnreachableCode : IcmpType.PortUnreachableCode);
}
