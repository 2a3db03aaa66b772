using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>A trace (type 6). A file knows only the probes that were answered, and of silent hops only that they were probed.</summary>
public sealed record WartsTraceRecord : WartsRecord
{
    /// <inheritdoc/>
    public override int Type => (int)WartsRecordType.Trace;

    /// <summary>Number in this file of the trace's list; 0 for none.</summary>
    public uint ListFileId { get; init => field = Changed(value); }

    /// <summary>Number in this file of the trace's cycle; 0 for none.</summary>
    public uint CycleFileId { get; init => field = Changed(value); }

    /// <summary>Whose numbering the record follows: scamper's, or TNT's, which stores TNT's annotation with each hop.</summary>
    public WartsDialect Dialect { get; init => field = Changed(value); } = WartsDialect.Scamper;

    /// <summary>The trace.</summary>
    public required Trace Trace { get; init => field = Changed(value); }
}
