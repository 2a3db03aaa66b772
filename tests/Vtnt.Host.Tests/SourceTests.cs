namespace Vtnt.Host.Tests;

/// <summary>The program parses its arguments, puts libraries together, runs, writes and ends; all else is a library's.</summary>
public sealed class SourceTests
{
    [Test]
    public void The_program_has_fewer_than_500_lines()
    {
        string[] files = Directory.GetFiles(Path.Combine(Jailed.Root, "src", "Vtnt.Host"), "*.cs", SearchOption.AllDirectories);
        int lines = files.Sum(file => File.ReadAllLines(file).Length);

        Assert.That(files, Is.Not.Empty);
        Assert.That(lines, Is.LessThan(500), string.Join(' ', files.Select(Path.GetFileName)));
    }
}
