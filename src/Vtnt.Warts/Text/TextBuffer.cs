using System.Buffers;

namespace Vtnt.Warts;

/// <summary>UTF-8 text put together in reused memory and handed over when a record's text is complete.</summary>
internal sealed class TextBuffer
{
    private const int FirstLength = 64 * 1024;

    private byte[] _bytes = new byte[FirstLength];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal TextBuffer Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Free(text.Length));
        Length += text.Length;
        return this;
    }

    internal TextBuffer Byte(byte character)
    {
        Free(1)[0] = character;
        Length++;
        return this;
    }

    internal TextBuffer Number(uint value)
    {
        Length += DecimalText.Write(value, Free(DecimalText.MaxLength));
        return this;
    }

    internal TextBuffer Number(int value) => value < 0 ? Byte((byte)'-').Number((uint)-(long)value) : Number((uint)value);

    /// <summary>A number filled up from the left to a width.</summary>
    internal TextBuffer Padded(uint value, int width, byte filler)
    {
        Span<byte> text = stackalloc byte[DecimalText.MaxLength];
        int written = DecimalText.Write(value, text);
        for (int i = written; i < width; i++)
        {
            Byte(filler);
        }

        return Append(text[..written]);
    }

    /// <summary>Lower-case hexadecimal with at least <paramref name="width"/> digits.</summary>
    internal TextBuffer Hex(uint value, int width)
    {
        for (int digit = 7; digit >= 0; digit--)
        {
            uint nibble = (value >> (4 * digit)) & 0xF;
            if (digit < width || value >> (4 * digit) != 0)
            {
                Byte((byte)(nibble < 10 ? '0' + nibble : 'a' + nibble - 10));
            }
        }

        return this;
    }

    /// <summary>A divided number: <c>12345</c> with 3 decimals is <c>12.345</c>.</summary>
    internal TextBuffer Decimal(uint value, uint divisor, int decimals) =>
        Number(value / divisor).Byte((byte)'.').Padded(value % divisor, decimals, (byte)'0');

    /// <summary>Microseconds as milliseconds with three decimals.</summary>
    internal TextBuffer Milliseconds(uint microseconds)
    {
        (uint whole, uint rest) = Math.DivRem(microseconds, 1000);
        Span<byte> free = Number(whole).Free(5);
        free[0] = (byte)'.';
        DecimalText.WriteThree(rest, free[1..]);
        Length += 4;
        return this;
    }

    internal TextBuffer Address(WartsAddress address)
    {
        Span<byte> free = Free(AddressText.MaxLength);
        Length += AddressText.Write(address, free);
        return this;
    }

    /// <summary>Room for a run of at most so many bytes; nothing else may be written before it is committed.</summary>
    internal TextRun Reserve(int length) => new(Free(length));

    /// <summary>Keeps what a run wrote into the room reserved last.</summary>
    internal void Commit(TextRun run) => Length += run.Length;

    /// <summary>Drops blanks at the end.</summary>
    internal void TrimEnd()
    {
        while (Length > 0 && _bytes[Length - 1] == ' ')
        {
            Length--;
        }
    }

    internal void Clear() => Length = 0;

    /// <summary>Drops what was written behind a former <see cref="Length"/>.</summary>
    internal void Rewind(int length) => Length = length;

    /// <summary>Hands everything over.</summary>
    internal void WriteTo(IBufferWriter<byte> output)
    {
        output.Write(Written);
        Length = 0;
    }

    private Span<byte> Free(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + count));
        }

        return _bytes.AsSpan(Length);
    }
}
