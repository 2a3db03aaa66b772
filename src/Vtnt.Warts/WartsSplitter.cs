using System.Buffers;

namespace Vtnt.Warts;

/// <summary>
/// Cuts a warts file into pieces of whole records that can be read at the same time, on several threads: together they
/// give the records and the damages that one reader gives, in the same order. Each piece knows the lists and cycles in front
/// of it and its place in the file. Where records cannot be told apart by their lengths alone (damage, files with
/// addresses in records of their own), the rest of the file is the last piece.
/// </summary>
public sealed class WartsSplitter : IDisposable
{
    private const int HeaderLength = WartsRecordHeader.Length;

    private readonly WartsReaderOptions _options;
    private readonly int _pieceLength;
    private readonly bool _leaveOpen;
    private readonly WartsDecoder _tables;
    private readonly Stream _opened;
    private Stream _stream;
    private byte[] _buffer = [];
    private int _filled;
    private long _position;
    private InvalidDataException? _damage;
    private bool _isStarted, _isFinal, _isDone;

    /// <summary>A splitter at the start of a file.</summary>
    /// <param name="stream">Plain or gzip; read from where it is.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="pieceLength">Bytes in a piece, but for longer records and the last piece; at least 16.</param>
    /// <param name="leaveOpen">True leaves the stream open when the splitter is disposed.</param>
    public WartsSplitter(Stream stream, WartsReaderOptions? options = null, int pieceLength = 256 * 1024, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(pieceLength, 2 * HeaderLength);
        _options = options ?? new();
        _tables = new(_options);
        (_stream, _opened) = (stream, stream);
        (_pieceLength, _leaveOpen) = (pieceLength, leaveOpen);
    }

    /// <summary>True once <see cref="Next"/> gave a last piece that may read from the stream and be as long as the file.</summary>
    public bool IsAtRest { get; private set; }

    /// <summary>
    /// A reader of the next piece, which the caller disposes; null at the end. The last piece may read from the stream:
    /// it is to be read before the splitter is disposed.
    /// </summary>
    public WartsReader? Next()
    {
        if (_isDone)
        {
            return null;
        }

        WartsTables tables = _tables.CopyTables();
        int end = 0;
        while (true)
        {
            Fill();
            switch (Walk(ref end))
            {
                case FrameResult.Damaged:
                    return end > 0 ? Piece(end, tables) : Rest(tables);
                case FrameResult.End:
                    _isDone = true;
                    return end > 0 ? Piece(end, tables) : null;
                case FrameResult.NeedMore when end > 0:
                    return Piece(end, tables);
                case FrameResult.NeedMore when _damage is not null:
                    return Rest(tables);
                default:
                    Grow();
                    break;
            }
        }
    }

    /// <summary>Gives back the buffer and closes the input, unless it is to be left open.</summary>
    public void Dispose()
    {
        Return();
        if (_stream != _opened)
        {
            _stream.Dispose();
        }

        if (!_leaveOpen)
        {
            _opened.Dispose();
        }

        _isDone = true;
    }

    /// <summary>
    /// Passes over whole records, each followed by another header or the end of the input: then how a damage inside
    /// it is dealt with does not depend on what is not in the piece.
    /// </summary>
    private FrameResult Walk(ref int end)
    {
        ReadOnlySpan<byte> input = _buffer.AsSpan(0, _filled);
        while (true)
        {
            if (end == _filled)
            {
                return _isFinal ? FrameResult.End : FrameResult.NeedMore;
            }

            if (!IsSplittable(input[end..], out WartsRecordHeader header))
            {
                return input.Length - end < HeaderLength && !_isFinal ? FrameResult.NeedMore : FrameResult.Damaged;
            }

            long next = end + HeaderLength + (long)header.BodyLength;
            if (next + HeaderLength > _filled && (next != _filled || !_isFinal))
            {
                return _isFinal ? FrameResult.Damaged : FrameResult.NeedMore;
            }

            if (next != _filled && !WartsRecordHeader.TryParse(input[(int)next..], out _))
            {
                return FrameResult.Damaged;
            }

            Note(header.RecordType, input[end..(int)next]);
            end = (int)next;
        }
    }

    private bool IsSplittable(ReadOnlySpan<byte> input, out WartsRecordHeader header) =>
        WartsRecordHeader.TryParse(input, out header) && header.BodyLength <= (uint)_options.MaxRecordLength
        && header.RecordType != (int)WartsRecordType.Address;

    /// <summary>Remembers what later pieces refer to.</summary>
    private void Note(ushort type, ReadOnlySpan<byte> record)
    {
        if (type > (int)WartsRecordType.CycleStop)
        {
            return;
        }

        try
        {
            _tables.TryRead(ref record, out _, isFinal: true);
        }
        catch (WartsFormatException)
        {
            // Whoever reads the piece meets the same damage and reports it; later pieces do without the record too.
        }
    }

    private WartsReader Piece(int length, WartsTables tables)
    {
        byte[] piece = _buffer;
        int left = _filled - length;
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(_pieceLength, left));
        piece.AsSpan(length, left).CopyTo(_buffer);
        _filled = left;
        long start = _position;
        _position += length;
        return new(piece, length, rest: null, new WartsDecoder(_options, tables, start));
    }

    private WartsReader Rest(WartsTables tables)
    {
        _isDone = true;
        IsAtRest = true;
        byte[] rest = _buffer;
        _buffer = [];
        return new(rest, _filled, _damage is null ? _stream : new BrokenStream(_damage), new WartsDecoder(_options, tables, _position));
    }

    private void Fill()
    {
        if (_buffer.Length == 0)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(_pieceLength);
        }

        try
        {
            while (!_isFinal && _damage is null && _filled < _buffer.Length)
            {
                int wanted = _buffer.Length - _filled;
                wanted = _stream == _opened ? wanted : Math.Min(wanted, WartsReader.UnpackedAtOnce);
                int count = _stream.Read(_buffer.AsSpan(_filled, wanted));
                _filled += count;
                _isFinal = count == 0;
                Start();
            }
        }
        catch (InvalidDataException damage)
        {
            // What was unpacked is read first; the reader of the last piece meets the damage again and reports it.
            _damage = damage;
        }
    }

    /// <summary>Unpacks what turns out to be compressed.</summary>
    private void Start()
    {
        if (_isStarted || (_filled < 2 && !_isFinal))
        {
            return;
        }

        _isStarted = true;
        if (WartsReader.IsGzip(_buffer.AsSpan(0, _filled)))
        {
            _stream = WartsReader.Unpack(_buffer.AsSpan(0, _filled).ToArray(), _stream);
            (_filled, _isFinal) = (0, false);
        }
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        Return();
        _buffer = larger;
    }

    private void Return()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }
}
