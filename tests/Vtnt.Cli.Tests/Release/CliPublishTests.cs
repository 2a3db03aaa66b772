namespace Vtnt.Cli.Tests.Release;

/// <summary>The program <c>vtnt</c>, compiled ahead of time: not a warning, and it works.</summary>
[Category("Release")]
public sealed class CliPublishTests
{
    private string _program = "";

    [OneTimeSetUp]
    public void Publish()
    {
        Tool.RequireLinker();
        _program = Tool.PublishAot("src/Vtnt.Cli", "vtnt");
    }

    [Test]
    public void Tells_its_version()
    {
        (int exit, string output) = Tool.Start(Tool.Root, _program, "--version");

        Assert.That(exit, Is.Zero, output);
        Assert.That(output, Does.Match(@"^vtnt \d+\.\d+\.\d+"));
    }
}
