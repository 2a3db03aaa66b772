namespace Vtnt.Probing.Pcap;

/// <summary>Reads the frames of one capture format.</summary>
internal interface ICaptureDecoder
{
    /// <summary>Which format.</summary>
    CaptureFormat Format { get; }

    /// <summary>Reads the next frame; false at the end of the file.</summary>
    /// <exception cref="CaptureFormatException">The file is damaged from here on.</exception>
    bool TryRead(out CapturedFrame frame);
}
