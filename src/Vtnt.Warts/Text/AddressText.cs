using System.Buffers.Binary;

namespace Vtnt.Warts;

/// <summary>The usual text of addresses, as scamper's tools print them (IPv6 as <c>inet_ntop</c> does, RFC 5952).</summary>
internal static class AddressText
{
    internal const int MaxLength = 48;

    private const int Groups = 8;

    /// <summary>Writes an address and returns its length; nothing for no address.</summary>
    internal static int Write(WartsAddress address, Span<byte> destination) => address.Type switch
    {
        WartsAddress.IPv4 => WriteIPv4(address.Bytes, destination),
        WartsAddress.IPv6 => WriteIPv6(address.Bytes, destination),
        _ => WriteLinkLayer(address.Bytes, destination),
    };

    private static int WriteIPv4(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        int length = 0;
        for (int i = 0; i < 4; i++)
        {
            length += DecimalText.Write(octets[i], destination[length..]);
            destination[length++] = (byte)'.';
        }

        return length - 1;
    }

    private static int WriteIPv6(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        (int zeros, int zeroCount) = LongestZeros(bytes);
        int length = 0;
        for (int i = 0; i < Groups; i++)
        {
            if (i >= zeros && i < zeros + zeroCount)
            {
                if (i == zeros)
                {
                    destination[length++] = (byte)':';
                }

                continue;
            }

            if (i != 0)
            {
                destination[length++] = (byte)':';
            }

            bool endsAsIPv4 = i == 6 && zeros == 0 && (zeroCount == 6 || (zeroCount == 5 && Group(bytes, 5) == 0xFFFF));
            if (endsAsIPv4)
            {
                return length + WriteIPv4(bytes[12..], destination[length..]);
            }

            length += WriteGroup(Group(bytes, i), destination[length..]);
        }

        if (zeroCount > 0 && zeros + zeroCount == Groups)
        {
            destination[length++] = (byte)':';
        }

        return length;
    }

    /// <summary>The first longest run of at least two zero groups.</summary>
    private static (int Start, int Count) LongestZeros(ReadOnlySpan<byte> bytes)
    {
        int bestStart = -1, bestCount = 1, start = 0, count = 0;
        for (int i = 0; i < Groups; i++)
        {
            count = Group(bytes, i) == 0 ? count + 1 : 0;
            start = i - count + 1;
            if (count > bestCount)
            {
                (bestStart, bestCount) = (start, count);
            }
        }

        return bestStart < 0 ? (-1, 0) : (bestStart, bestCount);
    }

    private static int WriteGroup(uint value, Span<byte> destination)
    {
        int length = 0;
        for (int shift = 12; shift >= 0; shift -= 4)
        {
            if (value >> shift != 0 || shift == 0)
            {
                destination[length++] = HexDigit(value >> shift & 0xF);
            }
        }

        return length;
    }

    private static int WriteLinkLayer(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        int length = 0;
        foreach (byte value in bytes)
        {
            destination[length++] = HexDigit((uint)value >> 4);
            destination[length++] = HexDigit(value & 0xFU);
            destination[length++] = (byte)':';
        }

        return Math.Max(0, length - 1);
    }

    private static uint Group(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * index)..]);

    private static byte HexDigit(uint nibble) => (byte)(nibble < 10 ? '0' + nibble : 'a' + nibble - 10);
}
