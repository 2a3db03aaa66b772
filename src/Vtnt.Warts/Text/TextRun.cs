using System.Runtime.CompilerServices;

namespace Vtnt.Warts;

/// <summary>
/// A stretch of text of bounded length, written into room that was reserved for all of it at once. What is written often
/// is written this way: every step is a few instructions on local variables.
/// </summary>
internal ref struct TextRun(Span<byte> room)
{
    private readonly Span<byte> _room = room;

    internal int Length { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_room[Length..]);
        Length += text.Length;
    }

    /// <summary>A text, and a number behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Append(ReadOnlySpan<byte> text, uint number)
    {
        Append(text);
        Length += DecimalText.Write(number, _room[Length..]);
    }

    /// <summary>Microseconds as milliseconds with three decimals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Milliseconds(uint microseconds)
    {
        (uint whole, uint rest) = Math.DivRem(microseconds, 1000);
        Length += DecimalText.Write(whole, _room[Length..]);
        _room[Length] = (byte)'.';
        DecimalText.WriteThree(rest, _room[(Length + 1)..]);
        Length += 4;
    }
}
