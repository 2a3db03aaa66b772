using System.IO.Compression;

namespace Vtnt.Probing.Pcap;

/// <summary>
/// Reads the frames of a capture, pcap or pcapng, gzip-compressed or not, from a file or any stream: forward only, in
/// memory that does not grow with the file.
/// </summary>
public sealed class CaptureReader : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly ICaptureDecoder _decoder;
    private bool _isDone;

    /// <summary>Reads from a stream, which need not be seekable.</summary>
    /// <param name="stream">The file's bytes from its beginning on.</param>
    /// <param name="leaveOpen">True to leave the stream open when the reader is disposed.</param>
    /// <exception cref="CaptureFormatException">The stream holds no capture, or is damaged already in its header.</exception>
    public CaptureReader(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
        var replay = new PrefixedStream(stream);
        bool isCompressed = replay.StartsWith([0x1F, 0x8B]);
        var buffer = new CaptureBuffer(isCompressed ? new GZipStream(replay, CompressionMode.Decompress, leaveOpen: true) : replay);
        _decoder = (ICaptureDecoder?)PcapDecoder.TryOpen(buffer)
            ?? PcapngDecoder.TryOpen(buffer)
            ?? throw new CaptureFormatException("The file is neither pcap nor pcapng.", 0);
    }

    /// <summary>The format of the file.</summary>
    public CaptureFormat Format => _decoder.Format;

    /// <summary>Reads the next frame, which is valid until the next call.</summary>
    /// <returns>False at the end of the file, and after damage was reported.</returns>
    /// <exception cref="CaptureFormatException">The file is damaged from here on.</exception>
    public bool TryRead(out CapturedFrame frame)
    {
        frame = default;
        if (_isDone)
        {
            return false;
        }

        _isDone = true; // stays so when reading throws
        _isDone = !_decoder.TryRead(out frame);
        return !_isDone;
    }

    /// <summary>Closes the stream, unless it is to stay open.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }
}
