namespace Vtnt.Probing;

/// <content>Text: parsing and writing.</content>
public readonly partial struct HostAddress
{
    /// <summary>Parses a numeric address: dotted quad with four decimal parts, or RFC 4291 text without a zone.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a numeric address.</exception>
    public static HostAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out HostAddress address) ? address : throw new FormatException($"'{text}' is not an IPv4 or IPv6 address.");

    /// <summary>
    /// Parses a numeric address. Short IPv4 forms (<c>127.1</c>), octal, hexadecimal, zones and brackets are refused:
    /// a measurement target that can be read in two ways is a mistake.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out HostAddress address)
    {
        address = default;
        if (text.Contains(':'))
        {
            return TryParseIPv6(text, out address);
        }

        return TryParseIPv4(text, out address);
    }

    /// <summary>RFC 4291 section 2.2: eight groups, a run of zero groups as <c>::</c>, the last two perhaps as IPv4.</summary>
    private static bool TryParseIPv6(ReadOnlySpan<char> text, out HostAddress address)
    {
        address = default;
        int gap = text.IndexOf("::");
        Span<ushort> groups = stackalloc ushort[8];
        Span<ushort> tail = stackalloc ushort[8];
        bool isWell = TryParseGroups(gap < 0 ? text : text[..gap], isEnd: gap < 0, groups, out int count);
        int behind = 0;
        isWell = isWell && (gap < 0 ? count == 8 : TryParseGroups(text[(gap + 2)..], isEnd: true, tail, out behind) && count + behind < 8);
        if (!isWell)
        {
            return false;
        }

        tail[..behind].CopyTo(groups[(8 - behind)..]);
        UInt128 value = 0;
        foreach (ushort group in groups)
        {
            value = (value << 16) | group;
        }

        address = FromIPv6(value);
        return true;
    }

    /// <summary>Groups between colons, none for an empty text; false when one is malformed or there are more than eight.</summary>
    private static bool TryParseGroups(ReadOnlySpan<char> text, bool isEnd, Span<ushort> groups, out int count)
    {
        count = 0;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf(':');
            ReadOnlySpan<char> part = end < 0 ? text : text[..end];
            if (end < 0 && isEnd && count <= 6 && TryParseIPv4(part, out HostAddress embedded) && part.Contains('.'))
            {
                groups[count] = (ushort)(embedded.IPv4Value >> 16);
                groups[count + 1] = (ushort)embedded.IPv4Value;
                count += 2;
                return true;
            }

            bool isPlain = part.Length is >= 1 and <= 4 && count < 8 && end != text.Length - 1;
            int group = 0;
            foreach (char digit in part)
            {
                isPlain &= char.IsAsciiHexDigit(digit);
                group = (group << 4) | (char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
            }

            if (!isPlain)
            {
                return false;
            }

            groups[count++] = (ushort)group;
            text = end < 0 ? default : text[(end + 1)..];
        }

        return true;
    }

    private static bool TryParseIPv4(ReadOnlySpan<char> text, out HostAddress address)
    {
        address = default;
        uint value = 0;
        int parts = 0;
        for (int end = 0; end >= 0;)
        {
            end = text.IndexOf('.');
            ReadOnlySpan<char> part = end < 0 ? text : text[..end];
            text = text[(end + 1)..];
            bool isPlain = part.Length is >= 1 and <= 3 && (part.Length == 1 || part[0] != '0');
            uint octet = 0;
            foreach (char digit in part)
            {
                isPlain &= char.IsAsciiDigit(digit);
                octet = (octet * 10) + digit - '0';
            }

            if (++parts > 4 || !isPlain || octet > byte.MaxValue)
            {
                return false;
            }

            value = (value << 8) | octet;
        }

        address = parts == 4 ? FromIPv4(value) : default;
        return parts == 4;
    }

    /// <summary>
    /// The usual text: dotted quad, or RFC 5952 for IPv6 with the IPv4 part of an IPv4-mapped address in dotted quad (its
    /// section 5); an empty string for <see cref="None"/>.
    /// </summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[64];
        return TryFormat(text, out int written, default, null) ? text[..written].ToString() : "";
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (IsIPv4)
        {
            uint value = (uint)_low;
            return destination.TryWrite($"{value >> 24}.{(value >> 16) & 0xFF}.{(value >> 8) & 0xFF}.{value & 0xFF}", out charsWritten);
        }

        charsWritten = 0;
        if (IsNone)
        {
            return true;
        }

        return _high == 0 && _low >> 32 == 0xFFFF
            ? destination.TryWrite($"::ffff:{FromIPv4((uint)_low)}", out charsWritten)
            : TryFormatIPv6(destination, out charsWritten);
    }

    private bool TryFormatIPv6(Span<char> destination, out int charsWritten)
    {
        Span<char> text = stackalloc char[40];
        (int runStart, int runLength) = LongestZeroRun();
        int length = 0;
        for (int field = 0; field < 8; field++)
        {
            if (field == runStart)
            {
                // The fields before the run left no colon behind them, so both colons are written here.
                text[length++] = ':';
                text[length++] = ':';
                field += runLength - 1;
                continue;
            }

            if (field > 0 && field != runStart + runLength)
            {
                text[length++] = ':';
            }

            Field(field).TryFormat(text[length..], out int digits, "x", null);
            length += digits;
        }

        bool fits = text[..length].TryCopyTo(destination);
        charsWritten = fits ? length : 0;
        return fits;
    }

    /// <summary>The first of the longest runs of at least two zero fields (RFC 5952 section 4.2); -1 and 0 when there is none.</summary>
    private (int Start, int Length) LongestZeroRun()
    {
        (int start, int length) = (-1, 0);
        int current = 0;
        for (int field = 0; field < 8; field++)
        {
            current = Field(field) == 0 ? current + 1 : 0;
            if (current >= 2 && current > length)
            {
                (start, length) = (field - current + 1, current);
            }
        }

        return (start, length);
    }

    private ushort Field(int index) => (ushort)((index < 4 ? _high : _low) >> (48 - (16 * (index & 3))));
}
