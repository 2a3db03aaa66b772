using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// A trace that strict makes once and reads as often as it is wanted. It may have been made with a limit on its probes: who
/// may spend more has it made again, who may spend less reads only the beginning, as if no more had been sent.
/// </summary>
/// <param name="account">Who pays.</param>
/// <param name="limit">Probes that may be sent.</param>
internal sealed class TraceResult(ProbeAccount account, int limit)
{
    private readonly List<Action> _waiting = [];

    /// <summary>Who paid.</summary>
    internal ProbeAccount Account { get; } = account;

    /// <summary>The trace; null while it runs.</summary>
    internal Trace? Trace { get; private set; }

    /// <summary>When it ended.</summary>
    internal Timestamp KnownAt { get; private set; }

    /// <summary>True when it is what it would be with so many probes, or begins so.</summary>
    internal bool Covers(int probes) => limit >= probes || Trace is { StopReason: not StopReason.Halted };

    /// <summary>Calls <paramref name="action"/> when it has ended.</summary>
    internal void WhenKnown(Action action) => _waiting.Add(action);

    /// <summary>It has ended.</summary>
    internal void Complete(Trace trace, Timestamp now)
    {
        (Trace, KnownAt) = (trace, now);
        foreach (Action action in _waiting)
        {
            action();
        }

        _waiting.Clear();
    }

    /// <summary>The trace as it would have been with so many probes at most.</summary>
    internal static Trace Beginning(Trace trace, int probes)
    {
        if (trace.ProbesSent <= probes)
        {
            return trace;
        }

        ImmutableArray<Hop>.Builder hops = ImmutableArray.CreateBuilder<Hop>();
        int left = probes;
        foreach (Hop hop in trace.Hops)
        {
            if (left > 0)
            {
                hops.Add(hop.Probes.Length <= left ? hop : hop with { Probes = hop.Probes[..left] });
                left -= hop.Probes.Length;
            }
        }

        return trace with
        {
            Hops = hops.ToImmutable(),
            HopCount = hops.Count == 0 ? 0 : hops[^1].ProbeTtl,
            ProbesSent = probes,
            StopReason = StopReason.Halted,
            StopData = 0,
        };
    }
}
