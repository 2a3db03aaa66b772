using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

public sealed class StoredTntTests
{
    [Test]
    public void Reads_the_tunnels_that_the_bits_tell_of([ValueSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))] string name)
    {
        foreach (TntTrace live in Run(name))
        {
            TntTrace stored = StoredTnt.Read(live.AnnotatedTrace);
            Assert.That(stored.Tunnels.Select(Describe), Is.EqualTo(live.Tunnels.Select(Describe)));
            Assert.That(stored.AnnotatedTrace, Is.EqualTo(live.AnnotatedTrace));
        }
    }

    [Test]
    public void Gives_back_the_trace_before_anything_was_revealed([ValueSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))] string name)
    {
        foreach (TntTrace live in Run(name))
        {
            TntTrace stored = StoredTnt.Read(live.AnnotatedTrace);
            Assert.That(
                stored.Trace.Hops.Where(hop => !hop.IsSilent).Select(hop => (hop.ProbeTtl, hop.FirstReply!.Address)),
                Is.EqualTo(live.Trace.Hops.Where(hop => !hop.IsSilent).Select(hop => (hop.ProbeTtl, hop.FirstReply!.Address))));
        }
    }

    [Test]
    public void A_trace_without_bits_is_not_annotated() => Assert.That(StoredTnt.IsAnnotated(Run("invisible-php")[0].Trace), Is.False);

    private static string Describe(Tunnel tunnel) =>
        $"{tunnel.Kind} {tunnel.Trigger} {tunnel.Ingress} {string.Join(' ', tunnel.Routers.Select(router => router.Address))} {tunnel.Egress}";

    private static List<TntTrace> Run(string name)
    {
        Network network = ShippedNetworks.Load(name);
        List<TntTrace> traces = [];
        var transport = new SimulatedTransport(network);
        using var run = new TntRun(network.Destinations, new TntOptions { Profile = TntProfile.Compat, AllowReserved = true }, transport, traces.Add);
        new Prober(transport, new ProberOptions { AllowReserved = true }).Run(run);
        return traces;
    }
}
