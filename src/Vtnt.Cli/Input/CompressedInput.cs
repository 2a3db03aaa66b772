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
    internal static bool IsPacked(ReadOnlySpan<byte> front) =>
        front is [(byte)'B', (byte)'Z', (byte)'h', ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00];

    /// <summary>The stream itself, or one that unpacks it.</summary>
    /// <param name="stream">A stream that starts with <paramref name="front"/>.</param>
    /// <param name="front">Its first bytes, as many as there are up to <see cref="MagicLength"/>.</param>
    internal static Stream Unpack(Stream stream, ReadOnlySpan<byte> front) => front switch
    {
        [(byte)'B', (byte)'Z', (byte)'h', ..] =>
            new UnpackedStream(stream, packed => BZip2Stream.Create(packed, CompressionMode.Decompress, true, false, false), IsDamage),
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00] => new UnpackedStream(stream, packed => new XZStream(packed), IsDamage),
        _ => stream,
    };

    /// <summary>SharpCompress meets damage with whatever its code runs into.</summary>
    private static bool IsDamage(Exception failure) => failure is SharpCompressException or EndOfStreamException or ArgumentException
        or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or OverflowException or NotSupportedException;
}
