namespace Vtnt.Probing.Pcap;

/// <summary>The bytes of a capture file as far as they are needed: a window that slides over a stream.</summary>
internal sealed class CaptureBuffer(Stream stream)
{
    private byte[] _bytes = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>How far the file has been read, in bytes.</summary>
    internal long Offset { get; private set; }

    /// <summary>True when not a single byte is left.</summary>
    internal bool IsAtEnd => !TryFill(1);

    /// <summary>Makes <paramref name="count"/> bytes available; false when the file ends before.</summary>
    /// <exception cref="CaptureFormatException">The file is compressed, and damaged.</exception>
    internal bool TryFill(int count)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        MakeRoom(count);
        while (_end - _start < count)
        {
            int read = ReadMore();
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    /// <summary>The next <paramref name="count"/> bytes, which have been made available.</summary>
    internal ReadOnlySpan<byte> Peek(int count) => _bytes.AsSpan(_start, count);

    /// <summary>Goes on behind <paramref name="count"/> bytes, which have been made available.</summary>
    internal void Skip(int count)
    {
        _start += count;
        Offset += count;
    }

    private int ReadMore()
    {
        try
        {
            return stream.Read(_bytes.AsSpan(_end));
        }
        catch (InvalidDataException exception)
        {
            throw new CaptureFormatException("The compressed file is damaged.", Offset + (_end - _start), exception);
        }
    }

    private void MakeRoom(int count)
    {
        int held = _end - _start;
        if (count > _bytes.Length)
        {
            byte[] larger = new byte[Math.Max(count, _bytes.Length * 2)];
            _bytes.AsSpan(_start, held).CopyTo(larger);
            _bytes = larger;
        }
        else
        {
            _bytes.AsSpan(_start, held).CopyTo(_bytes);
        }

        _start = 0;
        _end = held;
    }
}
