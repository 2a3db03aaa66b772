using System.Buffers.Binary;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>Makes capture files byte by byte, independently of the writer under test.</summary>
internal static class CaptureBytes
{
    internal static byte[] Pcap(int linkType, uint magic, bool isBigEndian, params (uint Seconds, uint Fraction, byte[] Bytes)[] frames)
    {
        var file = new List<byte>();
        Add(file, isBigEndian, magic, 2, 4);
        Add(file, isBigEndian, 4, 0, 0, 65535, (uint)linkType);
        foreach ((uint seconds, uint fraction, byte[] bytes) in frames)
        {
            Add(file, isBigEndian, 4, seconds, fraction, (uint)bytes.Length, (uint)bytes.Length);
            file.AddRange(bytes);
        }

        return [.. file];
    }

    internal static byte[] Pcapng(bool isBigEndian, params byte[][] blocks) =>
        [.. Block(isBigEndian, 0x0A0D0D0A, Words(isBigEndian, 0x1A2B3C4D, isBigEndian ? 0x00010000u : 1u, 0xFFFFFFFF, 0xFFFFFFFF)), .. blocks.SelectMany(block => block)];

    internal static byte[] Block(bool isBigEndian, uint type, byte[] body)
    {
        byte[] padded = [.. body, .. new byte[(4 - (body.Length % 4)) % 4]];
        uint length = (uint)padded.Length + 12;
        return [.. Words(isBigEndian, type, length), .. padded, .. Words(isBigEndian, length)];
    }

    internal static byte[] Words(bool isBigEndian, params uint[] values)
    {
        var file = new List<byte>();
        Add(file, isBigEndian, 4, values);
        return [.. file];
    }

    internal static byte[] Halves(bool isBigEndian, params ushort[] values) =>
        [.. values.SelectMany(value => isBigEndian ? new[] { (byte)(value >> 8), (byte)value } : [(byte)value, (byte)(value >> 8)])];

    private static void Add(List<byte> file, bool isBigEndian, uint magic, ushort major, ushort minor)
    {
        Add(file, isBigEndian, 4, magic);
        file.AddRange(Halves(isBigEndian, major, minor));
    }

    private static void Add(List<byte> file, bool isBigEndian, int size, params uint[] values)
    {
        Span<byte> bytes = stackalloc byte[size];
        foreach (uint value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
            file.AddRange(bytes);
        }
    }
}
