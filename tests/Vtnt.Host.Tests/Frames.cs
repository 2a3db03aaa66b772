using System.Text.Json;

namespace Vtnt.Host.Tests;

/// <summary>The lines <c>@vtnt KIND OBJECT</c> in what a console shows.</summary>
internal static class Frames
{
    /// <summary>The objects of all lines of a kind, in order.</summary>
    internal static List<JsonElement> Of(string output, string kind)
    {
        string prefix = $"@vtnt {kind} ";
        return [.. output.Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => Parse(line[prefix.Length..]))];
    }

    /// <summary>An object that outlives its text.</summary>
    internal static JsonElement Parse(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
