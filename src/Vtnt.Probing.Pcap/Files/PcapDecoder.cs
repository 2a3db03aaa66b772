using System.Buffers.Binary;

namespace Vtnt.Probing.Pcap;

/// <summary>Classic libpcap files, in both byte orders, with microseconds or nanoseconds (draft-ietf-opsawg-pcap).</summary>
internal sealed class PcapDecoder : ICaptureDecoder
{
    private readonly CaptureBuffer _buffer;
    private readonly bool _isBigEndian;
    private readonly int _nanosecondsPerUnit;
    private readonly LinkType _linkType;
    private int _consume;

    private PcapDecoder(CaptureBuffer buffer, bool isBigEndian, bool hasNanoseconds)
    {
        _buffer = buffer;
        _isBigEndian = isBigEndian;
        _nanosecondsPerUnit = hasNanoseconds ? 1 : 1000;
        Format = hasNanoseconds ? CaptureFormat.PcapNanoseconds : CaptureFormat.Pcap;
        // The upper half of the field holds the length of the frame check sequence, not the type.
        _linkType = (LinkType)(ReadUInt32(buffer.Peek(Field.FileHeaderLength)[Field.LinkType..]) & 0xFFFF);
        buffer.Skip(Field.FileHeaderLength);
    }

    /// <inheritdoc/>
    public CaptureFormat Format { get; }

    /// <summary>A decoder when the buffer begins with a file header of this format, else null.</summary>
    internal static PcapDecoder? TryOpen(CaptureBuffer buffer)
    {
        if (!buffer.TryFill(Field.FileHeaderLength))
        {
            return null;
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(buffer.Peek(4)) switch
        {
            Magic.Microseconds => new(buffer, isBigEndian: false, hasNanoseconds: false),
            Magic.Nanoseconds => new(buffer, isBigEndian: false, hasNanoseconds: true),
            Magic.SwappedMicroseconds => new(buffer, isBigEndian: true, hasNanoseconds: false),
            Magic.SwappedNanoseconds => new(buffer, isBigEndian: true, hasNanoseconds: true),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public bool TryRead(out CapturedFrame frame)
    {
        frame = default;
        _buffer.Skip(_consume);
        _consume = 0;
        if (_buffer.IsAtEnd)
        {
            return false;
        }

        if (!_buffer.TryFill(Field.RecordHeaderLength))
        {
            throw new CaptureFormatException("The file ends within the header of a packet.", _buffer.Offset);
        }

        ReadOnlySpan<byte> header = _buffer.Peek(Field.RecordHeaderLength);
        uint seconds = ReadUInt32(header);
        uint fraction = ReadUInt32(header[Field.Fraction..]);
        uint length = ReadUInt32(header[Field.CapturedLength..]);
        uint originalLength = ReadUInt32(header[Field.OriginalLength..]);
        if (length > CaptureFile.MaxFrameLength)
        {
            throw new CaptureFormatException($"A packet claims {length} captured bytes, more than any capture has.", _buffer.Offset);
        }

        int total = Field.RecordHeaderLength + (int)length;
        if (!_buffer.TryFill(total))
        {
            throw new CaptureFormatException("The file ends within a packet.", _buffer.Offset);
        }

        var time = new Timestamp((seconds * 1_000_000_000L) + ((long)fraction * _nanosecondsPerUnit));
        frame = new(_linkType, _buffer.Peek(total)[Field.RecordHeaderLength..], (int)Math.Min(originalLength, int.MaxValue), time);
        _consume = total;
        return true;
    }

    private uint ReadUInt32(ReadOnlySpan<byte> bytes) =>
        _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static class Magic
    {
        internal const uint Microseconds = 0xA1B2C3D4, Nanoseconds = 0xA1B23C4D,
            SwappedMicroseconds = 0xD4C3B2A1, SwappedNanoseconds = 0x4D3CB2A1;
    }

    private static class Field
    {
        internal const int LinkType = 20, FileHeaderLength = 24;
        internal const int Fraction = 4, CapturedLength = 8, OriginalLength = 12, RecordHeaderLength = 16;
    }
}
