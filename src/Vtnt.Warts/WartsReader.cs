using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Vtnt.Warts;

/// <summary>
/// Reads the records of a warts file one after the other, plain or compressed with gzip (all members). Forward only;
/// memory does not grow with the file but only with its longest record.
/// </summary>
public sealed class WartsReader : IDisposable, IAsyncDisposable
{
    /// <summary>
    /// Where compressed data turns out to be damaged, what was unpacked by the same call is lost: so little is asked for
    /// at once.
    /// </summary>
    internal const int UnpackedAtOnce = 4096;

    private const int FirstBufferLength = 64 * 1024;

    private readonly WartsDecoder _decoder;
    private readonly bool _leaveOpen;
    private Stream? _stream;
    private Stream? _opened;
    private byte[]? _rented;
    private ReadOnlyMemory<byte> _unread;
    private bool _isStarted, _isFinal;

    /// <summary>A reader of a stream.</summary>
    /// <param name="stream">Plain or gzip; read from where it is.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="leaveOpen">True leaves the stream open when the reader is disposed.</param>
    public WartsReader(Stream stream, WartsReaderOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(stream));
        }

        _decoder = new(options);
        _stream = _opened = stream;
        _leaveOpen = leaveOpen;
    }

    /// <summary>A reader of a pipe, which it completes when it is disposed. Read with the asynchronous methods.</summary>
    /// <param name="pipe">Plain or gzip.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    public WartsReader(PipeReader pipe, WartsReaderOptions? options = null)
        : this((pipe ?? throw new ArgumentNullException(nameof(pipe))).AsStream(), options)
    {
    }

    /// <summary>A reader of memory, which is not copied.</summary>
    /// <param name="file">The whole file, plain or gzip.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    public WartsReader(ReadOnlyMemory<byte> file, WartsReaderOptions? options = null)
    {
        _decoder = new(options);
        if (IsGzip(file.Span))
        {
            _stream = new PrefixedStream(file, Stream.Null);
            return;
        }

        _unread = file;
        _isStarted = _isFinal = true;
    }

    /// <summary>A reader of a piece of a file: rented memory first, then a stream that stays open, if any.</summary>
    internal WartsReader(byte[] rented, int length, Stream? rest, WartsDecoder decoder)
    {
        (_decoder, _rented, _unread) = (decoder, rented, rented.AsMemory(0, length));
        (_stream, _opened, _leaveOpen) = (rest, rest, true);
        (_isStarted, _isFinal) = (true, rest is null);
    }

    /// <summary>File offset of the next record; of the uncompressed data where the file is compressed.</summary>
    public long Position => _decoder.Position;

    /// <summary>The lists met so far, by their number in the file.</summary>
    public IReadOnlyDictionary<uint, WartsListRecord> Lists => _decoder.Lists;

    /// <summary>The cycles met so far, by their number in the file.</summary>
    public IReadOnlyDictionary<uint, WartsCycleRecord> Cycles => _decoder.Cycles;

    /// <summary>The next record, or null at the end.</summary>
    /// <exception cref="WartsFormatException">The file is damaged here; the next call goes on behind the damage.</exception>
    public WartsRecord? Read()
    {
        while (true)
        {
            if (TryDecode(out WartsRecord? record))
            {
                return record;
            }

            if (_isFinal)
            {
                return null;
            }

            Fill();
        }
    }

    /// <summary>The next record, or null at the end.</summary>
    /// <exception cref="WartsFormatException">The file is damaged here; the next call goes on behind the damage.</exception>
    public async ValueTask<WartsRecord?> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (TryDecode(out WartsRecord? record))
            {
                return record;
            }

            if (_isFinal)
            {
                return null;
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Visits the next record; false at the end. Nothing is allocated for traces and pings.
    /// </summary>
    /// <exception cref="WartsFormatException">The file is damaged here; the next call goes on behind the damage.</exception>
    public bool Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : IWartsVisitor, allows ref struct
    {
        while (true)
        {
            ReadOnlySpan<byte> input = _unread.Span;
            int length = input.Length;
            try
            {
                if (_isStarted && _decoder.TryVisit(ref input, ref visitor, _isFinal))
                {
                    return true;
                }
            }
            finally
            {
                _unread = _unread[(length - input.Length)..];
            }

            if (_isFinal)
            {
                return false;
            }

            Fill();
        }
    }

    /// <summary>Gives back the buffer and closes the input, unless it is to be left open.</summary>
    public void Dispose()
    {
        Release();
        if (_stream != _opened)
        {
            _stream?.Dispose();
        }

        if (!_leaveOpen)
        {
            _opened?.Dispose();
        }

        _stream = _opened = null;
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        Release();
        if (_stream is not null && _stream != _opened)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }

        if (_opened is not null && !_leaveOpen)
        {
            await _opened.DisposeAsync().ConfigureAwait(false);
        }

        _stream = _opened = null;
    }

    internal static bool IsGzip(ReadOnlySpan<byte> file) => file.Length >= 2 && file[0] == 0x1F && file[1] == 0x8B;

    /// <summary>Unpacks a stream whose first bytes were already read.</summary>
    internal static GZipStream Unpack(byte[] front, Stream rest) => new(new PrefixedStream(front, rest), CompressionMode.Decompress);

    private bool TryDecode(out WartsRecord? record)
    {
        record = null;
        ReadOnlySpan<byte> input = _unread.Span;
        int length = input.Length;
        try
        {
            return _isStarted && _decoder.TryRead(ref input, out record, _isFinal);
        }
        finally
        {
            _unread = _unread[(length - input.Length)..];
        }
    }

    private void Fill()
    {
        Memory<byte> free = Cautiously(MakeRoom());
        try
        {
            Take(free, _stream!.Read(free.Span));
        }
        catch (InvalidDataException damage)
        {
            throw Stop(damage);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        Memory<byte> free = Cautiously(MakeRoom());
        try
        {
            Take(free, await _stream!.ReadAsync(free, cancellationToken).ConfigureAwait(false));
        }
        catch (InvalidDataException damage)
        {
            throw Stop(damage);
        }
    }

    private Memory<byte> Cautiously(Memory<byte> free) => _stream == _opened ? free : free[..Math.Min(free.Length, UnpackedAtOnce)];

    /// <summary>The compressed data cannot be read on: what was unpacked is all there is.</summary>
    private WartsFormatException Stop(InvalidDataException damage)
    {
        _isFinal = true;
        return new(_decoder.Position + _unread.Length, "the compressed data is damaged or cut short", damage);
    }

    /// <summary>The unread bytes at the front of the buffer, and free space behind them.</summary>
    private Memory<byte> MakeRoom()
    {
        ObjectDisposedException.ThrowIf(_stream is null, this);
        int needed = _unread.Length + 1;
        if (_rented is null || needed > _rented.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBufferLength, 2 * _unread.Length));
            _unread.CopyTo(larger);
            Release();
            _rented = larger;
        }
        else
        {
            _unread.Span.CopyTo(_rented);
        }

        _unread = _rented.AsMemory(0, needed - 1);
        return _rented.AsMemory(needed - 1);
    }

    private void Take(Memory<byte> free, int count)
    {
        _unread = _rented.AsMemory(0, _unread.Length + count);
        _isFinal = count == 0;
        if (_isStarted || (_unread.Length < 2 && !_isFinal))
        {
            return;
        }

        _isStarted = true;
        if (IsGzip(_unread.Span))
        {
            _stream = Unpack(_unread.ToArray(), _stream!);
            _unread = default;
            _isFinal = false;
        }
    }

    private void Release()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }
    }
}
