using SharpCompress.Common;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;

namespace Vtnt.Cli;

/// <summary>Unpacks what the libraries do not unpack themselves: bzip2 and xz, recognised by their first bytes.</summary>
internal static class CompressedInput
{
    /// <summary>Bytes that are needed to recognise a format.</summary>
    internal const int MagicLength = 6;

    /// <summary>True for a file name that promises compressed content.</summary>
    internal static bool HasCompressedName(string path) => Path.GetExtension(path) is ".gz" or ".bz2" or ".xz";

    /// <summary>True when the first bytes are those of bzip2 or xz.</summary>
    internal static bool IsPacked(ReadOnlySpan<byte> front) => front is [(byte)'B', (byte)'Z', (byte)'h', ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00];

    /// <summary>The stream itself, or one that unpacks it.</summary>
    /// <param name="stream">A stream that starts with <paramref name="front"/>.</param>
    /// <param name="front">Its first bytes, as many as there are up to <see cref="MagicLength"/>.</param>
    internal static Stream Unpack(Stream stream, ReadOnlySpan<byte> front) => front switch
    {
        [(byte)'B', (byte)'Z', (byte)'h', ..] => new UnpackedStream(() => BZip2Stream.Create(stream, CompressionMode.Decompress, true, false, false), stream),
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00] => new UnpackedStream(() => new XZStream(stream), stream),
        _ => stream,
    };

    /// <summary>Unpacked bytes. Whatever is wrong with the packed ones is an <see cref="InvalidDataException"/>, as in the framework.</summary>
    private sealed class UnpackedStream(Func<Stream> open, Stream packed) : Stream
    {
        /// <summary>Where the data turns out to be damaged, what the same call unpacked is lost: so little is asked for at once.</summary>
        private const int UnpackedAtOnce = 4096;

        private readonly Func<Stream> _open = open;
        private readonly Stream _packed = packed;
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
                _unpacked ??= _open();
                return _unpacked.Read(buffer, offset, Math.Min(count, UnpackedAtOnce));
            }
            catch (Exception failure) when (failure is SharpCompressException or EndOfStreamException or ArgumentException
                or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or OverflowException or NotSupportedException)
            {
                // SharpCompress meets damage with whatever its code runs into.
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
}
