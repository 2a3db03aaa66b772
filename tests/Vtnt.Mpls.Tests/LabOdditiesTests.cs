using System.Globalization;
using Vtnt.Lab;

namespace Vtnt.Mpls.Tests;

/// <summary>Networks that mean no tunnel, or mean ill.</summary>
[TestFixture]
public sealed class LabOdditiesTests
{
    // The way back from the edge always takes three more routers; the way there does from some moment on.
    private const string Detour = """
        host vantage
        host target
        vantage vantage
        destination target
        router gw cisco
        router isp cisco
        router a cisco
        router b cisco
        router c cisco
        router edge cisco
        link vantage gw 198.18.0.0 198.18.0.1 delay 5ms
        link gw isp 198.18.0.2 198.18.0.3 delay 5ms
        link isp edge 198.18.0.4 198.18.0.5 delay 5ms weight 10/1000
        link isp a 198.18.0.6 198.18.0.7 delay 5ms
        link a b 198.18.0.8 198.18.0.9 delay 5ms
        link b c 198.18.0.10 198.18.0.11 delay 5ms
        link c edge 198.18.0.12 198.18.0.13 delay 5ms
        link edge target 198.18.0.14 198.18.0.15 delay 5ms

        """;

    [Test]
    public void Route_that_changes_between_trace_and_revelation_is_no_tunnel()
    {
        HashSet<RevelationOutcome> outcomes = [];
        for (int milliseconds = 10; milliseconds < 400; milliseconds += 5)
        {
            string change = string.Create(CultureInfo.InvariantCulture, $"change {milliseconds}ms isp edge down\n");
            TntTrace result = LabRun.Strict(Network.Parse(Detour + change), 1).Single();
            Assert.That(result.Tunnels, Is.Empty, $"{milliseconds} ms: {FindingsText.Graded(result)}");
            outcomes.UnionWith(result.Candidates.Select(candidate => candidate.Outcome));
        }

        Assert.That(outcomes, Does.Contain(RevelationOutcome.PathChanged));
    }

    [Test]
    public void Asymmetry_alone_is_a_candidate()
    {
        TntTrace result = LabRun.Strict(Network.Parse(Detour), 1).Single();
        Assert.That(result.Tunnels, Is.Empty);
        Assert.That(result.Candidates.Single().Evidence.Frpla, Is.EqualTo(3));
    }

    [Test]
    public void Hostile_router_cannot_make_us_send_without_end()
    {
        const string Text = """
            host vantage
            vantage vantage
            router gw cisco
            router isp cisco
            router evil cisco invents 198.19.64.0/18
            link vantage gw 198.18.0.0 198.18.0.1
            link gw isp 198.18.0.2 198.18.0.3
            link isp evil 198.18.0.4 198.18.0.5
            destination 198.19.64.9
            """;
        TntTrace result = LabRun.Strict(Network.Parse(Text), 1).Single();
        Assert.That(result.OwnProbes, Is.LessThan(2500));
        Assert.That(result.Tunnels.SelectMany(tunnel => tunnel.Routers).Max(router => router.Step) ?? 0, Is.LessThanOrEqualTo(32));
    }

    [Test]
    public void Router_that_forwards_what_has_expired_is_no_tunnel()
    {
        string text = Detour.Replace("router isp cisco", "router isp cisco forwards-expired", StringComparison.Ordinal);
        Assert.That(LabRun.Strict(Network.Parse(text), 1).Single().Tunnels, Is.Empty);
    }

    [TestCase("flows")]
    [TestCase("destinations")]
    [TestCase("packets")]
    public void Balancing_over_ways_of_unequal_length_is_hardly_ever_a_tunnel(string kind)
    {
        string text = Detour.Replace("router isp cisco", $"router isp cisco balances {kind}", StringComparison.Ordinal)
            .Replace("weight 10/1000", "weight 40", StringComparison.Ordinal);
        int found = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            TntTrace result = LabRun.Strict(Network.Parse(text), seed).Single();
            Assert.That(result.Tunnels, Has.All.Property(nameof(Tunnel.Kind)).EqualTo(TunnelKind.InvisiblePhp), FindingsText.Graded(result));
            found += result.Tunnels.Count(tunnel => tunnel.Grade != TunnelGrade.ExtraRoutersOnly);
        }

