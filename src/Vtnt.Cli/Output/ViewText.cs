using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>Values as a person reads them.</summary>
internal static class ViewText
{
    /// <summary>The longest name in the domain name system (RFC 1035, section 2.3.4).</summary>
    private const int LongestName = 255;

    /// <summary>Milliseconds with three decimals, without the unit.</summary>
    internal static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>Seconds with three decimals, without the unit.</summary>
    internal static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>A number, or nothing where it is absent.</summary>
    internal static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>A number that says its sign.</summary>
    internal static string Signed(int value) => value.ToString("+0;-0;0", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun: <c>1 hop</c>, <c>2 hops</c>.</summary>
    internal static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>An entry of a label stack: label, traffic class, S at the bottom, TTL.</summary>
    internal static string Entry(LabelStackEntry entry) => string.Create(
        CultureInfo.InvariantCulture, $"{entry.Label}/{entry.TrafficClass}/{(entry.IsBottomOfStack ? 'S' : '-')}/{entry.LseTtl}");

    /// <summary>A label stack, top first.</summary>
    internal static string Labels(ImmutableArray<LabelStackEntry> stack)
    {
        StringBuilder text = new();
        foreach (LabelStackEntry entry in stack)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(Entry(entry));
        }

        return text.ToString();
    }

    /// <summary>An address with its name in parentheses, where it has one.</summary>
    internal static string Address(HostAddress address, string? name) =>
        string.IsNullOrEmpty(name) ? address.ToString() : $"{address} ({Printable(name)})";

    /// <summary>
    /// A text from elsewhere with nothing but printable ASCII: names in the domain name system hold any byte, and a
    /// terminal obeys some.
    /// </summary>
    internal static string Printable(string text)
    {
        int length = Math.Min(text.Length, LongestName);
        return string.Create(length, text, static (characters, source) =>
        {
            for (int index = 0; index < characters.Length; index++)
            {
                characters[index] = source[index] is >= ' ' and <= '~' ? source[index] : '?';
            }
        });
    }
}
