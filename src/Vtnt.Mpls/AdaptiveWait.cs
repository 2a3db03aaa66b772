using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// How long to wait for a reply on a path whose round trips are known: four times the largest, but no less than half a
/// second, so that a slow router is not taken for a silent one.
/// </summary>
internal static class AdaptiveWait
{
    /// <summary>What is waited at least.</summary>
    internal static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>The time-out of the measurements that follow a trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="profile">Compat never adapts.</param>
    /// <param name="longest">What is never exceeded, and holds where nothing answered.</param>
    internal static TimeSpan Evaluate(Trace trace, TntProfile profile, TimeSpan longest)
    {
        TimeSpan? slowest = null;
        foreach (Hop hop in trace.Hops)
        {
            foreach (ProbeOutcome probe in hop.Probes)
            {
                foreach (Reply reply in probe.Replies)
                {
                    slowest = reply.Rtt > slowest || slowest is null ? reply.Rtt : slowest;
                }
            }
        }

        if (profile == TntProfile.Compat || slowest is not { } rtt || rtt >= longest / 4)
        {
            return longest;
        }

        return rtt * 4 > ShortestWait ? rtt * 4 : ShortestWait;
    }
}
