using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>Everything learned at one probe TTL: its probes, each with its replies.</summary>
public sealed record Hop
{
    /// <summary>The probe TTL, 1 to 255.</summary>
    public required byte ProbeTtl { get; init; }

    /// <summary>The probes in order of attempt. A hop read from a file knows only the probes that were answered.</summary>
    public ImmutableArray<ProbeOutcome> Probes { get; init; } = [];

    /// <summary>What TNT found at this slot; absent in a trace that TNT did not annotate.</summary>
    public TntAnnotation? Tnt { get; init; }

    /// <summary>The first reply of the earliest answered attempt, or null when the hop is silent.</summary>
    public Reply? FirstReply
    {
        get
        {
            foreach (ProbeOutcome probe in Probes)
            {
                if (!probe.Replies.IsEmpty)
                {
                    return probe.Replies[0];
                }
            }

            return null;
        }
    }

    /// <summary>True when no probe of the hop was answered.</summary>
    public bool IsSilent => FirstReply is null;

    /// <summary>Equal in every member, probes compared one by one.</summary>
    public bool Equals(Hop? other) =>
        other is not null && ProbeTtl == other.ProbeTtl && Tnt == other.Tnt && Probes.AsSpan().SequenceEqual(other.Probes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ProbeTtl, Probes.Length, Tnt);
}
