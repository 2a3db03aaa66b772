using System.Numerics;

namespace Vtnt.Warts;

/// <summary>
/// The front of a warts parameter block: which parameters are present, and where they end. Parameters are numbered
/// from 1 and stored in increasing order.
/// </summary>
internal readonly struct ParameterBlock
{
    private const int BitsPerByte = 7, HighestNumber = 63;

    private ParameterBlock(ulong flags, int end)
    {
        Flags = flags;
        End = end;
    }

    /// <summary>Bit <c>k - 1</c> is set when parameter <c>k</c> is present. Numbers above 63 are nobody's and not kept.</summary>
    internal ulong Flags { get; }

    /// <summary>Offset in the body just behind the last parameter, known or not.</summary>
    internal int End { get; }

    internal bool Has(int number) => (Flags >> (number - 1) & 1) != 0;

    /// <summary>The flag of a parameter.</summary>
    internal static ulong Bit(int number) => 1UL << (number - 1);

    /// <summary>The flag of a parameter when it is present, else none.</summary>
    internal static ulong Bit(int number, bool isPresent) => isPresent ? Bit(number) : 0;

    /// <summary>The flags of several parameters.</summary>
    internal static ulong Bits(params ReadOnlySpan<int> numbers)
    {
        ulong bits = 0;
        foreach (int number in numbers)
        {
            bits |= Bit(number);
        }

        return bits;
    }

    /// <summary>Number of the highest parameter present, 0 for none.</summary>
    internal int Highest => 64 - BitOperations.LeadingZeroCount(Flags);

    /// <summary>
    /// Reads the flag bytes and the length, which is missing when the first flag byte is 0. The cursor is then at the
    /// first parameter; it fails when the parameters do not fit the body.
    /// </summary>
    internal static ParameterBlock Read(scoped ref WartsCursor cursor)
    {
        byte piece = cursor.ReadByte();
        if (piece == 0)
        {
            return new(0, cursor.Position);
        }

        ulong flags = piece & 0x7FU;
        for (int shift = BitsPerByte; (piece & 0x80) != 0 && !cursor.HasFailed; shift += BitsPerByte)
        {
            piece = cursor.ReadByte();
            flags |= shift < HighestNumber ? (piece & 0x7FUL) << shift : 0;
        }

        int length = cursor.ReadUInt16();
        if (length > cursor.Remaining)
        {
            cursor.Fail();
        }

        return new(flags, cursor.Position + length);
    }

    /// <summary>Writes the flag bytes, just as many as needed; returns how many.</summary>
    internal static int WriteFlags(ulong flags, Span<byte> destination)
    {
        int count = FlagBytes(flags);
        for (int i = 0; i < count; i++)
        {
            destination[i] = (byte)((flags >> (i * BitsPerByte) & 0x7F) | (i < count - 1 ? 0x80UL : 0));
        }

        return count;
    }

    /// <summary>Flag bytes that parameters need, at least one.</summary>
    internal static int FlagBytes(ulong flags) =>
        flags == 0 ? 1 : (64 - BitOperations.LeadingZeroCount(flags) + BitsPerByte - 1) / BitsPerByte;
}
