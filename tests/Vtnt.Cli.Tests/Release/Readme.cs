namespace Vtnt.Cli.Tests.Release;

/// <summary>What README.md shows of C#.</summary>
internal static class Readme
{
    /// <summary>The program in the section on C#.</summary>
    internal static string Example() => Block("csharp");

    /// <summary>What the section says that it prints.</summary>
    internal static string Output() => Block("text");

    private static string Block(string language)
    {
        string section = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Split("\n## From C#\n")[1].Split("\n## ")[0];
        string[] parts = section.Split($"```{language}\n");
        Assert.That(parts, Has.Length.EqualTo(2), $"one block of {language} in the section on C#");
        return parts[1].Split("```")[0];
    }
}
