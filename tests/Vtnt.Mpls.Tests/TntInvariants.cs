using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>What holds of every annotated trace, whatever the network did.</summary>
internal static class TntInvariants
{
    internal static void Check(TntTrace result)
    {
        int slot = result.Trace.FirstHop;
        Hop? previous = null;
        foreach (Hop hop in result.AnnotatedTrace.Hops)
        {
            TntAnnotation bits = hop.Tnt!;
            var types = (HopTypes)bits.Types;
            var discoveries = (HopDiscoveries)bits.Discoveries;
            bool isRevealed = discoveries.HasFlag(HopDiscoveries.Revealed);
            Assert.That(bits.Slot, Is.EqualTo(Math.Min(slot++, 255)));
            Assert.That(!isRevealed || (types & (HopTypes.Lsr | HopTypes.Egress)) != 0, "a revealed hop has a role");
            Assert.That(!isRevealed || bits.RevelationStep >= 1 || hop.IsSilent, "a revealed hop has a step");
            Assert.That(isRevealed || bits.RevelationStep == 0, "only revealed hops have a step");
            Assert.That(!isRevealed || bits.Failures == 0, "failures stand on hops of the initial trace");
            Assert.That(isRevealed || (discoveries & HopDiscoveries.Stops) == 0, "stops stand on revealed hops");
            Assert.That(previous is null || !((HopDiscoveries)previous.Tnt!.Discoveries).HasFlag(HopDiscoveries.BeforeSilentIngress) || hop.IsSilent);
            previous = hop;
        }

        foreach (Tunnel tunnel in result.Tunnels)
        {
            Assert.That(tunnel.Routers.Length + (tunnel.Ingress is null ? 0 : 1) + (tunnel.Egress is null ? 0 : 1), Is.GreaterThan(0));
            Assert.That(tunnel.Evidence.Address.IsNone, Is.False);
        }

        Assert.That(() => TntText.Write(result, verbose: true), Throws.Nothing);
    }
}
