using System.Runtime.Versioning;
using Vtnt.Lab;
using Vtnt.Lab.Tun;
using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// Real packets through real sockets see the lab's network as the simulation in process does, hop by hop: addresses, reply
/// TTLs, quoted TTLs, sizes, labels, stop reasons, tunnels and revealed routers.
/// </summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class RawSocketLabTests
{
    /// <summary>Both families, with delays; no jitter, no loss.</summary>
    private const string BothFamilies =
        """
        host v
        host t
        vantage v
        destination t
        destination 2001:db8::7
        router r1 cisco
        router r2 juniper
        router r3 cisco
        link v  r1 198.18.0.0 198.18.0.1 2001:db8::0 2001:db8::1 delay 1ms
        link r1 r2 198.18.0.2 198.18.0.3 2001:db8::2 2001:db8::3 delay 2ms
        link r2 r3 198.18.0.4 198.18.0.5 2001:db8::4 2001:db8::5 delay 3ms
        link r3 t  198.18.0.6 198.18.0.7 2001:db8::6 2001:db8::7 delay 1ms
        """;

    [Test]
    public void A_trace_is_the_same_over_raw_sockets(
        [Values("juniper", "invisible-php", "explicit", "implicit", "opaque")] string network,
        [Values(TraceMethod.IcmpParis, TraceMethod.UdpParis)] TraceMethod method) =>
        Compare(ShippedNetworks.Load(network), Tracing(new() { Method = method }));

    [Test]
    public void A_ping_is_the_same_over_raw_sockets([Values("juniper", "invisible-php")] string network) =>
        Compare(ShippedNetworks.Load(network), Pinging(new() { ProbeCount = 3, WaitProbe = TimeSpan.FromMilliseconds(50) }));

    [Test]
    public void Tunnels_and_revealed_routers_are_the_same_over_raw_sockets(
        [Values("juniper", "invisible-php", "invisible-php-brpr", "invisible-uhp")] string network,
        [Values] TntProfile profile)
    {
        List<string> facts = Compare(
            ShippedNetworks.Load(network),
            (destinations, sources, found) => new TntRun(
                destinations, new() { AllowReserved = true, Profile = profile }, sources, trace => found.AddRange(LabWitness.Facts(trace))));

        Assert.That(facts, Has.Some.StartsWith("Invisible"));
    }

    [Test]
    public void Every_method_is_the_same_over_raw_sockets_in_both_families([Values] TraceMethod method)
    {
        Network network = Network.Parse(BothFamilies);
        Measurement measurement = Tracing(new() { Method = method });

        List<string> simulated = LabWitness.Simulated(network, measurement);

        AssertEqual(LabWitness.ThroughRawSockets(network, measurement, new() { Tcp = true }), simulated);
        AssertEqual(LabWitness.ThroughDatalink(network, measurement, new() { Interface = LabNamespace.InterfaceName, Tcp = true, Udp = true }), simulated);
    }

    [Test]
    public void A_ping_is_the_same_over_raw_sockets_in_both_families() =>
        Compare(Network.Parse(BothFamilies), Pinging(new() { ProbeCount = 2, WaitProbe = TimeSpan.FromMilliseconds(50), Tos = 0x28 }));

    [Test]
    public void The_path_mtu_is_found_over_real_sockets([Values(TraceMethod.UdpParis, TraceMethod.IcmpParis)] TraceMethod method)
    {
        Network network = Network.Parse(BothFamilies.Replace("delay 3ms", "delay 3ms mtu 1400", StringComparison.Ordinal));
        List<int> found = [];
        Measurement measurement = (destinations, sources, facts) => new TraceSource(
            destinations,
            new() { Method = method, PathMtu = true },
            sources,
            trace =>
            {
                facts.AddRange([.. LabWitness.Facts(trace), $"mtu {trace.PathMtu?.Mtu} of {trace.PathMtu?.InterfaceMtu}"]);
                found.Add(trace.PathMtu?.Mtu ?? 0);
            });

        AssertEqual(LabWitness.ThroughRawSockets(network, measurement), LabWitness.Simulated(network, measurement));
        _ = LabWitness.ThroughDatalink(network, measurement);
        _ = LabWitness.Unprivileged(network, measurement);
        Assert.That(found, Is.EqualTo(Enumerable.Repeat(1400, 8)));
    }

    [Test]
    public void Without_privilege_a_trace_lacks_only_what_an_error_queue_does_not_tell(
        [Values(TraceMethod.Udp, TraceMethod.UdpParis, TraceMethod.Icmp, TraceMethod.IcmpParis)] TraceMethod method, [Values] bool labels)
    {
        Network network = labels ? ShippedNetworks.Load("explicit") : Network.Parse(BothFamilies);
        TraceOptions options = new() { Method = method };

        AssertEqual(
            LabWitness.Unprivileged(network, Tracing(options)),
            LabWitness.Simulated(network, (destinations, sources, facts) =>
                new TraceSource(destinations, options, sources, trace => facts.AddRange(LabWitness.Facts(LabWitness.WithoutUnobserved(trace))))));
    }

    private static List<string> Compare(Network network, Measurement measurement)
    {
        List<string> simulated = LabWitness.Simulated(network, measurement);
        List<string> real = LabWitness.ThroughRawSockets(network, measurement);

        AssertEqual(real, simulated);
        return real;
    }

    private static void AssertEqual(List<string> real, List<string> simulated)
    {
        Assert.That(real, Is.Not.Empty);
        Assert.That(real.Order(StringComparer.Ordinal), Is.EqualTo(simulated.Order(StringComparer.Ordinal)));
    }

    private static Measurement Tracing(TraceOptions options) => (destinations, sources, facts) =>
        new TraceSource(destinations, options, sources, trace => facts.AddRange(LabWitness.Facts(trace)));

    private static Measurement Pinging(PingOptions options) => (destinations, sources, facts) =>
        new PingSource(destinations, options, sources, ping => facts.AddRange(LabWitness.Facts(ping)));
}
