using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Vtnt.Probing;

/// <summary>The addresses from one to another, both included and of one family: what a prefix covers.</summary>
internal readonly record struct AddressRange(HostAddress First, HostAddress Last)
{
    /// <summary>Parses <c>ADDRESS</c> or <c>ADDRESS/LENGTH</c>; otherwise says what is wrong.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out AddressRange range, [NotNullWhen(false)] out string? wrong)
    {
        range = default;
        int slash = text.IndexOf('/');
        if (!HostAddress.TryParse(slash < 0 ? text : text[..slash], out HostAddress address))
        {
            wrong = $"'{text}' is not a prefix such as 198.51.100.0/24 or 2001:db8::/32";
            return false;
        }

        int bits = address.Length * 8, length = bits;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            wrong = $"the prefix length of '{text}' must be within 0 - {bits}";
            return false;
        }

        range = Covering(address, length);
        wrong = range.First == address ? null : $"'{text}' has bits set behind its length; the prefix is {range.First}/{length}";
        return wrong is null;
    }

    private static AddressRange Covering(HostAddress address, int length)
    {
        if (address.IsIPv4)
        {
            uint host = length == 0 ? uint.MaxValue : (uint)((1UL << (32 - length)) - 1);
            return new(HostAddress.FromIPv4(address.IPv4Value & ~host), HostAddress.FromIPv4(address.IPv4Value | host));
        }

        UInt128 rest = length == 0 ? UInt128.MaxValue : (UInt128.One << (128 - length)) - 1;
        return new(HostAddress.FromIPv6(address.IPv6Value & ~rest), HostAddress.FromIPv6(address.IPv6Value | rest));
    }
}
