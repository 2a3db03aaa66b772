using System.Text.RegularExpressions;

namespace Vtnt.Lab.Tests;

/// <summary>docs/lab.md describes the whole format: what the parser's source accepts stands in it.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Root = FindRoot();

    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "docs", "lab.md"));

    [TestCaseSource(nameof(Keywords))]
    public void Every_keyword_of_the_parser_is_described(string keyword) =>
        Assert.That(Regex.IsMatch(Text, $@"`[^`\n]*(?<![\w-]){Regex.Escape(keyword)}(?![\w-])[^`\n]*`"), Is.True, $"docs/lab.md does not describe '{keyword}'.");

    [TestCaseSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))]
    public void Every_shipped_network_is_listed(string name) => Assert.That(Text, Does.Contain($"\n| `{name}` |"));

    [Test]
    public void Only_shipped_networks_are_listed() =>
        Assert.That(NetworkRow().Matches(Text[..Text.IndexOf("## The text", StringComparison.Ordinal)]).Select(static match => match.Groups[1].Value), Is.EquivalentTo(ShippedNetworks.Names));

    [Test]
    public void The_example_is_a_network()
    {
        Network network = Network.Parse(Example().Match(Text).Groups[1].Value);
        string view = new PathView(new SimulatedTransport(network)).Trace(network.Destinations[0]);
        Assert.That(view, Is.EqualTo("1 198.18.0.1 255/255\n2 198.18.0.3 254/254\n3 198.18.0.5 253/62\n4 198.18.0.7 61 reply\n"));
    }

    private static SortedSet<string> Keywords()
    {
        SortedSet<string> keywords = new(StringComparer.Ordinal);
        string[] sources = [.. Directory.GetFiles(Path.Combine(Root, "src", "Vtnt.Lab", "Format"), "*.cs"), Path.Combine(Root, "src", "Vtnt.Lab", "Model", "InitialTtls.cs")];
        foreach (string source in sources)
        {
            foreach (Match match in Accepted().Matches(File.ReadAllText(source)))
            {
                foreach (Capture word in match.Groups["word"].Captures)
                {
                    keywords.Add(word.Value);
                }
            }
        }

        Assert.That(keywords, Has.Count.GreaterThan(60).And.Contains("duplication").And.Contains("huawei").And.Contains("vantage"));
        return keywords;
    }

    private static string FindRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Vtnt.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new InvalidOperationException("The tests run outside of the source tree.");
    }

    /// <summary>Words in patterns: <c>case "a" or "b":</c>, <c>"a" or "b" =></c>, and what is accepted or compared with.</summary>
    [GeneratedRegex("""(?:case |Accept\(|== |is not \(|^\s+)"(?<word>[a-z][a-z0-9-]+)"(?: or "(?<word>[a-z][a-z0-9-]+)")*(?=:| =>|\)|;| \?)""", RegexOptions.Multiline)]
    private static partial Regex Accepted();

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex NetworkRow();

    [GeneratedRegex(@"```\n(title .*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
