using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Whether a repeated address repeats again. Where packets are balanced one by one over ways of unequal length, a router
/// answers at two adjacent hops by chance; under ultimate-hop popping it always does.
/// </summary>
internal static class DuplicateConfirmation
{
    /// <summary>Answers to ask for at each hop.</summary>
    internal const byte Attempts = 5;

    /// <summary>Answers that each of the two hops must give: by chance so many are hardly ever alike.</summary>
    private const int LeastAnswers = 4;

    /// <summary>True when the address repeats again, and nothing else answers.</summary>
    /// <param name="trace">A second trace of the hops from the anchor to the second of the two.</param>
    /// <param name="suspicion">The suspicion.</param>
    internal static bool Evaluate(Trace trace, Suspicion suspicion)
    {
        int first = 0;
        int second = 0;
        foreach (Hop hop in trace.Hops)
        {
            HostAddress expected = hop.ProbeTtl == suspicion.AnchorTtl ? suspicion.Anchor : suspicion.Candidate;
            bool isJudged = hop.ProbeTtl == suspicion.AnchorTtl || hop.ProbeTtl == suspicion.CandidateTtl || hop.ProbeTtl == suspicion.CandidateTtl - 1;
            foreach (ProbeOutcome probe in hop.Probes)
            {
                foreach (Reply reply in probe.Replies)
                {
                    if (isJudged && reply.Address != expected)
                    {
                        return false;
                    }

                    first += hop.ProbeTtl == suspicion.CandidateTtl - 1 ? 1 : 0;
                    second += hop.ProbeTtl == suspicion.CandidateTtl ? 1 : 0;
                }
            }
        }

        return first >= LeastAnswers && second >= LeastAnswers;
    }
}
