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
}
