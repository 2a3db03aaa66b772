namespace Vtnt.Probing;

/// <summary>What a running measurement keeps of one probe.</summary>
internal struct ProbeSlot
{
    /// <summary>When it left, in nanoseconds; meaningful in <see cref="ProbeSlotState.Sent"/>.</summary>
    internal long SentAt;

    /// <summary>First and last of its replies in the log, -1 for none.</summary>
    internal int FirstReply, LastReply;

    /// <summary>Replies beyond <see cref="ProbeOutcome.MaxReplies"/>.</summary>
    internal int DroppedReplies;

    internal ushort Attempt;
    internal byte ProbeTtl;
    internal byte ReplyCount;
    internal ProbeSlotState State;
    internal SendFailure Failure;

    internal ProbePart Part;

    /// <summary>Bytes of the whole packet.</summary>
    internal ushort Size;

    /// <summary>True when nothing more is waited for: it was answered, or its time is over. Kept by parallel probing only.</summary>
    internal bool IsOver;

    /// <summary>True when it left with the IPv4 identification that it was given.</summary>
    internal bool HasIpId;
}
