namespace Vtnt.Cli;

/// <summary>
/// A line of vtnt-host's console: <c>@vtnt KIND CONTENT</c> (docs/unikernel.md). Anything else on it is the kernel's.
/// </summary>
/// <param name="Kind">What it is: json, warts, text, error, end.</param>
/// <param name="Content">The rest of the line.</param>
internal readonly record struct HostLine(string Kind, string Content)
{
    private const string Marker = "@vtnt ";

    /// <summary>Takes a line apart; false when it is not of vtnt-host.</summary>
    internal static bool TryParse(string line, out HostLine parsed)
    {
        parsed = default;
        if (!line.StartsWith(Marker, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = line.AsSpan(Marker.Length).TrimEnd('\r');
        int space = rest.IndexOf(' ');
        parsed = space < 0 ? new(rest.ToString(), "") : new(rest[..space].ToString(), rest[(space + 1)..].ToString());
        return true;
    }
}
