using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>One label switching router of a tunnel. A router that never answered is known by its place only.</summary>
public sealed record TunnelRouter
{
    /// <summary>The address that answered; absent for a silent router.</summary>
    public HostAddress? Address { get; init; }

    /// <summary>How it became known.</summary>
    public required TunnelTechnique Technique { get; init; }

    /// <summary>Ordinal from 1 of the revelation trace that showed it; absent for a router of the initial trace.</summary>
    public int? Step { get; init; }

    /// <summary>TTL of the probe that it answered, in the trace that showed it; 1 to 255.</summary>
    public required byte ProbeTtl { get; init; }

    /// <summary>TTL of its reply on arrival; absent when not observed.</summary>
    public byte? ReplyTtl { get; init; }

    /// <summary>TTL of its echo reply on arrival; absent when it was not pinged or did not answer.</summary>
    public byte? EchoReplyTtl { get; init; }

    /// <summary>TTL quoted by its reply; absent when the reply quotes none.</summary>
    public byte? QuotedTtl { get; init; }

    /// <summary>The label stack that it reported, top first (RFC 4950); empty when none.</summary>
    public ImmutableArray<LabelStackEntry> LabelStack { get; init; } = [];

    /// <summary>Round-trip time of its reply; absent for a silent router.</summary>
    public TimeSpan? Rtt { get; init; }

    /// <summary>Equal in every member, label stacks compared one by one.</summary>
    public bool Equals(TunnelRouter? other) =>
        other is not null && Address == other.Address && Technique == other.Technique && Step == other.Step
        && ProbeTtl == other.ProbeTtl && ReplyTtl == other.ReplyTtl && EchoReplyTtl == other.EchoReplyTtl
        && QuotedTtl == other.QuotedTtl && Rtt == other.Rtt && LabelStack.AsSpan().SequenceEqual(other.LabelStack.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, Technique, Step, ProbeTtl, ReplyTtl, Rtt);
}
