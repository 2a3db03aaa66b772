using System.Runtime.Versioning;
using Vtnt.Probing.Transports;
using Vtnt.Tests.Shared;

namespace Vtnt.Probing.Tests.Netns;

/// <summary>Packet sockets on a real Ethernet link to a neighbour.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class DatalinkTransportTests
{
    [TestCase("192.0.2.1", "198.51.100.1", "192.0.2.9")]
    [TestCase("2001:db8:1::1", "2001:db8:2::1", "2001:db8:1::9")]
    public void A_router_is_used_whatever_the_routing_table_says(string router, string destination, string source) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        using DatalinkTransport transport = DatalinkTransport.Open(new() { Router = HostAddress.Parse(router) });

        Trace trace = Once.Trace(transport, destination, new() { Method = TraceMethod.UdpParis });

        Assert.That(RouteTable.Find(HostAddress.Parse(destination)), Is.Null);
        Assert.That(transport.Link.Name, Is.EqualTo(Neighbour.Interface));
        Assert.That(trace.Source, Is.EqualTo(HostAddress.Parse(source)));
        Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
        Reply reply = trace.Hops.SelectMany(hop => hop.Probes).SelectMany(probe => probe.Replies).Single();
        Assert.That(reply.Address, Is.EqualTo(HostAddress.Parse(destination)));
        Assert.That(reply.ReceivedOrigin, Is.EqualTo(TimestampOrigin.Datalink));
        Assert.That(reply.Rtt, Is.GreaterThanOrEqualTo(TimeSpan.Zero).And.LessThan(TimeSpan.FromSeconds(5)));
    });

    [Test]
    public void A_measurement_that_asks_for_a_router_gets_that_one_or_an_error() => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        HostAddress router = HostAddress.Parse("192.0.2.1");
        TraceOptions options = new() { Method = TraceMethod.UdpParis, Router = router };
        using DatalinkTransport transport = DatalinkTransport.Open(new() { Router = router });
        using RawSocketTransport raw = RawSocketTransport.Open();

        Trace trace = Once.Trace(transport, "198.51.100.1", options);
        Trace other = Once.Trace(raw, "192.0.2.1", options);
        Trace family = Once.Trace(transport, "2001:db8:2::1", options with { Source = HostAddress.Parse("2001:db8:1::9") });

        Assert.That((trace.StopReason, trace.Router), Is.EqualTo((StopReason.Completed, (HostAddress?)router)));
        Assert.That((other.StopReason, other.ErrorText), Is.EqualTo((StopReason.Error, "probes do not leave by router 192.0.2.1; open a transport that hands them to it")));
        Assert.That((family.StopReason, family.ErrorText), Is.EqualTo((StopReason.Error, "router and destination must be of one address family")));
    });

    [Test]
    public void The_mtu_of_the_interface_is_told_to_traces() => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        Shell.Run("ip link set va mtu 1480");
        using DatalinkTransport datalink = DatalinkTransport.Open(new() { Interface = Neighbour.Interface });
        using RawSocketTransport raw = RawSocketTransport.Open();
        TraceOptions options = new() { Method = TraceMethod.UdpParis, PathMtu = true, Source = HostAddress.Parse("192.0.2.9") };

        Assert.That(Once.Trace(datalink, "192.0.2.1", options).PathMtu!.InterfaceMtu, Is.EqualTo(1480));
        Assert.That(Once.Trace(raw, "192.0.2.1", options).PathMtu!.InterfaceMtu, Is.EqualTo(1480));
        Assert.That(Once.Trace(raw, "192.0.2.1", options with { InterfaceMtu = 1000 }).PathMtu!.InterfaceMtu, Is.EqualTo(1000));
    });

    [TestCase("192.0.2.1")]
    [TestCase("2001:db8:1::1")]
    public void Without_a_router_the_routing_table_names_the_neighbour(string destination) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        using DatalinkTransport transport = DatalinkTransport.Open(new() { Interface = Neighbour.Interface });

        Assert.That(Once.Trace(transport, destination, new() { Method = TraceMethod.IcmpParis }).StopReason, Is.EqualTo(StopReason.Completed));
    });

    [TestCase("192.0.2.77", "192.0.2.9", Description = "nobody has this address")]
    [TestCase("2001:db8:9::1", "2001:db8:1::9", Description = "no route leads there")]
    public void What_has_no_next_hop_is_unreachable(string destination, string source) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        using DatalinkTransport transport = DatalinkTransport.Open(new() { Interface = Neighbour.Interface });

        Trace trace = Once.Trace(transport, destination, new() { Method = TraceMethod.IcmpParis, Source = HostAddress.Parse(source) });

        Assert.That(trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Failure), Is.Not.Empty.And.All.EqualTo(SendFailure.Unreachable));
    });

    [TestCase("192.0.2.77", Description = "nobody has this address")]
    [TestCase("198.51.100.1", Description = "no route leads there")]
    [TestCase("203.0.113.1", Description = "behind another router")]
    public void A_router_that_is_no_neighbour_is_refused(string router) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        Shell.Run("ip route add 203.0.113.0/24 via 192.0.2.1");

        Assert.That(
            () => DatalinkTransport.Open(new() { Router = HostAddress.Parse(router) }),
            Throws.InstanceOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.NoRoute));
    });

    [Test]
    public void An_interface_that_is_missing_or_down_is_refused() => NetworkNamespace.Run(
        () =>
        {
            foreach (string name in new[] { "none0", "lo" })
            {
                Assert.That(
                    () => DatalinkTransport.Open(new() { Interface = name }),
                    Throws.InstanceOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.NoInterface));
            }
        },
        isLoopbackUp: false);

    [Test]
    public void Without_the_capability_opening_says_what_to_do() => NetworkNamespace.Run(() =>
    {
        NetworkNamespace.Drop(TestLibc.CapabilityNetRaw);

        Assert.That(
            () => DatalinkTransport.Open(new() { Interface = "lo" }),
            Throws.InstanceOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.Privilege));
    });

    [Test]
    public void Privilege_is_not_needed_any_more_once_it_is_open() => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        using DatalinkTransport transport = DatalinkTransport.Open(new() { Interface = Neighbour.Interface });
        NetworkNamespace.Drop(TestLibc.CapabilityNetRaw);

        Assert.That(Once.Trace(transport, "192.0.2.1", new() { Method = TraceMethod.UdpParis }).StopReason, Is.EqualTo(StopReason.Completed));
    });

    [Test]
    public void A_packet_above_the_link_s_mtu_is_too_big() => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        using DatalinkTransport transport = DatalinkTransport.Open(new() { Router = HostAddress.Parse("192.0.2.1") });
        PacketBatch batch = new(1, 2000);
        batch.FreeSpan[0] = 0x45;
        batch.Commit(1501);

        transport.Send(batch);

        Assert.That(batch[0].Failure, Is.EqualTo(SendFailure.TooBig));
    });

    [Test]
    public void Neither_interface_nor_router_is_an_error_of_the_caller() =>
        Assert.That(() => DatalinkTransport.Open(new()), Throws.ArgumentException.With.Message.Contains("interface or a router"));
}
