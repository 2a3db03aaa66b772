using System.Runtime.Versioning;
using Vtnt.Tests.Shared;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>The address that probes leave with, and whose it is.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class SourceCommandTests
{
    private const string Refusal = "The source address 203.0.113.7 is not an address of this host; name one that is.";

    [TestCase("trace", "-S")]
    [TestCase("trace", "--source")]
    [TestCase("trace", "-O dl -S")]
    [TestCase("trace", "-O dl --source")]
    [TestCase("ping", "-S")]
    [TestCase("ping", "--source")]
    [TestCase("ping", "-O dltx --source")]
    [TestCase("tnt", "--source")]
    public void Nobody_elses_address_is_used(string command, string option) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();

        (int exit, _, string errors) = PairLab.EndOf(PairLab.Program, [command, "-n", "--json", "--allow-reserved", .. option.Split(' '), "203.0.113.7", "192.0.2.1"]);

        Assert.That((exit, errors), Is.EqualTo((2, $"vtnt: {Refusal}\n")));
    });
}
