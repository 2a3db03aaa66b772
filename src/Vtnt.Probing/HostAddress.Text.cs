using System.Net;

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
            // The framework is lax about the IPv4 part of "::ffff:192.0.2.1", so that part is held to our own rules.
            bool isMixed = text.Contains('.');
            if (text.IndexOfAny('%', '[', ']') >= 0
                || (isMixed && !TryParseIPv4(text[(text.LastIndexOf(':') + 1)..], out _))
                || !IPAddress.TryParse(text, out IPAddress? parsed))
            {
                return false;
            }

            address = FromIPAddress(parsed);
            return true;
        }

        return TryParseIPv4(text, out address);
    }

    private static bool TryParseIPv4(ReadOnlySpan<char> text, out HostAddress address)
    {
        address = default;
        uint value = 0;
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            bool isPlain = part.Length is >= 1 and <= 3 && (part.Length == 1 || part[0] != '0') && !part.ContainsAnyExceptInRange('0', '9');
            if (++parts > 4 || !isPlain || !byte.TryParse(part, out byte octet))
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
