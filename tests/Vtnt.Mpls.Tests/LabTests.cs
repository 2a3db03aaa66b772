using Vtnt.Lab;

namespace Vtnt.Mpls.Tests;

/// <summary>Strict against the shipped networks of the lab: exactly the declared tunnels.</summary>
[TestFixture]
public sealed class LabTests
{
    // What is found in a network that loses packets depends on the seed.
    private static IEnumerable<string> Names() => ShippedNetworks.Names.Where(name => name != "lossy");

    [TestCaseSource(nameof(Names))]
    public void Finds_exactly_the_declared_tunnels(string name)
    {
        Network network = ShippedNetworks.Load(name);
        List<TntTrace> results = LabRun.Strict(network, 1);
        IEnumerable<string> found = results.SelectMany(result => result.Tunnels.Select(tunnel => LabRun.Text(result.Trace.Destination, tunnel)));
        Assert.That(found, Is.EqualTo(network.Truths.Select(LabRun.Text)), string.Join('\n', results.Select(FindingsText.Of)));
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
