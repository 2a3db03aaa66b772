using System.Runtime.Versioning;
using Vtnt.Probing.Transports;
using Vtnt.Tests.Shared;

namespace Vtnt.Probing.Tests.Netns;

[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class RouteTableTests
{
    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    public void Finds_the_way_to_the_host_itself(string address) => NetworkNamespace.Run(() =>
    {
        Route? route = RouteTable.Find(HostAddress.Parse(address));

        Assert.That(route, Is.Not.Null);
        Assert.That(route!.Link.Name, Is.EqualTo("lo"));
        Assert.That(route.IsLocal, Is.True);
        Assert.That(route.Source, Is.EqualTo(HostAddress.Parse(address)));
        Assert.That(route.Gateway, Is.Null);
        Assert.That(route.Mtu, Is.EqualTo(65_536));
    });

    [TestCase("198.51.100.1")]
    [TestCase("2001:db8::1")]
    public void Finds_no_way_where_there_is_none(string address) =>
        NetworkNamespace.Run(() => Assert.That(RouteTable.Find(HostAddress.Parse(address)), Is.Null));

    [Test]
    public void Finds_an_interface_by_its_name() => NetworkNamespace.Run(() =>
    {
        NetworkLink? link = RouteTable.FindLink("lo");

        Assert.That(link, Is.EqualTo(new NetworkLink { Index = 1, Name = "lo", Mtu = 65_536, HardwareType = 772, HardwareAddress = [0, 0, 0, 0, 0, 0], IsUp = true }));
        Assert.That(link!.NeedsNeighbour, Is.False);
        Assert.That(RouteTable.FindLink("none0"), Is.Null);
    });

    [Test]
    public void Says_when_an_interface_is_down() =>
        NetworkNamespace.Run(() => Assert.That(RouteTable.FindLink("lo")!.IsUp, Is.False), isLoopbackUp: false);

    [Test]
    public void Finds_the_gateway_source_and_mtu_of_a_route() => NetworkNamespace.Run(() =>
    {
        Shell.Run(
            "ip link add va type veth peer name vb && ip link set va mtu 1400 up && ip link set vb up && ip addr add 192.0.2.9/24 dev va"
            + " && ip route add 198.51.100.0/24 via 192.0.2.1 && ip route add 203.0.113.0/24 via 192.0.2.1 mtu 1300"
            + " && ip route add prohibit 198.51.100.128/25");

        Route? route = RouteTable.Find(HostAddress.Parse("198.51.100.7"));

        Assert.That(route!.Link.Name, Is.EqualTo("va"));
        Assert.That(route.Link.NeedsNeighbour, Is.True);
        Assert.That(route.Link.HardwareAddress, Has.Length.EqualTo(6));
        Assert.That(route.Gateway, Is.EqualTo(HostAddress.Parse("192.0.2.1")));
        Assert.That(route.Source, Is.EqualTo(HostAddress.Parse("192.0.2.9")));
        Assert.That(route.Mtu, Is.EqualTo(1400));
        Assert.That(RouteTable.Find(HostAddress.Parse("203.0.113.1"))!.Mtu, Is.EqualTo(1300));
        Assert.That(RouteTable.Find(HostAddress.Parse("192.0.2.44"))!.Gateway, Is.Null, "on the link");
        Assert.That(RouteTable.Find(HostAddress.Parse("198.51.100.200")), Is.Null, "prohibited");
    });
}
