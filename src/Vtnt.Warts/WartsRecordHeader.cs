using System.Buffers.Binary;

namespace Vtnt.Warts;

/// <summary>
/// The eight bytes in front of every record of a warts file: magic number, record type, length of the body. All
/// numbers are big-endian in the file and in host order here.
/// </summary>
internal readonly record struct WartsRecordHeader
{
    /// <summary>Length of the header itself, in bytes.</summary>
    internal const int Length = 8;

    internal const ushort Magic = 0x1205;

    private WartsRecordHeader(ushort recordType, uint bodyLength)
    {
        RecordType = recordType;
        BodyLength = bodyLength;
    }

    /// <summary>Number of the record type, 1 to 65535: 1 list, 6 trace, 7 ping, … A reader skips those it does not know.</summary>
    internal ushort RecordType { get; }

    /// <summary>Bytes that follow the header and belong to this record, 0 to 2³²−1.</summary>
    internal uint BodyLength { get; }

    /// <summary>
    /// Reads the header at the start of <paramref name="source"/>. False when there are fewer than
    /// <see cref="Length"/> bytes, the magic number is wrong, or the type is 0, which no writer emits.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<byte> source, out WartsRecordHeader header)
    {
        header = default;
        if (source.Length < Length || BinaryPrimitives.ReadUInt16BigEndian(source) != Magic)
        {
            return false;
        }

        ushort recordType = BinaryPrimitives.ReadUInt16BigEndian(source[Field.RecordType..]);
        if (recordType == 0)
        {
            return false;
        }

        header = new WartsRecordHeader(recordType, BinaryPrimitives.ReadUInt32BigEndian(source[Field.BodyLength..]));
        return true;
    }

    private static class Field
    {
        internal const int RecordType = 2, BodyLength = 4;
    }
}
