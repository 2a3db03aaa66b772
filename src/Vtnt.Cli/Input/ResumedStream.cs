namespace Vtnt.Cli;

/// <summary>A stream whose first bytes were looked at already: they come first, then the rest. Read only, forward only.</summary>
/// <param name="front">The first bytes.</param>
/// <param name="rest">Gives the bytes behind them.</param>
/// <param name="fills">True to give as many bytes as are asked for while there are any, as some readers expect.</param>
internal sealed class ResumedStream(ReadOnlyMemory<byte> front, Stream rest, bool fills) : Stream
{
    private readonly Stream _rest = rest;
    private ReadOnlyMemory<byte> _front = front;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _front.Length);
        _front.Span[..count].CopyTo(buffer);
        _front = _front[count..];
        count += fills ? _rest.ReadAtLeast(buffer[count..], buffer.Length - count, throwOnEndOfStream: false) : count > 0 ? 0 : _rest.Read(buffer);
        _position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
