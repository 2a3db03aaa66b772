using System.Buffers.Binary;

namespace Vtnt.Probing.Pcap;

/// <summary>
/// pcapng files (draft-ietf-opsawg-pcapng): sections in either byte order, several interfaces, enhanced, simple and
/// the obsolete packet blocks. Blocks of other types are passed over.
/// </summary>
internal sealed class PcapngDecoder : ICaptureDecoder
{
    private const int MaxBlockLength = 1 << 24, MaxInterfaces = 1 << 16, MinBlockLength = 12;
    private const uint SectionHeaderType = 0x0A0D0D0A, ByteOrderMagic = 0x1A2B3C4D, SwappedByteOrderMagic = 0x4D3C2B1A;

    private readonly CaptureBuffer _buffer;
    private readonly List<PcapngInterface> _interfaces = [];
    private bool _isBigEndian;
    private int _consume;

    private PcapngDecoder(CaptureBuffer buffer) => _buffer = buffer;

    /// <inheritdoc/>
    public CaptureFormat Format => CaptureFormat.Pcapng;

    /// <summary>A decoder when the buffer begins with a section header, else null.</summary>
    internal static PcapngDecoder? TryOpen(CaptureBuffer buffer) =>
        buffer.TryFill(MinBlockLength) && BinaryPrimitives.ReadUInt32BigEndian(buffer.Peek(4)) == SectionHeaderType
        && BinaryPrimitives.ReadUInt32BigEndian(buffer.Peek(12)[8..]) is ByteOrderMagic or SwappedByteOrderMagic
            ? new(buffer)
            : null;

    /// <inheritdoc/>
    public bool TryRead(out CapturedFrame frame)
    {
        frame = default;
        while (true)
        {
            _buffer.Skip(_consume);
            _consume = 0;
            if (_buffer.IsAtEnd)
            {
                return false;
            }

            ReadOnlySpan<byte> block = ReadBlock(out uint type);
            switch (type)
            {
                case SectionHeaderType:
                    _interfaces.Clear();
                    break;
                case BlockType.InterfaceDescription:
                    AddInterface(block);
                    break;
                case BlockType.EnhancedPacket:
                    frame = ReadPacket(block, ReadUInt32(block), Field.EnhancedTime);
                    return true;
                case BlockType.ObsoletePacket:
                    frame = ReadPacket(block, ReadUInt16(block), Field.EnhancedTime);
                    return true;
                case BlockType.SimplePacket:
                    frame = ReadSimplePacket(block);
                    return true;
                default:
                    break;
            }
        }
    }

    /// <summary>The body of the next block; it stays in the buffer until the next call.</summary>
    private ReadOnlySpan<byte> ReadBlock(out uint type)
    {
        if (!_buffer.TryFill(MinBlockLength))
        {
            throw new CaptureFormatException("The file ends within the header of a block.", _buffer.Offset);
        }

        ReadOnlySpan<byte> start = _buffer.Peek(MinBlockLength);
        if (BinaryPrimitives.ReadUInt32BigEndian(start) == SectionHeaderType)
        {
            _isBigEndian = BinaryPrimitives.ReadUInt32BigEndian(start[8..]) switch
            {
                ByteOrderMagic => true,
                SwappedByteOrderMagic => false,
                _ => throw new CaptureFormatException("A section has no byte-order magic.", _buffer.Offset),
            };
        }

        type = ReadUInt32(start);
        uint length = ReadUInt32(start[4..]);
        if (length is < MinBlockLength or > MaxBlockLength || length % 4 != 0)
        {
            throw new CaptureFormatException($"A block claims an impossible length of {length} bytes.", _buffer.Offset);
        }

        int least = BlockType.MinBodyLength(type);
        if (!_buffer.TryFill((int)length))
        {
            throw new CaptureFormatException("The file ends within a block.", _buffer.Offset);
        }

        _consume = (int)length;
        ReadOnlySpan<byte> block = _buffer.Peek((int)length);
        if (length - MinBlockLength < least || ReadUInt32(block[^4..]) != length)
        {
            throw new CaptureFormatException("A block's length contradicts its content.", _buffer.Offset);
        }

        return block[8..^4];
    }

