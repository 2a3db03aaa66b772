using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>What became of one probe: how it left and what answered it.</summary>
public sealed record ProbeOutcome
{
    /// <summary>The most replies that are kept of one probe; further ones are only counted.</summary>
    public const int MaxReplies = 255;

    /// <summary>TTL or hop limit the probe was sent with, 1 to 255.</summary>
    public required byte ProbeTtl { get; init; }

    /// <summary>Attempt at this TTL, from 1; for a ping, the probe's ordinal from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Size of the whole probe packet in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>When the probe was sent; absent when a file does not tell, or it was not sent.</summary>
    public Timestamp? SentAt { get; init; }

    /// <summary>Who stamped <see cref="SentAt"/>.</summary>
    public TimestampOrigin SentOrigin { get; init; }

    /// <summary>IPv4 identification of the probe; absent when not ours to set, not recorded, or IPv6.</summary>
    public ushort? IpId { get; init; }

    /// <summary>UDP or TCP source port of this probe, where it differs from probe to probe; absent when it does not.</summary>
    public ushort? SourcePort { get; init; }

    /// <summary>Why the probe did not leave, or <see cref="SendFailure.None"/>.</summary>
    public SendFailure Failure { get; init; }

    /// <summary>The replies, duplicates and late ones included, in order of arrival; at most <see cref="MaxReplies"/>.</summary>
    public ImmutableArray<Reply> Replies { get; init; } = [];

    /// <summary>Replies that arrived but were not kept, beyond <see cref="MaxReplies"/>.</summary>
    public int DroppedReplies { get; init; }

    /// <summary>Equal in every member, replies compared one by one.</summary>
    public bool Equals(ProbeOutcome? other) =>
        other is not null && ProbeTtl == other.ProbeTtl && Attempt == other.Attempt && Size == other.Size
        && SentAt == other.SentAt && SentOrigin == other.SentOrigin && IpId == other.IpId && SourcePort == other.SourcePort && Failure == other.Failure
        && DroppedReplies == other.DroppedReplies && Replies.AsSpan().SequenceEqual(other.Replies.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ProbeTtl, Attempt, Size, SentAt, Replies.Length);
}
