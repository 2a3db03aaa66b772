using System.Buffers;

namespace Vtnt.Warts;

/// <summary>
/// Takes warts records off the front of a caller's bytes, wherever they come from. It keeps what records refer to
/// (lists, cycles, legacy addresses) and the position in the input, so one decoder serves one file. The answer does not
/// depend on how the input is cut.
/// </summary>
public sealed class WartsDecoder
{
    private readonly WartsFramer _framer;
    private readonly WartsRecordBuilder _builder = new();

    /// <summary>A decoder at the start of a file.</summary>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public WartsDecoder(WartsReaderOptions? options = null)
        : this(options ?? new(), new(), 0)
    {
    }

    /// <summary>A decoder in the midst of a file.</summary>
    internal WartsDecoder(WartsReaderOptions options, WartsTables tables, long position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRecordLength, WartsRecordHeader.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxRecordLength, 1 << 30);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)options.Dialect, (int)WartsDialect.Tnt);
        _framer = new(options, tables, position);
    }

    /// <summary>Bytes of the input that were consumed, which is the file offset of what comes next.</summary>
    public long Position => _framer.Position;

    /// <summary>The lists met, by their number in the file.</summary>
    public IReadOnlyDictionary<uint, WartsListRecord> Lists => _framer.Tables.Lists;

    /// <summary>The cycles met, by their number in the file.</summary>
    public IReadOnlyDictionary<uint, WartsCycleRecord> Cycles => _framer.Tables.Cycles;

    /// <summary>The lists and cycles met, for another decoder to go on with.</summary>
    internal WartsTables CopyTables() => _framer.Tables.Copy();

    /// <summary>
    /// Takes the next record off <paramref name="input"/>. False when no whole record is there: with
    /// <paramref name="isFinal"/> the input is then empty; without, call again with what is left and more behind it.
    /// </summary>
    /// <param name="input">What was not consumed yet; moved behind what is consumed.</param>
    /// <param name="record">The record; null when there is none.</param>
    /// <param name="isFinal">True when nothing follows the input.</param>
    /// <exception cref="WartsFormatException">The input is damaged; it is then moved to where reading goes on.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> input, out WartsRecord? record, bool isFinal = false)
    {
        WartsRecordBuilder builder = _builder;
        bool hasRecord = TryVisit(ref input, ref builder, isFinal);
        record = hasRecord ? builder.Take() : null;
        return hasRecord;
    }

    /// <summary>As <see cref="TryRead(ref ReadOnlySequence{byte}, out WartsRecord?, bool)"/>, from one piece of memory.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> input, out WartsRecord? record, bool isFinal = false)
    {
        WartsRecordBuilder builder = _builder;
        bool hasRecord = TryVisit(ref input, ref builder, isFinal);
        record = hasRecord ? builder.Take() : null;
        return hasRecord;
    }

    /// <summary>
    /// Takes the next record off <paramref name="input"/> and tells the visitor; allocates nothing for traces and pings.
    /// Results as <see cref="TryRead(ref ReadOnlySequence{byte}, out WartsRecord?, bool)"/>.
    /// </summary>
    /// <exception cref="WartsFormatException">The input is damaged; it is then moved to where reading goes on.</exception>
    public bool TryVisit<TVisitor>(ref ReadOnlySpan<byte> input, ref TVisitor visitor, bool isFinal = false)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        FrameResult result = _framer.Read(input, isFinal, ref visitor, out int consumed);
        input = input[consumed..];
        return result == FrameResult.Damaged ? throw _framer.TakeDamage() : result == FrameResult.Record;
    }

    /// <summary>As the form for one piece of memory; a record that lies in several pieces is copied together first.</summary>
    /// <exception cref="WartsFormatException">The input is damaged; it is then moved to where reading goes on.</exception>
    public bool TryVisit<TVisitor>(ref ReadOnlySequence<byte> input, ref TVisitor visitor, bool isFinal = false)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        ReadOnlySpan<byte> first = input.FirstSpan;
        bool isSingle = input.IsSingleSegment;
        FrameResult result = _framer.Read(first, isFinal && isSingle, ref visitor, out int consumed);
        input = input.Slice(consumed);
        for (int wanted = 4096; result == FrameResult.NeedMore && !isSingle; wanted *= 4)
        {
            int length = (int)Math.Min(input.Length, wanted);
            bool isAll = length == input.Length;
            byte[] copy = ArrayPool<byte>.Shared.Rent(length);
            input.Slice(0, length).CopyTo(copy);
            result = _framer.Read(copy.AsSpan(0, length), isFinal && isAll, ref visitor, out consumed);
            ArrayPool<byte>.Shared.Return(copy);
            input = input.Slice(consumed);
            isSingle = isAll;
        }

        return result == FrameResult.Damaged ? throw _framer.TakeDamage() : result == FrameResult.Record;
    }
}
