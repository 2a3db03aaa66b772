using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>Counts the records of a file by type.</summary>
internal sealed class WartsTally : IWartsVisitor
{
    private static readonly string[] Names =
    [
        "other", "list", "cycle-start", "cycle-definition", "cycle-stop", "address", "trace", "ping", "tracelb", "dealias",
        "neighbourdisc", "tbit", "sting", "sniff", "host", "http", "udpprobe", "owamp",
    ];

    private readonly long[] _counts = new long[Names.Length];

    /// <summary>All records.</summary>
    internal long Total { get; private set; }

    /// <summary>Of the traces, those in TNT's dialect.</summary>
    internal long TntTraces { get; private set; }

    /// <summary>What there is, in the format's order.</summary>
    internal IEnumerable<(string Name, long Count)> Counts => Names.Zip(_counts).Where(entry => entry.Second > 0);

    public void OnList(WartsListRecord list) => Count((int)WartsRecordType.List);

    public void OnCycle(WartsCycleRecord cycle) => Count(cycle.Type);

    public void OnCycleStop(WartsCycleStopRecord record, WartsCycleRecord? cycle) => Count((int)WartsRecordType.CycleStop);

    public void OnAddress(WartsAddressRecord address) => Count((int)WartsRecordType.Address);

    public void OnTrace(in WartsTraceView trace)
    {
        Count((int)WartsRecordType.Trace);
        TntTraces += trace.Dialect == WartsDialect.Tnt ? 1 : 0;
    }

    public void OnPing(in WartsPingView ping) => Count((int)WartsRecordType.Ping);

    public void OnOther(ushort type, ReadOnlySpan<byte> encoded) => Count(type);

    private void Count(int type)
    {
        _counts[type < Names.Length ? type : 0]++;
        Total++;
    }
}
