namespace Vtnt.Cli.Tests.Release;

/// <summary>The libraries whole, compiled ahead of time: not a warning, and they work.</summary>
[Category("Release")]
public sealed class AotSmokeTests
{
    /// <summary>What the four libraries may take, every public member kept: 5.5 MiB. Raise it knowingly.</summary>
    private const long Budget = 11 << 19;

    private string _program = "";

    [OneTimeSetUp]
    public void Publish()
    {
        Tool.RequireLinker();
        _program = Tool.PublishAot("tests/Vtnt.AotSmoke", "aot-smoke");
    }

    [Test]
    public void Reveals_a_tunnel_and_keeps_it_in_warts_and_json()
    {
        (int exit, string output) = Tool.Start(Repository.Root, _program);

        Assert.That(exit, Is.Zero, output);
        string[] lines = output.Split('\n');
        Assert.That(lines[0], Is.EqualTo("InvisiblePhp pe1 (p1 p2 p3) pe2"));
        Assert.That(lines[1], Is.EqualTo("warts same"));
        Assert.That(lines[2], Does.StartWith("""{"schema":"vtnt.tnt/1",""").And.EndsWith("}"));
    }

    [Test]
    public void Stays_under_its_budget()
    {
        long size = new FileInfo(_program).Length;
        TestContext.Out.WriteLine($"aot-smoke: {size} bytes");
        Assert.That(size, Is.LessThanOrEqualTo(Budget));
    }
}
