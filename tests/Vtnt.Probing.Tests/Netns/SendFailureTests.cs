using System.Runtime.Versioning;
using Vtnt.Probing.Transports;
using Vtnt.Tests.Shared;

namespace Vtnt.Probing.Tests.Netns;

/// <summary>What goes wrong on a real link while probes are being sent is recorded on them, and nothing throws.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class SendFailureTests
{
    private const string Destination = "198.51.100.1";

    [TestCase("ip route add prohibit 198.51.100.0/24", SendFailure.Refused)]
    [TestCase("ip route add unreachable 198.51.100.0/24", SendFailure.Unreachable)]
    [TestCase("ip route add blackhole 198.51.100.0/24", SendFailure.Other)]
    public void A_route_that_refuses_is_recorded(string script, SendFailure expected) => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open();
        Shell.Run($"ip addr add 192.0.2.9/32 dev lo\n{script}");

        Assert.That(FailuresOf(transport), Has.All.EqualTo(expected));
    });

    [Test]
    public void An_interface_that_goes_down_meanwhile_is_recorded([Values] bool datalink) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        Shell.Run("ip route add 198.51.100.0/24 via 192.0.2.1");
        if (datalink)
        {
            using DatalinkTransport transport = DatalinkTransport.Open(new() { Router = HostAddress.Parse("192.0.2.1") });
            Shell.Run("ip link set va down");
            Assert.That(FailuresOf(transport), Has.All.EqualTo(SendFailure.InterfaceDown));
        }
        else
        {
            using RawSocketTransport transport = RawSocketTransport.Open();
            Shell.Run("ip link set va down");
            Assert.That(FailuresOf(transport), Has.All.EqualTo(SendFailure.Unreachable), "its routes are gone with it");
        }
    });

    [Test]
    public void An_interface_that_vanishes_ends_in_a_sentence_or_on_the_probe() => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        using DatalinkTransport transport = DatalinkTransport.Open(new() { Router = HostAddress.Parse("192.0.2.1") });
        Shell.Run("ip addr add 192.0.2.9/32 dev lo\nip link delete va");

        Assert.That(FailuresOf(transport), Has.None.EqualTo(SendFailure.None));
    });

    private static List<SendFailure> FailuresOf<T>(T transport)
        where T : IProbeTransport, ISourceAddressLookup
    {
        TraceOptions options = new() { Method = TraceMethod.IcmpParis, Source = HostAddress.Parse("192.0.2.9") };
        List<SendFailure> failures = [.. Once.Trace(transport, Destination, options).Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Failure)];
        Assert.That(failures, Is.Not.Empty);
        return failures;
    }
}
