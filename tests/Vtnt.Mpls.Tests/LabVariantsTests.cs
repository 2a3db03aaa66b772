using Vtnt.Lab;

namespace Vtnt.Mpls.Tests;

/// <summary>One path through three LSRs, its domain configured in every way: strict finds the declared tunnel, exactly.</summary>
[TestFixture]
public sealed class LabVariantsTests
{
    private const string Routers = """
        host vantage
        host target
        vantage vantage
        router gw   cisco
        router isp  cisco
        router pe1  PE1 loopback 198.18.255.1
        router p1   LSR loopback 198.18.255.2
        router p2   LSR loopback 198.18.255.3
        router p3   LSR loopback 198.18.255.4
        router pe2  PE2 loopback 198.18.255.5
        router edge EDGE
        link vantage gw   198.18.0.1  198.18.0.2   delay 500us
        link gw      isp  198.18.1.0  198.18.1.1   delay 1ms
        link isp     pe1  198.18.1.2  198.18.1.3   delay 2ms
        link pe1     p1   198.18.2.0  198.18.2.1   delay 3ms
        link p1      p2   198.18.2.2  198.18.2.3   delay 6ms
        link p2      p3   198.18.2.4  198.18.2.5   delay 6ms
        link p3      pe2  198.18.2.6  198.18.2.7   delay 3ms
        link pe2     edge 198.18.3.0  198.18.3.1   delay 1ms
        link edge    target 198.18.4.1 198.18.4.2  delay 500us

        """;

    private const string ToTarget = "destination target\ntruth target KIND pe1 p1 p2 p3 pe2\n";

