using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <content>The result.</content>
public sealed partial class TntSession
{
    /// <summary>The result; of a session that was halted or still runs, what is known so far.</summary>
    /// <exception cref="InvalidOperationException">The initial trace has not ended yet.</exception>
    public TntTrace ToTntTrace()
    {
        Trace trace = _trace ?? throw new InvalidOperationException("The initial trace has not ended yet.");
        bool isComplete = _findings is not null;
        TntFindings findings = _findings ?? Unfinished();
        return new TntTrace
        {
            Trace = trace,
            AnnotatedTrace = findings.AnnotatedTrace,
            Tunnels = findings.Tunnels,
            Candidates = findings.Candidates,
            Indicators = Indicators(trace),
            Profile = _work.Options.Profile,
            Rules = _work.Options.Rules,
            OwnProbes = _mark.ProbesSent,
            SharedProbes = _used.Where(account => account.Owner != _mark).Sum(account => account.ProbesSent),
            IsComplete = isComplete,
        };
    }

    // Rules change the slots of their path, so a snapshot has a path of its own.
    private TntFindings Unfinished()
    {
        _path = TntPath.Of(_trace!, _work.Options.Profile == TntProfile.Compat);
        ITntRules rules = NewRules();
        rules.Classify();
        return rules.Conclude();
    }

    private ImmutableArray<HopIndicators> Indicators(Trace trace)
    {
        ImmutableArray<HopIndicators>.Builder indicators = ImmutableArray.CreateBuilder<HopIndicators>();
        var path = TntPath.Of(trace, dropsMixedExtensions: false);
        for (int index = 0; index < path.Slots.Count; index++)
        {
            if (path.ReplyAt(index) is { } reply)
            {
                byte ttl = path.Slots[index].Hop.ProbeTtl;
                indicators.Add(HopIndicators.Of(ttl, reply, _secondPings.EchoReplyTtl(reply.Address), path.ReplyAt(index - 1)));
            }
        }

        return indicators.ToImmutable();
    }
}
