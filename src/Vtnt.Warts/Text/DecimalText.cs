using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Vtnt.Warts;

/// <summary>Decimal digits of numbers, three at a time from a table.</summary>
internal static class DecimalText
{
    /// <summary>Room that <see cref="Write"/> needs: ten digits, and what the last store writes behind them.</summary>
    internal const int MaxLength = 12;

    private const uint Thousand = 1000;
    private const int LengthShift = 24;

    /// <summary>For every number below 1000 its digits, the first in the lowest byte, and in the highest byte how many there are.</summary>
    private static readonly uint[] Short = MakeTable(isPadded: false);

    /// <summary>The same with three digits each.</summary>
    private static readonly uint[] Padded = MakeTable(isPadded: true);

    /// <summary>Writes a number's digits and returns how many; may overwrite the bytes behind them up to <see cref="MaxLength"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Write(uint value, Span<byte> destination)
    {
        if (value >= Thousand)
        {
            return WriteLong(value, destination);
        }

        uint entry = Short[value];
        BinaryPrimitives.WriteUInt32LittleEndian(destination, entry);
        return (int)(entry >> LengthShift);
    }

    /// <summary>Writes a number below 1000 with three digits; overwrites the byte behind them.</summary>
    internal static void WriteThree(uint value, Span<byte> destination) => BinaryPrimitives.WriteUInt32LittleEndian(destination, Padded[value]);

    private static int WriteLong(uint value, Span<byte> destination)
    {
        (uint front, uint rest) = Math.DivRem(value, Thousand);
        int length = front < Thousand ? Write(front, destination) : WriteLong(front, destination);
        WriteThree(rest, destination[length..]);
        return length + 3;
    }

    private static uint[] MakeTable(bool isPadded)
    {
        uint[] table = new uint[Thousand];
        for (uint value = 0; value < Thousand; value++)
        {
            int length = isPadded || value >= 100 ? 3 : value >= 10 ? 2 : 1;
            uint digits = '0' + (value / 100) | ('0' + (value / 10 % 10)) << 8 | ('0' + (value % 10)) << 16;
            table[value] = digits >> (8 * (3 - length)) | (uint)length << LengthShift;
        }

        return table;
    }
}
