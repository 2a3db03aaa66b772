using System.Buffers;
using System.Buffers.Binary;

namespace Vtnt.Warts;

/// <summary>
/// Copies the records of several files into one, as scamper's <c>sc_wartscat</c> does: lists and cycles are numbered anew,
/// equal ones become one (of cycles those that have not ended yet), and what refers to them follows. All other bytes of a
/// record stay as they are, but for records that refer to addresses in records of their own (until about 2011): those are
/// written in today's form.
/// </summary>
public sealed class WartsConcatenator : IWartsVisitor
{
    private const int HighestKnownType = 17, ListBit = 1, CycleBit = 2, MoreFlags = 0x80;

    private readonly IBufferWriter<byte> _output;
    private readonly WartsEncoder _encoder;
    private readonly WartsRecordBuilder _builder = new();
    private readonly Dictionary<WartsListRecord, uint> _lists = [];
    private readonly Dictionary<WartsCycleRecord, uint> _cycles = [];
    private readonly Dictionary<uint, WartsCycleRecord> _keys = [];
    private readonly Dictionary<uint, uint> _listNumbers = [], _cycleNumbers = [];
    private bool _isLegacy;

    /// <summary>A concatenator at the start of an empty file.</summary>
    /// <param name="output">Takes whole records.</param>
    public WartsConcatenator(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _encoder = new(output);
    }

    /// <summary>Records that were not copied: of undecoded types with references to legacy addresses.</summary>
    public long SkippedCount { get; private set; }

    /// <summary>What is visited next comes from another file.</summary>
    public void BeginFile()
    {
        _listNumbers.Clear();
        _cycleNumbers.Clear();
        _isLegacy = false;
    }

    /// <inheritdoc/>
    public void OnList(WartsListRecord list)
    {
        ArgumentNullException.ThrowIfNull(list);
        WartsListRecord key = list with { FileId = 0 };
        if (!_lists.TryGetValue(key, out uint number))
        {
            number = (uint)_lists.Count + 1;
            _lists.Add(key, number);
            _encoder.Write(list.FileId == number ? list : list with { FileId = number });
        }

        _listNumbers[list.FileId] = number;
    }

    /// <inheritdoc/>
    public void OnCycle(WartsCycleRecord cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        uint list = ListOf(cycle.ListFileId);
        WartsCycleRecord key = cycle with { FileId = 0, ListFileId = list, IsDefinition = false, List = null };
        if (!_cycles.TryGetValue(key, out uint number))
        {
            number = (uint)_encoder.CycleCount + 1;
            _cycles.Add(key, number);
            _keys.Add(number, key);
            bool isSame = cycle.FileId == number && cycle.ListFileId == list;
            _encoder.Write(isSame ? cycle : cycle with { FileId = number, ListFileId = list });
        }

        _cycleNumbers[cycle.FileId] = number;
    }

    /// <inheritdoc/>
    public void OnCycleStop(WartsCycleStopRecord record, WartsCycleRecord? cycle)
    {
        ArgumentNullException.ThrowIfNull(record);
        uint number = CycleOf(record.CycleFileId);
        if (_keys.Remove(number, out WartsCycleRecord? key))
        {
            // scamper's readers forget a cycle once it has ended: an equal one that comes later gets a number of its own.
            _cycles.Remove(key);
            _encoder.Write(number == record.CycleFileId ? record : record with { CycleFileId = number });
        }
    }

    /// <inheritdoc/>
    public void OnAddress(WartsAddressRecord address) => _isLegacy = true;

    /// <inheritdoc/>
    public void OnTrace(in WartsTraceView trace)
    {
        if (!_isLegacy)
        {
            Copy(trace.Encoded);
            return;
        }

        _builder.OnTrace(trace);
        var record = (WartsTraceRecord)_builder.Take()!;
        _encoder.Write(record.Trace, ListOf(record.ListFileId), CycleOf(record.CycleFileId), record.Dialect);
    }

    /// <inheritdoc/>
    public void OnPing(in WartsPingView ping)
    {
        if (!_isLegacy)
        {
            Copy(ping.Encoded);
            return;
        }

        _builder.OnPing(ping);
        var record = (WartsPingRecord)_builder.Take()!;
        _encoder.Write(record.Ping, ListOf(record.ListFileId), CycleOf(record.CycleFileId));
    }

    /// <inheritdoc/>
    public void OnOther(ushort type, ReadOnlySpan<byte> encoded)
    {
        if (_isLegacy)
        {
            SkippedCount++;
        }
        else if (type > HighestKnownType)
        {
            _output.Write(encoded);
        }
        else
        {
            Copy(encoded);
        }
    }

    /// <summary>Measurements of every type have list and cycle as parameters 1 and 2, in front of all others.</summary>
    private void Copy(ReadOnlySpan<byte> encoded)
    {
        Span<byte> copy = _output.GetSpan(encoded.Length)[..encoded.Length];
        encoded.CopyTo(copy);
        Span<byte> body = copy[WartsRecordHeader.Length..];
        int flags = body.IsEmpty ? 0 : body[0];
        int at = body.IndexOfAnyInRange((byte)0, (byte)(MoreFlags - 1)) + 1 + 2;
        if ((flags & ListBit) != 0 && at + 4 <= body.Length)
        {
            Renumber(body[at..], _listNumbers);
            at += 4;
        }

        if ((flags & CycleBit) != 0 && at + 4 <= body.Length)
        {
            Renumber(body[at..], _cycleNumbers);
        }

        _output.Advance(encoded.Length);
    }

    private static void Renumber(Span<byte> place, Dictionary<uint, uint> numbers)
    {
        uint number = BinaryPrimitives.ReadUInt32BigEndian(place);
        BinaryPrimitives.WriteUInt32BigEndian(place, numbers.GetValueOrDefault(number));
    }

    private uint ListOf(uint number) => _listNumbers.GetValueOrDefault(number);

    private uint CycleOf(uint number) => _cycleNumbers.GetValueOrDefault(number);
}