        Assert.That(found, Is.LessThan(3));
    }

    [TestCase("30")]
    [TestCase("60")]
    [TestCase("100")]
    [TestCase("200")]
    [TestCase("200/60")]
    [TestCase("30/255")]
    public void Unusual_initial_ttl_is_no_tunnel(string ttl)
    {
        // Each router in turn; no way back is longer than the way there.
        foreach (string router in (string[])["gw", "isp", "edge"])
        {
            string text = Detour.Replace("weight 10/1000", "weight 10", StringComparison.Ordinal)
                .Replace($"router {router} cisco", $"router {router} ttl {ttl}", StringComparison.Ordinal);
            TntTrace result = LabRun.Strict(Network.Parse(text), 1).Single();
            Assert.That(result.Tunnels, Is.Empty, router);

            // 60 is near 64: four routers more on the way back could be; a trace to the router tells that none is hidden.
            Assert.That(result.Candidates.Select(candidate => candidate.Outcome), Has.All.EqualTo(RevelationOutcome.NothingRevealed), router);
            Assert.That(result.Candidates, ttl == "60" && router != "gw" ? Has.Length.EqualTo(1) : Is.Empty, router);
        }
    }

    [TestCase("gw", "vantage")]
    [TestCase("isp", "gw")]
    [TestCase("edge", "isp")]
    [TestCase("gw", "isp")]
    [TestCase("isp", "edge")]
    public void Middlebox_that_rewrites_ttls_is_no_tunnel(string box, string neighbour)
    {
        // Towards us it makes every way back look alike; away from us the hops behind it are never seen.
        foreach (int ttl in (int[])[20, 45, 99, 130, 200, 250])
        {
            string text = Detour.Replace("weight 10/1000", "weight 10", StringComparison.Ordinal)
                .Replace($"router {box} cisco", $"router {box} cisco rewrites-ttl {ttl} {neighbour}", StringComparison.Ordinal);
            TntTrace result = LabRun.Strict(Network.Parse(text), 1).Single();
            Assert.That(result.Tunnels, Is.Empty, $"{ttl}: {FindingsText.Graded(result)}");
        }
    }

    // Transit leaves at pe3 by policy, though pe2 is nearer to the target; routes within the domain know nothing of it.
    private const string OtherExit = """
        host vantage
        host target
        vantage vantage
        destination target
        router gw cisco
        router pe1 cisco loopback 198.18.255.1
        router p1 cisco loopback 198.18.255.2
        router p2 cisco loopback 198.18.255.3
        router p3 cisco loopback 198.18.255.4
        router pe2 cisco loopback 198.18.255.5
        router pe3 cisco loopback 198.18.255.6
        router edge cisco
        link vantage gw 198.18.0.0 198.18.0.1
        link gw pe1 198.18.0.2 198.18.0.3
        link pe1 p1 198.18.0.4 198.18.0.5
        link p1 p2 198.18.0.6 198.18.0.7
        link p2 p3 198.18.0.8 198.18.0.9
        link p3 pe3 198.18.0.10 198.18.0.11
        link p1 pe2 198.18.0.12 198.18.0.13
        link pe2 edge 198.18.0.14 198.18.0.15
        link pe3 edge 198.18.0.16 198.18.0.17
        link edge target 198.18.0.18 198.18.0.19
        domain core members pe1 p1 p2 p3 pe2 pe3 DOMAIN
        exit core target pe3

        """;

    [TestCase("ttl-propagate off ldp loopbacks", "invisible-php")]
    [TestCase("ttl-propagate off ldp all", "invisible-php")]
    [TestCase("pop php", "explicit")]
    [TestCase("rfc4950 off", "implicit")]
    public void Tunnel_to_another_exit_than_the_nearest_is_found_as_it_is(string domain, string kind)
    {
        var network = Network.Parse($"{OtherExit.Replace("DOMAIN", domain, StringComparison.Ordinal)}truth target {kind} pe1 p1 p2 p3 pe3\n");
        TntTrace result = LabRun.Strict(network, 1).Single();
        Assert.That(
            result.Tunnels.Select(tunnel => LabRun.Text(result.Trace.Destination, tunnel)),
            Is.EqualTo(network.Truths.Select(LabRun.Text)),
            FindingsText.Graded(result));
    }

    [Test]
    public void Where_only_the_policy_knows_the_exit_routers_that_appear_are_no_proof()
    {
        // Transit is not labelled here: what a trace to the exit shows is just another way, which the second look tells.
        string text = OtherExit.Replace("DOMAIN", "no-lsp-to pe3 no-lsp-to pe1", StringComparison.Ordinal);
        TntTrace result = LabRun.Strict(Network.Parse(text), 1).Single();
        Assert.That(result.Tunnels.Where(tunnel => tunnel.Grade != TunnelGrade.ExtraRoutersOnly), Is.Empty, FindingsText.Graded(result));
    }
}
