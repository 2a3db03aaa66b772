using Vtnt.Lab.Tun;

namespace Vtnt.Lab.Tests;

public sealed class LabRoutesTests
{
    [TestCaseSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))]
    public void A_shipped_network_needs_the_two_prefixes_of_labs_alone(string name) =>
        Assert.That(Show(ShippedNetworks.Load(name)), Is.EqualTo("198.18.0.0/15 2001:db8::/32"));

    [Test]
    public void Other_addresses_of_a_network_are_routed_too_but_never_everything()
    {
        Network network = Network.Parse("""
            host v
            host t owns 203.0.113.0/24
            vantage v
            destination t
            router r loopback 192.0.2.9
            link v r 10.0.0.1 200.0.0.1
            link r t 198.51.100.2 198.51.100.3 3fff::2 3fff::3
            """);
        Assert.That(Show(network), Is.EqualTo("198.18.0.0/15 2001:db8::/32 192.0.2.9/32 10.0.0.1/32 200.0.0.1/32 "
            + "198.51.100.2/32 198.51.100.3/32 3fff::2/128 3fff::3/128 3fff::2/127 198.51.100.2/31 203.0.113.0/24"));
    }

    private static string Show(Network network)
    {
        List<string> texts = [];
        foreach ((HostAddress prefix, int length) in LabRoutes.Of(network))
        {
            texts.Add($"{prefix}/{length}");
        }

        return string.Join(' ', texts);
    }
}
