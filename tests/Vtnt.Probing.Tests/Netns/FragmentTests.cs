using System.Runtime.Versioning;
using Vtnt.Probing.Transports;
using Vtnt.Tests.Shared;

namespace Vtnt.Probing.Tests.Netns;

/// <summary>Probes that are IPv6 fragments leave as they are: a real router quotes them.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class FragmentTests
{
    private static readonly TraceOptions Options = new() { Method = TraceMethod.UdpParis, FragmentOffset = 3, HopLimit = 1 };

    [Test]
    public void A_router_answers_a_later_fragment_of_a_raw_socket() => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        Shell.Run("ip -6 route add 2001:db8:3::/64 via 2001:db8:1::1");
        using RawSocketTransport transport = RawSocketTransport.Open();

        AssertAnswered(Once.Trace(transport, "2001:db8:3::1", Options));
    });

    [Test]
    public void A_router_answers_a_later_fragment_of_a_packet_socket() => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        using DatalinkTransport transport = DatalinkTransport.Open(new() { Router = HostAddress.Parse("2001:db8:1::1") });

        AssertAnswered(Once.Trace(transport, "2001:db8:3::1", Options));
    });

    [Test]
    public void Ordinary_sockets_carry_no_fragments() => NetworkNamespace.Run(() =>
    {
        using UnprivilegedTransport transport = UnprivilegedTransport.Open();

        Trace trace = Once.Trace(transport, "::1", Options);

        Assert.That(trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Failure), Has.All.EqualTo(SendFailure.NotSupported));
    });

    private static void AssertAnswered(Trace trace)
    {
        Reply reply = trace.Hops.SelectMany(hop => hop.Probes).SelectMany(probe => probe.Replies).Single();
        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.TimeExceeded));
        Assert.That(reply.Address, Is.EqualTo(HostAddress.Parse("2001:db8:1::1")));
        Assert.That(reply.QuotedTtl, Is.EqualTo(1));
    }
}
