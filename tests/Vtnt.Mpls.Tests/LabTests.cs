using Vtnt.Lab;

namespace Vtnt.Mpls.Tests;

/// <summary>Strict against the shipped networks of the lab: exactly the declared tunnels.</summary>
[TestFixture]
public sealed class LabTests
{
    // What is found in a network that loses packets depends on the seed.
    private static List<string> Names() => ShippedNetworks.Names.Where(name => name != "lossy");

    [TestCaseSource(nameof(Names))]
    public void Finds_exactly_the_declared_tunnels(string name)
    {
        Network network = ShippedNetworks.Load(name);

        // The second tunnel of a path, which TNT never looks for, has three routers: the default brings two of them.
        List<TntTrace> results = LabRun.Strict(network, 1, budget: name == "two-tunnels" ? 50 : 25);
        IEnumerable<string> found = results.SelectMany(result => result.Tunnels.Select(tunnel => LabRun.Text(result.Trace.Destination, tunnel)));
        Assert.That(found, Is.EqualTo(network.Truths.Select(LabRun.Text)), string.Join('\n', results.Select(FindingsText.Of)));
    }

    [Test]
    public void Losses_hide_routers_and_invent_none()
    {
        Network network = ShippedNetworks.Load("lossy");
        TunnelTruth truth = network.Truths.Single();
        int exact = 0;
        for (ulong seed = 1; seed <= 300; seed++)
        {
            TntTrace result = LabRun.Strict(network, seed).Single();
            foreach (Tunnel tunnel in result.Tunnels)
            {
                string findings = $"seed {seed}: {FindingsText.Of(result)}";
                Assert.That(tunnel.Kind, Is.EqualTo(TunnelKind.InvisiblePhp), findings);
                Assert.That(tunnel.Ingress, Is.Null.Or.EqualTo(truth.Ingress), findings);
                Assert.That(tunnel.Egress, Is.EqualTo(truth.Egress), findings);
                Assert.That(truth.Routers, Is.SupersetOf(tunnel.Routers.Where(router => router.Address is not null).Select(router => router.Address!.Value)), findings);
                exact += LabRun.Text(result.Trace.Destination, tunnel) == LabRun.Text(truth) ? 1 : 0;
            }
        }

        Assert.That(exact, Is.GreaterThan(200));
    }

    [Test]
    public void Plain_network_yields_no_tunnel_whatever_it_loses()
    {
        string text = ShippedNetworks.Text("plain");
        for (ulong seed = 1; seed <= 1000; seed++)
        {
            string lossy = text.Replace(" delay ", $" loss {seed % 21}% delay ", StringComparison.Ordinal);
            TntTrace result = LabRun.Strict(Network.Parse(lossy), seed).Single();
            Assert.That(result.Tunnels, Is.Empty, $"seed {seed}: {FindingsText.Of(result)}");
        }
    }
}
