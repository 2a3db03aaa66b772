using Vtnt.Lab;
using Vtnt.Mpls;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>From a capture to its tunnels.</summary>
public sealed class OfflineTntTests
{
    [TestCase("traceroute-udp.pcap")]
    [TestCase("traceroute-icmp.pcap.gz")]
    [TestCase("traceroute-tcp.pcap")]
    [TestCase("mtr-icmp.pcapng")]
    [TestCase("mtr-udp.pcap")]
    [TestCase("mtr-tcp.pcap")]
    [TestCase("scamper-udp-paris.pcap")]
    [TestCase("scamper-icmp-paris.pcap")]
    [TestCase("scamper-tcp.pcap")]
    [TestCase("scamper-tcp-ack.pcap")]
    [TestCase("interleaved.pcap")]
    public void Finds_the_explicit_tunnel_of_the_lab_and_no_other(string name)
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path($"pcap/{name}"));
        OfflineTnt offline = Knowing(assembled);
        Assert.That(assembled.Traces, Is.Not.Empty);
        foreach (Trace trace in assembled.Traces)
        {
            Tunnel tunnel = offline.Annotate(trace).Tunnels.Single();
            Assert.That(tunnel.Kind, Is.EqualTo(TunnelKind.Explicit));
            Assert.That(tunnel.Ingress, Is.EqualTo(HostAddress.Parse("198.18.1.1")));
            Assert.That(tunnel.Routers.Select(router => router.Address.ToString()), Is.EqualTo(new[] { "198.18.2.1", "198.18.2.3", "198.18.2.5" }));
            Assert.That(tunnel.Egress, Is.EqualTo(HostAddress.Parse("198.18.2.7")));
        }
    }

    [Test]
    public void Suspects_the_hidden_tunnel_by_the_pings_of_the_capture_and_says_that_nothing_was_revealed()
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path("pcap/invisible-pings.pcap"));
        TntTrace tnt = Knowing(assembled).Annotate(assembled.Traces.Single());

        Assert.That(tnt.Tunnels.SelectMany(tunnel => tunnel.Routers), Is.Empty);
        Assert.That(tnt.Candidates, Is.Not.Empty);
        Assert.That(tnt.Candidates.Select(candidate => candidate.Egress), Has.Some.EqualTo(HostAddress.Parse("198.18.2.7")));
    }

    [Test]
    public void Finds_again_what_a_captured_tnt_run_revealed([ValueSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))] string name)
    {
        Network network = ShippedNetworks.Load(name);
        var options = new TntOptions { AllowReserved = true };
        var simulated = new SimulatedTransport(network);
        using var file = new MemoryStream();
        var live = new List<TntTrace>();
        using (var writer = new CaptureWriter(file, leaveOpen: true))
        using (var run = new TntRun(network.Destinations, options, simulated, live.Add))
        {
            new Prober(new RecordingTransport(simulated, writer), new ProberOptions { AllowReserved = true }).Run(run);
        }

        Assembled assembled = Assembled.FromBytes(file.ToArray());
        OfflineTnt offline = Knowing(assembled);
        foreach (TntTrace expected in live)
        {
            Trace first = assembled.Traces.First(trace => trace.Destination == expected.Trace.Destination);
            Assert.That(offline.Annotate(first).Tunnels.Select(Describe), Is.EqualTo(expected.Tunnels.Select(Describe)));
        }
    }

    private static string Describe(Tunnel tunnel) =>
        $"{tunnel.Kind} {tunnel.Trigger} {tunnel.Technique} {tunnel.Ingress} {string.Join(' ', tunnel.Routers.Select(router => router.Address))} {tunnel.Egress}";

    private static OfflineTnt Knowing(Assembled assembled)
    {
        var offline = new OfflineTnt(new TntOptions());
        foreach (Ping ping in assembled.Pings)
        {
            offline.Add(ping);
        }

        foreach (Trace trace in assembled.Traces)
        {
            offline.Add(trace);
        }

        return offline;
    }
}
