using System.Globalization;

namespace Vtnt.Probing;

/// <summary>What the value of an option means: numbers, times and bytes as scamper reads them.</summary>
public static class OptionValues
{
    /// <summary>True for decimal digits with an optional leading minus.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> digits = text.StartsWith("-") ? text[1..] : text;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>True for one hexadecimal digit or more.</summary>
    internal static bool IsHex(string text)
    {
        bool isHex = text.Length > 0;
        foreach (char digit in text)
        {
            isHex &= char.IsAsciiHexDigit(digit);
        }

        return isHex;
    }

    /// <summary>Reads a decimal number within a range; false for anything else, too large numbers included.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, long minimum, long maximum, out long value)
    {
        value = 0;
        return IsNumber(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= minimum && value <= maximum;
    }

    /// <summary>Reads a number within a range whose base shows: <c>0x50</c> hexadecimal, <c>0120</c> octal, otherwise decimal.</summary>
    public static bool TryParseAnyBase(ReadOnlySpan<char> text, long minimum, long maximum, out long value)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!isHex && (text.Length < 2 || text[0] != '0'))
        {
            return TryParseNumber(text, minimum, maximum, out value);
        }

        value = 0;
        ReadOnlySpan<char> digits = isHex ? text[2..] : text[1..];
        int radix = isHex ? 16 : 8;
        foreach (char digit in digits)
        {
            int weight = char.IsAsciiHexDigit(digit) ? int.Parse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : radix;
            if (weight >= radix || value > maximum)
            {
                return false;
            }

            value = (value * radix) + weight;
        }

        return !digits.IsEmpty && value >= minimum && value <= maximum;
    }

    /// <summary>
    /// Reads a time: digits, optionally a point and digits, optionally a unit <c>s</c>, <c>ms</c> or <c>us</c>. What is
    /// below 100 ns is refused.
    /// </summary>
    /// <param name="text">The value as typed.</param>
    /// <param name="bareUnit">What 1 means without a unit.</param>
    /// <param name="value">The time; not negative.</param>
    /// <returns>False when the text has another form or means more than a year.</returns>
    public static bool TryParseTime(ReadOnlySpan<char> text, TimeSpan bareUnit, out TimeSpan value)
    {
        value = default;
        int end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        TimeSpan unit = text[end..] switch
        {
            "" => bareUnit,
            "s" => TimeSpan.FromSeconds(1),
            "ms" => TimeSpan.FromMilliseconds(1),
            "us" => TimeSpan.FromMicroseconds(1),
            _ => default,
        };
        ReadOnlySpan<char> number = text[..end];
        bool isNumber = !number.IsEmpty && number[0] != '.' && number[^1] != '.' && number.Count('.') <= 1 && number.Length <= 20;
        if (unit == default || !isNumber)
        {
            return false;
        }

        // At most 20 digits; no product of them leaves 128 bits.
        (Int128 digits, Int128 scale, bool isBehindPoint) = (0, 1, false);
        foreach (char sign in number)
        {
            digits = sign == '.' ? digits : (digits * 10) + (sign - '0');
            scale = isBehindPoint ? scale * 10 : scale;
            isBehindPoint |= sign == '.';
        }

        Int128 ticks = digits * unit.Ticks;
        if (ticks % scale != 0 || ticks / scale > TimeSpan.FromDays(365).Ticks)
        {
            return false;
        }

        value = TimeSpan.FromTicks((long)(ticks / scale));
        return true;
    }
}
