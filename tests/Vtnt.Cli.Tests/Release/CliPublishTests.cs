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
        (int exit, string output) = Tool.Start(Repository.Root, _program, "--version");

        Assert.That(exit, Is.Zero, output);
        Assert.That(output, Does.Match(@"^vtnt \d+\.\d+\.\d+"));
    }

    [Test]
    public void Reveals_the_hidden_tunnel()
    {
        (int exit, string output) = Tool.Start(Repository.Root, _program, "tnt", "--lab", "invisible-php");

        Assert.That(exit, Is.Zero, output);
        Assert.That(output, Does.Contain("198.18.2.1").And.Contain("198.18.2.3").And.Contain("198.18.2.5"));
    }
}
