namespace Vtnt.Warts;

/// <summary>The end of a cycle (type 4).</summary>
public sealed record WartsCycleStopRecord : WartsRecord
{
    /// <inheritdoc/>
    public override int Type => (int)WartsRecordType.CycleStop;

    /// <summary>Number in this file of the cycle that ended.</summary>
    public required uint CycleFileId { get; init => field = Changed(value); }

    /// <summary>When it ended, whole seconds since the Unix epoch.</summary>
    public required uint StopSeconds { get; init => field = Changed(value); }
}
