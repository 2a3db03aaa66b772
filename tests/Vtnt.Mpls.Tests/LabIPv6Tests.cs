using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>IPv6 as far as it is sound: labels and quoted hop limits; hidden tunnels only where errors start at 255.</summary>
[TestFixture]
public sealed class LabIPv6Tests
{
    [TestCase("explicit", TunnelKind.Explicit, 3)]
    [TestCase("implicit", TunnelKind.Implicit, 3)]
    public void Tunnel_that_shows_itself_is_found_over_IPv6(string name, TunnelKind kind, int routers)
    {
        Tunnel tunnel = Strict(name).Tunnels.Single();
        Assert.That(tunnel.Kind, Is.EqualTo(kind));
        Assert.That(tunnel.Routers, Has.Length.EqualTo(routers).And.All.Property(nameof(TunnelRouter.Address)).Not.Null);
        Assert.That(tunnel.Routers[0].Address!.Value.IsIPv6);
    }

    [Test]
    public void Plain_path_over_IPv6_has_no_tunnel()
    {
        TntTrace result = Strict("plain");
        Assert.That(result.Tunnels, Is.Empty);
        Assert.That(result.Candidates, Is.Empty);
    }

    private static TntTrace Strict(string name)
    {
        Network network = ShippedNetworks.Load(name);
        string link = ShippedNetworks.Text(name).Split('\n').Last(line => line.StartsWith("link", StringComparison.Ordinal));
        string[] addresses = [.. link.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains("::", StringComparison.Ordinal))];
        SimulatedTransport transport = new(network, 1);
        List<TntTrace> results = [];
        using TntRun run = new([HostAddress.Parse(addresses[1])], new TntOptions { AllowReserved = true }, transport, results.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, AllowReserved = true }).Run(run);
        return results.Single();
    }
}
