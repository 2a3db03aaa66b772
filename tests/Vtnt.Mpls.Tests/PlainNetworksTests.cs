using System.Globalization;
using Vtnt.Benchmarks;
using Vtnt.Lab;

namespace Vtnt.Mpls.Tests;

/// <summary>
/// Random networks without any MPLS: detours, losses up to a half, silent, limited and odd routers. VTNT_PLAIN_NETWORKS
/// says how many; a release is checked with 100 000.
/// </summary>
[TestFixture]
public sealed class PlainNetworksTests
{
    private static readonly RandomNetworkOptions Shape = new() { Asymmetry = 0.3, MostLoss = 0.5, Oddities = 0.25 };

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("VTNT_PLAIN_NETWORKS"), CultureInfo.InvariantCulture, out int count) ? count : 500;

    [Test]
    public void Network_without_mpls_shows_no_tunnel_whatever_its_routers_do()
    {
        for (int seed = 1; seed <= Count; seed++)
        {
            string text = RandomNetwork.Text(seed, Shape);
            TntTrace result = LabRun.Strict(Network.Parse(text), (ulong)seed).Single();
            Assert.That(
                result.Tunnels.Where(tunnel => tunnel.Kind != TunnelKind.InvisiblePhp || tunnel.Grade == TunnelGrade.Confirmed),
                Is.Empty,
                $"seed {seed}: {FindingsText.Graded(result)}\n{TntText.Write(result, verbose: true, allowReserved: true)}\n{text}");
        }
    }

    [Test]
    public void Detours_make_paths_asymmetric()
    {
        int longer = 0;
        int shorter = 0;
        for (int seed = 1; seed <= 100; seed++)
        {
            TntTrace result = LabRun.Strict(Network.Parse(RandomNetwork.Text(seed, new RandomNetworkOptions { Asymmetry = 0.5 })), 1).Single();
            longer += result.Indicators.Any(hop => hop.Frpla > 0) ? 1 : 0;
            shorter += result.Indicators.Any(hop => hop.Frpla < 0) ? 1 : 0;
        }

        Assert.That(longer, Is.GreaterThan(30));
        Assert.That(shorter, Is.GreaterThan(30));
    }

    [Test]
    public void Random_tunnels_are_where_the_text_says()
    {
        for (int seed = 1; seed <= 100; seed++)
        {
            Network network = Network.Parse(RandomNetwork.Text(seed, new RandomNetworkOptions { Tunnels = 1 + (seed % 3) }));
            Assert.That(network.Truths, Has.Count.EqualTo(1 + (seed % 3)));
        }
    }
}
