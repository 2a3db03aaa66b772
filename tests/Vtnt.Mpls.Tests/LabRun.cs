using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>A run of the strict rules over a simulated network, through the real prober.</summary>
internal static class LabRun
{
    /// <summary>The results, in the order of the network's destinations.</summary>
    internal static List<TntTrace> Strict(Network network, ulong seed, int budget = 25)
    {
        SimulatedTransport transport = new(network, seed);
        List<TntTrace> results = [];
        using TntRun run = new(network.Destinations, new TntOptions { AllowReserved = true, Budget = budget }, transport, results.Add);
        new Prober(transport, new ProberOptions { PacketsPerSecond = 1000, AllowReserved = true }).Run(run);
        Assert.That(results, Has.Count.EqualTo(network.Destinations.Count));
        Assert.That(results, Has.All.Property(nameof(TntTrace.IsComplete)).True);
        return [.. results.OrderBy(result => network.Destinations.ToList().IndexOf(result.Trace.Destination))];
    }

    internal static string Text(TunnelTruth truth) =>
        $"{truth.Destination}: {truth.Kind} {Name(truth.Ingress)} [{string.Join(' ', truth.Routers.Select(router => Name(router)))}] {Name(truth.Egress)}";

    internal static string Text(HostAddress destination, Tunnel tunnel) =>
        $"{destination}: {tunnel.Kind} {Name(tunnel.Ingress)} [{string.Join(' ', tunnel.Routers.Select(router => Name(router.Address)))}] {Name(tunnel.Egress)}";

    private static string Name(HostAddress? address) => address is { IsNone: false } known ? known.ToString() : "-";
}
