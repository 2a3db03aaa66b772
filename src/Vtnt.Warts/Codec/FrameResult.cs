namespace Vtnt.Warts;

/// <summary>What became of an attempt to take a record off the input.</summary>
internal enum FrameResult
{
    /// <summary>A record was taken and visited.</summary>
    Record,

    /// <summary>The record, or what is needed to judge a damage, is not all there yet.</summary>
    NeedMore,

    /// <summary>The input is at its end.</summary>
    End,

    /// <summary>Something that is no sound record was passed over.</summary>
    Damaged,
}
