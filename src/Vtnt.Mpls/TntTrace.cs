using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>A finished path test: the trace, the tunnels found on it, and the suspicions that came to nothing.</summary>
public sealed record TntTrace
{
    /// <summary>The initial trace, as measured.</summary>
    public required Trace Trace { get; init; }

    /// <summary>
    /// The same trace as slots in path order, revealed routers included, each with its <see cref="TntAnnotation"/>.
    /// </summary>
    public required Trace AnnotatedTrace { get; init; }

    /// <summary>The tunnels, in path order.</summary>
    public ImmutableArray<Tunnel> Tunnels { get; init; } = [];

    /// <summary>The suspicions that came to nothing, in path order.</summary>
    public ImmutableArray<TunnelCandidate> Candidates { get; init; } = [];

    /// <summary>All indicators of every hop of the initial trace that answered, in path order.</summary>
    public ImmutableArray<HopIndicators> Indicators { get; init; } = [];

    /// <summary>Whose rules were applied.</summary>
    public required TntProfile Profile { get; init; }

    /// <summary>Name and version of the rules, see <see cref="TntOptions.Rules"/>.</summary>
    public required string Rules { get; init; }

    /// <summary>Probes sent for this destination: its trace, and the pings and revelations that it was first to ask for.</summary>
    public int OwnProbes { get; init; }

    /// <summary>Probes whose results it used but which were sent for other destinations of the same run.</summary>
    public int SharedProbes { get; init; }

    /// <summary>True when everything was measured that the rules ask for; false when the run was halted before.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Equal in every member, lists compared one by one.</summary>
    public bool Equals(TntTrace? other) =>
        other is not null && Trace.Equals(other.Trace) && AnnotatedTrace.Equals(other.AnnotatedTrace)
        && Profile == other.Profile && Rules == other.Rules && OwnProbes == other.OwnProbes
        && SharedProbes == other.SharedProbes && IsComplete == other.IsComplete
        && Tunnels.AsSpan().SequenceEqual(other.Tunnels.AsSpan())
        && Candidates.AsSpan().SequenceEqual(other.Candidates.AsSpan())
        && Indicators.AsSpan().SequenceEqual(other.Indicators.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Trace, Profile, OwnProbes, Tunnels.Length, Candidates.Length);
}
