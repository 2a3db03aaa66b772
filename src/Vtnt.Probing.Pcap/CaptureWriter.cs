using System.Buffers.Binary;

namespace Vtnt.Probing.Pcap;

/// <summary>
/// Writes a capture of whole IP packets: classic pcap with nanoseconds and raw IP frames, little-endian, as every
/// reader of captures opens it.
/// </summary>
public sealed class CaptureWriter : IDisposable
{
    private const int RecordHeaderLength = 16;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;

    /// <summary>Starts a capture by writing its file header.</summary>
    /// <param name="stream">Where to write; a buffering one is best, every packet is two writes.</param>
    /// <param name="leaveOpen">True to leave the stream open when the writer is disposed.</param>
    public CaptureWriter(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B23C4D);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], CaptureFile.MaxFrameLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], (uint)LinkType.Raw);
        _stream.Write(header);
    }

    /// <summary>Packets written.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a packet.</summary>
    /// <param name="packet">A whole IP packet.</param>
    /// <param name="time">When it was sent or received: from 1970 to 2106, which is what the format can hold.</param>
    /// <exception cref="ArgumentOutOfRangeException">The packet is too long, or its time not within the format's range.</exception>
    public void Write(ReadOnlySpan<byte> packet, Timestamp time)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(packet.Length, CaptureFile.MaxFrameLength, nameof(packet));
        (long seconds, long nanoseconds) = Math.DivRem(time.Nanoseconds, 1_000_000_000);
        if (time.Nanoseconds < 0 || seconds > uint.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "A capture holds times from 1970 to 2106.");
        }

        Span<byte> header = stackalloc byte[RecordHeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)nanoseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)packet.Length);
        _stream.Write(header);
        _stream.Write(packet);
        Count++;
    }

    /// <summary>Hands everything written to the stream's target.</summary>
    public void Flush() => _stream.Flush();

    /// <summary>Flushes, and closes the stream unless it is to stay open.</summary>
    public void Dispose()
    {
        _stream.Flush();
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }
}
