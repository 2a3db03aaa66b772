using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>IPv6 as far as it is sound: labels and quoted hop limits; hidden tunnels only where errors start at 255.</summary>
[TestFixture]
public sealed class LabIPv6Tests
{
    [TestCase("explicit", TunnelKind.Explicit, 3)]
    [TestCase("implicit", TunnelKind.Implicit, 3)]
    [TestCase("opaque", TunnelKind.Opaque, 3)]
    [TestCase("invisible-php", TunnelKind.InvisiblePhp, 3)]
    [TestCase("invisible-php-brpr", TunnelKind.InvisiblePhp, 3)]
    [TestCase("juniper", TunnelKind.InvisiblePhp, 3)]
    [TestCase("invisible-uhp", TunnelKind.InvisibleUhp, 3)]
    public void Tunnel_is_found_over_IPv6(string name, TunnelKind kind, int routers)
    {
        Tunnel tunnel = Strict(name).Tunnels.Single();
        Assert.That(tunnel.Kind, Is.EqualTo(kind));
        Assert.That(tunnel.Routers, Has.Length.EqualTo(routers).And.All.Property(nameof(TunnelRouter.Address)).Not.Null);
        Assert.That(tunnel.Routers[0].Address!.Value.IsIPv6);
    }

    [Test]
    public void Excess_of_routers_that_start_at_64_says_nothing_over_IPv6()
    {
        string text = ShippedNetworks.Text("invisible-php").Replace(" cisco ", " linux ", StringComparison.Ordinal);
        Assert.That(Strict(text, Network.Parse(text)).Tunnels, Is.Empty);
    }

    [Test]
    public void Plain_path_over_IPv6_has_no_tunnel()
    {
        TntTrace result = Strict("plain");
        Assert.That(result.Tunnels, Is.Empty);
        Assert.That(result.Candidates, Is.Empty);
    }

    private static TntTrace Strict(string name) => Strict(ShippedNetworks.Text(name), ShippedNetworks.Load(name));

    private static TntTrace Strict(string text, Network network)
    {
        string link = text.Split('\n').Last(line => line.StartsWith("link", StringComparison.Ordinal));
        string[] addresses = [.. link.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains("::", StringComparison.Ordinal))];
        SimulatedTransport transport = new(network, 1);
        List<TntTrace> results = [];
        using TntRun run = new([HostAddress.Parse(addresses[1])], new TntOptions { AllowReserved = true }, transport, results.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, AllowReserved = true }).Run(run);
        return results.Single();
    }
}
