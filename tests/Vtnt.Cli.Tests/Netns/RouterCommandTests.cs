using System.Runtime.Versioning;
using Vtnt.Tests.Shared;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>The letter -r: a router of one's choice.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class RouterCommandTests
{
    [TestCase("trace", "192.0.2.1", "198.51.100.1")]
    [TestCase("trace", "2001:db8:1::1", "2001:db8:2::1")]
    [TestCase("ping", "192.0.2.1", "198.51.100.1")]
    public void Probes_leave_by_the_router_and_the_result_names_it(string command, string router, string destination) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();

        string output = PairLab.RunHere(PairLab.Program, command, "-n", "--json", "--allow-reserved", "-r", router, destination);

        Assert.That(output, Does.Contain($"\"router\":\"{router}\"").And.Contain("\"replyTtl\":64"));
    });

    [Test]
    public void A_simulated_network_has_its_own_routes()
    {
        var run = Invocation.Of("trace", "--lab", "plain", "-r", "198.18.0.2");

        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Errors, Is.EqualTo("vtnt: -r belongs to real networks; a simulated one has its own routes\n"));
    }
}
