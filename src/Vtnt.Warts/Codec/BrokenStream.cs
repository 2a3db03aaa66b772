namespace Vtnt.Warts;

/// <summary>What is left of compressed data that turned out to be damaged: every attempt to read it fails in the same way.</summary>
internal sealed class BrokenStream(InvalidDataException damage) : Stream
{
    private readonly InvalidDataException _damage = damage;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidDataException(_damage.Message, _damage);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
