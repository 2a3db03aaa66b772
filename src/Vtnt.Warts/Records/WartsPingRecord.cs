using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A ping (type 7). A file knows of unanswered probes only that they were sent.</summary>
public sealed record WartsPingRecord : WartsRecord
{
    /// <inheritdoc/>
    public override int Type => (int)WartsRecordType.Ping;

    /// <summary>Number in this file of the ping's list; 0 for none.</summary>
    public uint ListFileId { get; init => field = Changed(value); }

    /// <summary>Number in this file of the ping's cycle; 0 for none.</summary>
    public uint CycleFileId { get; init => field = Changed(value); }

    /// <summary>The ping.</summary>
    public required Ping Ping { get; init => field = Changed(value); }
}
