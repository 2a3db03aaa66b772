using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Whether the path still is what the suspicion rests on, once routers were revealed. A route that changed in between
/// shows routers that no tunnel ever hid. A repeated address must repeat: where packets are balanced one by one over ways
/// of unequal length a router answers at two adjacent hops by chance, under ultimate-hop popping it always does.
/// </summary>
internal static class PathConfirmation
{
    /// <summary>Answers that each of the two hops of a repeated address must give: by chance so many are hardly ever alike.</summary>
    private const int LeastAnswers = 3;

    /// <summary>Answers that are enough, when one is lost.</summary>
    private const int EnoughAnswers = 4;

    /// <summary>How often to ask at each hop.</summary>
    internal static byte AttemptsFor(TunnelTrigger trigger) => trigger == TunnelTrigger.DuplicateAddress ? (byte)5 : (byte)2;

    /// <summary>How often to ask at least: with less, nothing is proven and nothing is asked.</summary>
    internal static byte LeastAttemptsFor(TunnelTrigger trigger) => trigger == TunnelTrigger.DuplicateAddress ? (byte)LeastAnswers : (byte)1;

    /// <summary>Where to begin: at the anchor; a repeated address, asked so often, says enough by itself.</summary>
    internal static byte FirstHopFor(Suspicion suspicion) =>
        suspicion.Trigger == TunnelTrigger.DuplicateAddress ? (byte)(suspicion.CandidateTtl - 1) : suspicion.AnchorTtl;

    /// <summary>
    /// Probes that must be left for the second look, which goes before further routers: without it they count for little. A
    /// repeated address counts for nothing without it, nor when nobody knows what lies before the anchor.
    /// </summary>
    internal static int Reserve(Suspicion suspicion, bool isRevealed) =>
        suspicion.Trigger == TunnelTrigger.DuplicateAddress
            ? (Hops(suspicion) * LeastAnswers) + suspicion.AnchorTtl - suspicion.StartTtl
            : isRevealed ? Hops(suspicion) : 0;

    /// <summary>How many hops are looked at.</summary>
    internal static int Hops(Suspicion suspicion) => suspicion.CandidateTtl - FirstHopFor(suspicion) + 1;

    /// <summary>True when nothing else answers than before, and a repeated address repeats.</summary>
    /// <param name="trace">A second trace of the hops from the anchor to the suspected egress.</param>
    /// <param name="suspicion">The suspicion.</param>
    /// <param name="attempts">How often each hop was asked.</param>
    internal static bool Evaluate(Trace trace, Suspicion suspicion, int attempts)
    {
        bool isDuplicate = suspicion.Trigger == TunnelTrigger.DuplicateAddress;
        int first = 0;
        int second = 0;
        foreach (Hop hop in trace.Hops)
        {
            bool isFirst = isDuplicate && hop.ProbeTtl == suspicion.CandidateTtl - 1;
            bool isSecond = hop.ProbeTtl == suspicion.CandidateTtl;
            HostAddress expected = hop.ProbeTtl == suspicion.AnchorTtl ? suspicion.Anchor
                : isFirst || isSecond ? suspicion.Candidate
                : HostAddress.None;
            foreach (ProbeOutcome probe in hop.Probes)
            {
                foreach (Reply reply in probe.Replies)
                {
                    if (!expected.IsNone && reply.Address != expected)
                    {
                        return false;
                    }

                    first += isFirst ? 1 : 0;
                    second += isSecond ? 1 : 0;
                }
            }
        }

        int least = Math.Min(attempts, EnoughAnswers);
        return !isDuplicate || (first >= least && second >= least);
    }
}
