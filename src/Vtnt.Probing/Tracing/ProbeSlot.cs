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

    /// <summary>True for a probe at the gap limit, which belongs to no hop.</summary>
    internal bool IsLastDitch;
}
