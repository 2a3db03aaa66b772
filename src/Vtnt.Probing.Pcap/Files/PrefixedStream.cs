namespace Vtnt.Probing.Pcap;

/// <summary>A stream whose first bytes were looked at and are read again.</summary>
internal sealed class PrefixedStream(Stream inner) : Stream
{
    private readonly byte[] _prefix = new byte[2];
    private int _start;
    private int _end;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>True when the stream begins with these two bytes; to be asked before anything is read.</summary>
    internal bool StartsWith(ReadOnlySpan<byte> magic)
    {
        _end = inner.ReadAtLeast(_prefix, _prefix.Length, throwOnEndOfStream: false);
        return _prefix.AsSpan(0, _end).SequenceEqual(magic);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            return inner.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _prefix.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
