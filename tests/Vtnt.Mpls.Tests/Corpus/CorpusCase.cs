using System.Text.Json;

namespace Vtnt.Mpls.Tests;

/// <summary>One of the 87 worked examples X01 to X87: a scripted network, and what TNT 5.0 measured and printed on it.</summary>
public sealed class CorpusCase
{
    private readonly JsonElement _row;

    private CorpusCase(JsonElement row) => _row = row;

    internal string Example => Text("example");

    internal string Title => Text("title");

    /// <summary>The text with <c>R</c> in place of every round-trip time.</summary>
    internal string VerboseText => Text("verbose_text");

    internal IReadOnlyList<string> Args => Strings("args");

    internal IReadOnlyList<string> Commands => Strings("commands");

    internal JsonElement Scenario => _row.GetProperty("scenario");

    /// <summary>The hop records of the result.</summary>
    internal JsonElement Trace => _row.GetProperty("traces")[0];

    internal static IReadOnlyList<CorpusCase> All { get; } = Load();

    internal static CorpusCase Named(string example) => All.Single(row => row.Example == example);

    public override string ToString() => $"{Example} {Title}";

    private static List<CorpusCase> Load()
    {
        using Stream stream = typeof(CorpusCase).Assembly.GetManifestResourceStream("corpus.jsonl")!;
        using StreamReader reader = new(stream);
        List<CorpusCase> cases = [];
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            cases.Add(new CorpusCase(document.RootElement.Clone()));
        }

        return cases;
    }

    private string Text(string name) => _row.GetProperty(name).GetString()!;

    private string[] Strings(string name) => [.. _row.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];
}
