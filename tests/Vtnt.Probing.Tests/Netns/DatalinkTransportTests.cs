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
