using System.Text.RegularExpressions;

namespace Vtnt.Cli.Tests.Release;

/// <summary>docs/architecture.md names only what exists.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs/architecture.md"));

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();

    private static IEnumerable<string> Names => Quoted().Matches(Text).Select(match => match.Groups[1].Value).Distinct();

    private static IEnumerable<string> Paths => Names.Where(name => name.Contains('/', StringComparison.Ordinal));

    private static IEnumerable<string> Types => Names.Where(name => char.IsUpper(name[0]) && name.All(sign => char.IsLetterOrDigit(sign) || sign == '.'));

    [Test]
    public void Names_only_paths_that_exist() =>
        Assert.That(Paths.Where(path => !Path.Exists(Path.Combine(Repository.Root, path))), Is.Empty);

    [Test]
    public void Names_only_projects_types_and_members_that_exist() => Assert.That(Types.Where(name => !IsThere(name)), Is.Empty);

    private static bool IsThere(string name)
    {
        string sources = Path.Combine(Repository.Root, "src");
        string[] parts = name.Split('.');
        bool isFolder = Directory.GetDirectories(sources, name, SearchOption.AllDirectories).Length > 0;
        IEnumerable<string> files = Directory.GetFiles(sources, parts[0] + ".cs", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(sources, parts[0] + ".*.cs", SearchOption.AllDirectories));
        return isFolder || (parts.Length <= 2 && files.Any(file => Regex.IsMatch(File.ReadAllText(file), $@"\b{parts[^1]}\b")));
    }
}
