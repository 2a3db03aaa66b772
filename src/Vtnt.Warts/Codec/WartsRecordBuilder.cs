namespace Vtnt.Warts;

/// <summary>Makes an object of each record visited.</summary>
internal sealed class WartsRecordBuilder : IWartsVisitor
{
    private WartsRecord? _record;

    /// <summary>The record made last.</summary>
    internal WartsRecord? Take()
    {
        WartsRecord? record = _record;
        _record = null;
        return record;
    }

    public void OnList(WartsListRecord list) => _record = list;

    public void OnCycle(WartsCycleRecord cycle) => _record = cycle;

    public void OnCycleStop(WartsCycleStopRecord record, WartsCycleRecord? cycle) => _record = record;

    public void OnAddress(WartsAddressRecord address) => _record = address;

    public void OnTrace(in WartsTraceView trace) => _record = new WartsTraceRecord
    {
        ListFileId = trace.ListId,
        CycleFileId = trace.CycleId,
        Dialect = trace.Dialect,
        Trace = TraceBuilder.Build(trace),
        Encoded = trace.Encoded.ToArray(),
    };

    public void OnPing(in WartsPingView ping) => _record = new WartsPingRecord
    {
        ListFileId = ping.ListId,
        CycleFileId = ping.CycleId,
        Ping = PingBuilder.Build(ping),
        Encoded = ping.Encoded.ToArray(),
    };

    public void OnOther(ushort type, ReadOnlySpan<byte> encoded) => _record = new WartsOtherRecord
    {
        RecordType = type,
        Body = [.. encoded[WartsRecordHeader.Length..]],
        Encoded = encoded.ToArray(),
    };
}
