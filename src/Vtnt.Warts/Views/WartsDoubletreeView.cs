namespace Vtnt.Warts;

/// <summary>The doubletree section of a trace.</summary>
public readonly ref struct WartsDoubletreeView
{
    internal WartsDoubletreeView(scoped in WartsScope scope, int start)
    {
        var cursor = new WartsCursor(scope.Body, start);
        ParameterBlock block = ParameterBlock.Read(ref cursor);
        LocalStop = block.Has(1) ? scope.ReadLegacyAddress(ref cursor) : default;
        GlobalStop = block.Has(2) ? scope.ReadLegacyAddress(ref cursor) : default;
        FirstHop = block.Has(3) ? cursor.ReadByte() : (byte)0;
        LocalStop = block.Has(4) ? scope.ReadAddress(ref cursor) : LocalStop;
        GlobalStop = block.Has(5) ? scope.ReadAddress(ref cursor) : GlobalStop;
        HasLocalStopSet = block.Has(6);
        LocalStopSet = HasLocalStopSet ? cursor.ReadString() : default;
        Flags = block.Has(7) ? cursor.ReadByte() : (byte)0;
    }

    /// <summary>TTL at which forward probing began.</summary>
    public byte FirstHop { get; }

    /// <summary>Address that ended the backward phase; none when none did.</summary>
    public WartsAddress LocalStop { get; }

    /// <summary>Address that ended the forward phase; none when none did.</summary>
    public WartsAddress GlobalStop { get; }

    /// <summary>True when the local stop set has a name.</summary>
    public bool HasLocalStopSet { get; }

    /// <summary>Name of the local stop set, as bytes without the NUL; empty when absent.</summary>
    public ReadOnlySpan<byte> LocalStopSet { get; }

    /// <summary>0x01: no backward phase.</summary>
    public byte Flags { get; }

    /// <summary>True when there was no backward phase by request.</summary>
    public bool NoBackwards => (Flags & 1) != 0;
}
