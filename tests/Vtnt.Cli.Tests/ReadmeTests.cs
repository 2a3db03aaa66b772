namespace Vtnt.Cli.Tests;

public sealed class ReadmeTests
{
    [Test]
    public void Shows_what_its_command_prints()
    {
        const string Command = "./vtnt tnt --lab invisible-php\n```\n\n```text\n";
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        int start = readme.IndexOf(Command, StringComparison.Ordinal) + Command.Length;

        Assert.That(start, Is.GreaterThan(Command.Length));
        Assert.That(readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)], Is.EqualTo(Invocation.Of("tnt", "--lab", "invisible-php").Output));
    }
}
