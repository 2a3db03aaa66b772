namespace Vtnt.Probing.Pcap;

/// <summary>A capture file is not one, or is damaged from some point on. What was read before that point stands.</summary>
public sealed class CaptureFormatException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong, one sentence.</param>
    /// <param name="offset">Where, in bytes from the start of the (unpacked) file.</param>
    /// <param name="innerException">What a decompressor said, if that is the cause.</param>
    public CaptureFormatException(string message, long offset, Exception? innerException = null)
        : base(message, innerException) => Offset = offset;

    /// <summary>Where the damage begins, in bytes from the start of the (unpacked) file.</summary>
    public long Offset { get; }
}
