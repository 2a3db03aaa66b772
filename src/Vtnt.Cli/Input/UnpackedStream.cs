namespace Vtnt.Cli;

/// <summary>
/// Unpacked bytes. Whatever is wrong with the packed ones is an <see cref="InvalidDataException"/>, as in the framework.
/// </summary>
/// <param name="packed">The packed bytes.</param>
/// <param name="open">Makes what unpacks them; may fail like reading.</param>
/// <param name="isDamage">True for what the unpacker throws at damage.</param>
internal sealed class UnpackedStream(Stream packed, Func<Stream, Stream> open, Func<Exception, bool> isDamage) : Stream
{
    /// <summary>Where the data turns out to be damaged, what the same call unpacked is lost: so little is asked for at once.</summary>
    private const int UnpackedAtOnce = 4096;

    private readonly Stream _packed = packed;
    private readonly Func<Stream, Stream> _open = open;
    private readonly Func<Exception, bool> _isDamage = isDamage;
    private Stream? _unpacked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            _unpacked ??= _open(_packed);
            return _unpacked.Read(buffer, offset, Math.Min(count, UnpackedAtOnce));
        }
        catch (Exception failure) when (_isDamage(failure))
        {
            throw new InvalidDataException("The compressed data is damaged or cut short.", failure);
        }
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
            _unpacked?.Dispose();
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }
}
