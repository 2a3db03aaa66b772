using System.Globalization;
using System.Text.Json;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>Members of JSON objects as short text, so that what two programs say can be compared line by line.</summary>
internal static class JsonFacts
{
    /// <summary>A member as text, "-" when it is absent.</summary>
    internal static string Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) ? value.ToString() : "-";

    /// <summary>A member as a number, 0 when it is absent.</summary>
    internal static int Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : 0;

    /// <summary>The elements of a member that is an array, none when it is absent.</summary>
    internal static IEnumerable<JsonElement> Items(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) ? value.EnumerateArray() : [];

    /// <summary>Members as text, in the order of the names, with words before each.</summary>
    internal static string Members(JsonElement item, params (string Word, string Name)[] members) =>
        string.Join(' ', members.Select(member => $"{member.Word} {Text(item, member.Name)}"));

    /// <summary>Vtnt's label stack, as <c>label/tc/bottom/ttl</c> each.</summary>
    internal static string Labels(JsonElement reply) => string.Join(' ', Items(reply, "labels").Select(entry => string.Create(
        CultureInfo.InvariantCulture,
        $"{Text(entry, "label")}/{Text(entry, "tc")}/{(entry.GetProperty("bottom").GetBoolean() ? 1 : 0)}/{Text(entry, "lseTtl")}")));
}