    [TestCase("explicit", "pop php", "")]
    [TestCase("explicit", "pop explicit-null", "")]
    [TestCase("explicit", "pop uhp", "")]
    [TestCase("explicit", "pop uhp inner-label 500", "")]
    [TestCase("explicit", "pop php inner-label 500", "")]
    [TestCase("explicit", "quoted-ttl lse", "")]
    [TestCase("explicit", "icmp-tunnelling off", "")]
    [TestCase("explicit", "segment-routing on", "")]
    [TestCase("explicit", "segment-routing on through p2", "")]
    [TestCase("explicit", "segment-routing on pop explicit-null", "")]
    [TestCase("explicit", "inner-label explicit-null", "")]
    [TestCase("explicit", "inner-label explicit-null inner-label 500", "")]
    [TestCase("explicit", "", "LSR=juniper")]
    [TestCase("explicit", "", "PE1=cisco silent")]
    [TestCase("explicit", "", "PE2=cisco silent")]
    [TestCase("explicit", "", "EDGE=cisco silent")]
    [TestCase("implicit", "rfc4950 off", "")]
    [TestCase("implicit", "rfc4950 off icmp-tunnelling off", "")]
    [TestCase("implicit", "rfc4950 off quoted-ttl lse", "")]
    [TestCase("implicit", "rfc4950 off", "PE1=cisco silent")]
    [TestCase("implicit", "rfc4950 off quoted-ttl lse", "PE1=cisco silent")]
    [TestCase("implicit", "rfc4950 off", "PE2=cisco silent")]
    [TestCase("implicit", "rfc4950 off quoted-ttl lse", "PE2=cisco silent")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks", "")]
    [TestCase("invisible-php", "ttl-propagate off ldp all", "")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks", "PE2=juniper")]
    [TestCase("invisible-php", "ttl-propagate off ldp all", "PE2=juniper")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks", "PE1=cisco silent")]
    [TestCase("invisible-php", "ttl-propagate off ldp all", "PE1=cisco silent")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks no-lsp-to pe1", "")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks no-lsp-to pe1", "PE2=juniper")]
    [TestCase("invisible-php", "ttl-propagate off ldp all no-lsp-to pe1", "")]
    [TestCase("implicit", "rfc4950 off", "LSR=juniper")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks", "LSR=juniper")]
    [TestCase("invisible-php", "ttl-propagate off ldp all", "LSR=juniper")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks", "EDGE=ttl 30")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks", "EDGE=ttl 60")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks", "EDGE=ttl 100")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks", "EDGE=ttl 200")]
    [TestCase("invisible-php", "ttl-propagate off ldp all", "EDGE=ttl 200/60")]
    [TestCase("explicit", "pop php", "EDGE=ttl 100")]
    [TestCase("explicit", "pop php", "EDGE=cisco rewrites-ttl 99 pe2")]
    [TestCase("invisible-php", "ttl-propagate off ldp loopbacks", "EDGE=cisco rewrites-ttl 200 pe2")]
    [TestCase("invisible-uhp", "ttl-propagate off ldp loopbacks pop uhp egress-expiry forwarded", "")]
    [TestCase("invisible-uhp", "ttl-propagate off ldp all pop uhp egress-expiry forwarded", "")]
    [TestCase("opaque", "ttl-propagate off ldp loopbacks pop uhp egress-expiry labelled", "")]
    [TestCase("opaque", "ttl-propagate off ldp all pop uhp egress-expiry labelled", "")]
    public void Finds_exactly_the_declared_tunnel(string kind, string domain, string routers) =>
        Check(Text(kind, domain, routers, ToTarget));

    [TestCase("explicit", "ldp all", "destination 198.18.3.1\ntruth 198.18.3.1 KIND pe1 p1 p2 p3 pe2\n")]
    [TestCase("explicit", "pop php", "destination 198.18.255.5\ntruth 198.18.255.5 KIND pe1 p1 p2 p3 pe2\n")]
    [TestCase("implicit", "rfc4950 off", "destination 198.18.255.5\ntruth 198.18.255.5 KIND pe1 p1 p2 p3 pe2\n")]
    public void Finds_a_tunnel_that_ends_at_the_destination(string kind, string domain, string ends) => Check(Text(kind, domain, "", ends));

    [Test]
    public void Implicit_tunnel_of_junos_routers_that_quote_1_is_three_candidates()
    {
        // Their u-turns of 6, 4 and 2 look as return tunnels of those lengths do: only where both replies start alike it is told.
        var network = Network.Parse(Text("implicit", "rfc4950 off quoted-ttl lse", "LSR=juniper", ToTarget));
        TntTrace result = LabRun.Strict(network, 1).Single();
        Assert.That(result.Tunnels, Is.Empty);
        Assert.That(result.Candidates.Select(candidate => (candidate.Trigger, candidate.Evidence.UTurn)), Is.EqualTo(new (TunnelTrigger, int?)[]
        {
            (TunnelTrigger.Rtla, 6),
            (TunnelTrigger.Rtla, 4),
            (TunnelTrigger.Rtla, 2),
        }));
    }

    private static string Text(string kind, string domain, string routers, string ends)
    {
        string nodes = Routers;
        foreach (string assignment in routers.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = assignment.Split('=');
            nodes = nodes.Replace(parts[0], parts[1], StringComparison.Ordinal);
        }

        foreach (string role in (string[])["PE1", "PE2", "LSR", "EDGE"])
        {
            nodes = nodes.Replace(role, "cisco", StringComparison.Ordinal);
        }

        return $"{nodes}domain core members pe1 p1 p2 p3 pe2 {domain}\n{ends.Replace("KIND", kind, StringComparison.Ordinal)}";
    }

    private static void Check(string text)
    {
        var network = Network.Parse(text);
        TntTrace result = LabRun.Strict(network, 1).Single();
        string findings = $"{FindingsText.Of(result)}\n{TntText.Write(result, verbose: true, allowReserved: true)}";
        Assert.That(result.Tunnels.Select(tunnel => LabRun.Text(result.Trace.Destination, tunnel)), Is.EqualTo(network.Truths.Select(LabRun.Text)), findings);
    }
}
