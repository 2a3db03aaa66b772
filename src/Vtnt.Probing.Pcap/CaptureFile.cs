namespace Vtnt.Probing.Pcap;

/// <summary>Captures as files, see <see cref="CaptureReader"/> and <see cref="CaptureWriter"/>.</summary>
public static class CaptureFile
{
    /// <summary>The longest frame a capture may hold, in bytes: libpcap's own limit.</summary>
    public const int MaxFrameLength = 262_144;

    /// <summary>Opens a pcap or pcapng file, gzip-compressed or not.</summary>
    /// <exception cref="CaptureFormatException">The file is no capture, or damaged already in its header.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CaptureReader OpenRead(string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            return new CaptureReader(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Creates a capture, or replaces one.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static CaptureWriter Create(string path) =>
        new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16));
}
