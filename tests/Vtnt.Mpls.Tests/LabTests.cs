using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Strict against the shipped networks of the lab: exactly the declared tunnels, through the real prober.</summary>
[TestFixture]
public sealed class LabTests
{
    /// <summary>Networks that lose packets: what is found depends on the seed.</summary>
    private static readonly string[] Lossy = ["lossy"];

    private static IEnumerable<string> Names() => ShippedNetworks.Names.Except(Lossy);

    [TestCaseSource(nameof(Names))]
    public void Finds_exactly_the_declared_tunnels(string name)
    {
        Network network = ShippedNetworks.Load(name);
        List<TntTrace> results = Run(network, 1);
        IEnumerable<string> found = results.SelectMany(result => result.Tunnels.Select(tunnel => Text(result.Trace.Destination, tunnel)));
        Assert.That(found, Is.EqualTo(network.Truths.Select(Text)), string.Join('\n', results.Select(FindingsText.Of)));
    }

    private static List<TntTrace> Run(Network network, ulong seed)
    {
        SimulatedTransport transport = new(network, seed);
        List<TntTrace> results = [];
        using TntRun run = new(network.Destinations, new TntOptions { AllowReserved = true }, transport, results.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, AllowReserved = true }).Run(run);
        Assert.That(results, Has.Count.EqualTo(network.Destinations.Count));
        Assert.That(results, Has.All.Property(nameof(TntTrace.IsComplete)).True);
        return [.. results.OrderBy(result => network.Destinations.ToList().IndexOf(result.Trace.Destination))];
    }

    private static string Text(TunnelTruth truth) =>
        $"{truth.Destination}: {truth.Kind} {Name(truth.Ingress)} [{string.Join(' ', truth.Routers.Select(router => Name(router)))}] {Name(truth.Egress)}";

    private static string Text(HostAddress destination, Tunnel tunnel) =>
        $"{destination}: {tunnel.Kind} {Name(tunnel.Ingress)} [{string.Join(' ', tunnel.Routers.Select(router => Name(router.Address)))}] {Name(tunnel.Egress)}";

    private static string Name(HostAddress? address) => address is { IsNone: false } known ? known.ToString() : "-";
}