    private void AddInterface(ReadOnlySpan<byte> body)
    {
        if (_interfaces.Count == MaxInterfaces)
        {
            throw new CaptureFormatException("A section has more interfaces than any host.", _buffer.Offset);
        }

        ulong unitsPerSecond = 1_000_000;
        long offsetSeconds = 0;
        ReadOnlySpan<byte> options = body[Field.InterfaceOptions..];
        while (options.Length >= 4)
        {
            ushort code = ReadUInt16(options);
            int length = ReadUInt16(options[2..]);
            int padded = 4 + ((length + 3) & ~3);
            if (code == Option.End || padded > options.Length)
            {
                break;
            }

            ReadOnlySpan<byte> value = options.Slice(4, length);
            unitsPerSecond = code == Option.Resolution && length == 1 ? ToUnitsPerSecond(value[0]) : unitsPerSecond;
            offsetSeconds = code == Option.Offset && length == 8 ? ReadInt64(value) : offsetSeconds;
            options = options[padded..];
        }

        _interfaces.Add(new((LinkType)ReadUInt16(body), ReadUInt32(body[Field.SnapLength..]), unitsPerSecond, offsetSeconds));
    }

    /// <summary>A negative power of ten, or of two when the high bit is set; no clock is finer than either limit.</summary>
    private ulong ToUnitsPerSecond(byte resolution)
    {
        int exponent = resolution & 0x7F;
        bool isBinary = (resolution & 0x80) != 0;
        if (exponent > (isBinary ? 63 : 19))
        {
            throw new CaptureFormatException("An interface has an impossible time resolution.", _buffer.Offset);
        }

        ulong units = 1;
        for (int i = 0; i < exponent; i++)
        {
            units *= isBinary ? 2u : 10u;
        }

        return units;
    }

    private CapturedFrame ReadPacket(ReadOnlySpan<byte> body, uint index, int timeOffset)
    {
        PcapngInterface source = Interface(index);
        ulong units = ((ulong)ReadUInt32(body[timeOffset..]) << 32) | ReadUInt32(body[(timeOffset + 4)..]);
        uint length = ReadUInt32(body[Field.EnhancedCapturedLength..]);
        uint originalLength = ReadUInt32(body[Field.EnhancedOriginalLength..]);
        return Frame(source, body[Field.EnhancedBytes..], length, originalLength, source.ToTimestamp(units));
    }

    private CapturedFrame ReadSimplePacket(ReadOnlySpan<byte> body)
    {
        PcapngInterface source = Interface(0);
        uint originalLength = ReadUInt32(body);
        uint limit = source.SnapLength == 0 ? uint.MaxValue : source.SnapLength;
        uint length = Math.Min(Math.Min(originalLength, limit), (uint)(body.Length - 4));
        return Frame(source, body[4..], length, originalLength, default);
    }

    private CapturedFrame Frame(PcapngInterface source, ReadOnlySpan<byte> bytes, uint length, uint originalLength, Timestamp time) =>
        length > bytes.Length || length > CaptureFile.MaxFrameLength
            ? throw new CaptureFormatException($"A packet claims {length} captured bytes, more than its block has.", _buffer.Offset)
            : new(source.LinkType, bytes[..(int)length], (int)Math.Min(originalLength, int.MaxValue), time);

    private PcapngInterface Interface(uint index) =>
        index < _interfaces.Count
            ? _interfaces[(int)index]
            : throw new CaptureFormatException("A packet names an interface that was not described.", _buffer.Offset);

    private ushort ReadUInt16(ReadOnlySpan<byte> bytes) =>
        _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint ReadUInt32(ReadOnlySpan<byte> bytes) =>
        _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private long ReadInt64(ReadOnlySpan<byte> bytes) =>
        _isBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);

    private static class BlockType
    {
        internal const uint InterfaceDescription = 1, ObsoletePacket = 2, SimplePacket = 3, EnhancedPacket = 6;

        /// <summary>The fixed part of a block's body; checked once, so that its fields need no further check.</summary>
        internal static int MinBodyLength(uint type) => type switch
        {
            SectionHeaderType => 16,
            InterfaceDescription => Field.InterfaceOptions,
            SimplePacket => 4,
            EnhancedPacket or ObsoletePacket => Field.EnhancedBytes,
            _ => 0,
        };
    }

    private static class Option
    {
        internal const ushort End = 0, Resolution = 9, Offset = 14;
    }

    private static class Field
    {
        internal const int SnapLength = 4, InterfaceOptions = 8;
        internal const int EnhancedTime = 4, EnhancedCapturedLength = 12, EnhancedOriginalLength = 16, EnhancedBytes = 20;
    }
}
