using System.Buffers.Binary;

namespace Vtnt.Warts;

/// <summary>
/// Finds the records in a stream of bytes, decodes them, and finds back after damage. Every decision waits until all
/// bytes it depends on are there, so it never depends on how the input is cut.
/// </summary>
internal sealed class WartsFramer(WartsReaderOptions options, WartsTables tables, long position)
{
    private const int HeaderLength = WartsRecordHeader.Length, HighestKnownType = 17;

    private readonly WartsReaderOptions _options = options;
    private readonly WartsBodyDecoder _decoder = new(options, tables);
    private WartsFormatException? _damage;
    private bool _isSearching;

    internal long Position { get; private set; } = position;

    internal WartsTables Tables => _decoder.Tables;

    /// <summary>The damage that was just reported.</summary>
    internal WartsFormatException TakeDamage()
    {
        WartsFormatException damage = _damage!;
        _damage = null;
        return damage;
    }

    /// <summary>Takes the next record off the input; <paramref name="consumed"/> says how far the input was used.</summary>
    internal FrameResult Read<TVisitor>(ReadOnlySpan<byte> input, bool isFinal, ref TVisitor visitor, out int consumed)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        consumed = 0;
        if (_isSearching)
        {
            bool isFound = Search(input, isFinal, out consumed);
            Position += consumed;
            if (!isFound)
            {
                _isSearching = !isFinal;
                return isFinal ? FrameResult.End : FrameResult.NeedMore;
            }

            _isSearching = false;
        }

        FrameResult result = ReadHere(input[consumed..], isFinal, ref visitor, out int used);
        Position += used;
        consumed += used;
        return result;
    }

    private FrameResult ReadHere<TVisitor>(ReadOnlySpan<byte> input, bool isFinal, ref TVisitor visitor, out int consumed)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        consumed = 0;
        if (input.Length < HeaderLength && (!isFinal || input.IsEmpty))
        {
            return isFinal ? FrameResult.End : FrameResult.NeedMore;
        }

        if (!TryParseHeader(input, out WartsRecordHeader header, out string? problem))
        {
            return Damage(problem, 1, isSearching: true, out consumed);
        }

        int length = HeaderLength + (int)header.BodyLength;
        if (input.Length < length)
        {
            return !isFinal ? FrameResult.NeedMore
                : Damage($"the record is cut short: {length} bytes announced, {input.Length} left", HeaderLength, isSearching: true, out consumed);
        }

        problem = _decoder.Decode(header.RecordType, input[..length], ref visitor);
        if (problem is null)
        {
            consumed = length;
            return FrameResult.Record;
        }

        return AfterDamage(input, isFinal, length, problem, out consumed);
    }

    /// <summary>The next record is where this one says it ends, if something that looks like one is there; else it is searched.</summary>
    private FrameResult AfterDamage(ReadOnlySpan<byte> input, bool isFinal, int length, string problem, out int consumed)
    {
        consumed = 0;
        if (input.Length < length + HeaderLength && !isFinal)
        {
            return FrameResult.NeedMore;
        }

        bool goesOn = input.Length == length || TryParseHeader(input[length..], out _, out _);
        return Damage(problem, goesOn ? length : HeaderLength, isSearching: !goesOn, out consumed);
    }

    private FrameResult Damage(string problem, int length, bool isSearching, out int consumed)
    {
        _damage = new(Position, problem);
        _isSearching = isSearching;
        consumed = length;
        return FrameResult.Damaged;
    }

    private bool TryParseHeader(ReadOnlySpan<byte> input, out WartsRecordHeader header, out string problem)
    {
        problem = "";
        if (!WartsRecordHeader.TryParse(input, out header))
        {
            problem = input.Length < HeaderLength ? "fewer bytes are left than a record's header has" : "no record begins here";
            return false;
        }

        if (header.BodyLength > (uint)_options.MaxRecordLength)
        {
            problem = $"the record claims {header.BodyLength} bytes, more than are believed";
            return false;
        }

        return true;
    }

    /// <summary>
    /// Looks for the next record: a header of a known type whose body decodes, or whose end is followed by another
    /// header or by the end of the input.
    /// </summary>
    /// <returns>True when one is at <paramref name="skipped"/>. False otherwise; up to <paramref name="skipped"/> there is none.</returns>
    private bool Search(ReadOnlySpan<byte> input, bool isFinal, out int skipped)
    {
        Span<byte> magic = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(magic, WartsRecordHeader.Magic);
        skipped = 0;
        while (true)
        {
            int next = input[skipped..].IndexOf(magic);
            if (next < 0)
            {
                skipped = isFinal ? input.Length : Math.Max(skipped, input.Length - 1);
                return false;
            }

            skipped += next;
            ReadOnlySpan<byte> here = input[skipped..];
            if (here.Length < HeaderLength)
            {
                skipped = isFinal ? input.Length : skipped;
                return false;
            }

            bool isCandidate = TryParseHeader(here, out WartsRecordHeader header, out _) && header.RecordType <= HighestKnownType;
            int length = HeaderLength + (int)header.BodyLength;
            if (isCandidate && !isFinal && here.Length < length + HeaderLength)
            {
                return false;
            }

            if (isCandidate && here.Length >= length && IsPlausible(here, header.RecordType, length))
            {
                return true;
            }

            skipped++;
        }
    }

    private bool IsPlausible(ReadOnlySpan<byte> here, ushort type, int length) =>
        here.Length == length || TryParseHeader(here[length..], out _, out _) || _decoder.IsSound(type, here[..length]);
}
