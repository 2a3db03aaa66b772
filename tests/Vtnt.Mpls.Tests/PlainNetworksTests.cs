using System.Globalization;
using Vtnt.Benchmarks;
using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>
/// Random networks without any MPLS: detours, balanced ways, losses up to a half, silent, limited, odd and meddling routers. VTNT_PLAIN_NETWORKS
/// says how many; a release is checked with 100 000.
/// </summary>
[TestFixture]
public sealed class PlainNetworksTests
{
    private static readonly RandomNetworkOptions Shape = new() { Asymmetry = 0.2, Balancing = 0.2, MostLoss = 0.5, Oddities = 0.25 };

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("VTNT_PLAIN_NETWORKS"), CultureInfo.InvariantCulture, out int count) ? count : 500;

    [Test]
    public void Network_without_mpls_shows_no_tunnel_whatever_its_routers_do()
    {
        int extraRoutersOnly = 0;
        int better = 0;
        for (int seed = 1; seed <= Count; seed++)
        {
            string text = RandomNetwork.Text(seed, Shape);
            TntTrace result = LabRun.Strict(Network.Parse(text), (ulong)seed).Single();
            Assert.That(
                result.Tunnels.Where(tunnel => tunnel.Kind != TunnelKind.InvisiblePhp),
                Is.Empty,
                $"seed {seed}: {FindingsText.Graded(result)}\n{TntText.Write(result, verbose: true, allowReserved: true)}\n{text}");
            extraRoutersOnly += result.Tunnels.Count(tunnel => tunnel.Grade == TunnelGrade.ExtraRoutersOnly);
            better += result.Tunnels.Count(tunnel => tunnel.Grade != TunnelGrade.ExtraRoutersOnly);
        }

        // Where each packet takes a way of its own, any rule that compares traces is fooled now and then.
        TestContext.Out.WriteLine($"{Count} networks: {better} tunnels graded above extra routers only, {extraRoutersOnly} not.");
        Assert.That(better, Is.LessThan(3 + (Count / 200)));
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
    public void Every_router_of_a_found_tunnel_is_one_of_a_true_one()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            string text = RandomNetwork.Text(seed, new RandomNetworkOptions { Asymmetry = 0.2, Oddities = 0.1, Tunnels = 1 + (seed % 3) });
            Network network = Network.Parse(text);
            TntTrace result = LabRun.Strict(network, (ulong)seed).Single();
            IEnumerable<HostAddress> found = result.Tunnels.SelectMany(tunnel => tunnel.Routers).Select(router => router.Address).OfType<HostAddress>();
            Assert.That(network.Truths.SelectMany(truth => truth.Routers), Is.SupersetOf(found), $"seed {seed}: {FindingsText.Graded(result)}\n{text}");
        }
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
