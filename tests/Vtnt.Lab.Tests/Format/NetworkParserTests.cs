namespace Vtnt.Lab.Tests;

public sealed class NetworkParserTests
{
    [Test]
    public void Statements_may_come_in_any_order_with_comments_anywhere_and_either_line_end()
    {
        const string Text = """
            # A comment, and below it a statement that names what comes later.
            destination t    # the host at the end
            link v a 198.18.0.0 198.18.0.1 delay 1ms
              jitter 100us   # continued
            link a t
            # between the lines of a statement
              198.18.0.2 198.18.0.3
            vantage v
            title Two words#and a comment
            host t
            router a
            host v
            """;
        foreach (string text in new[] { Text, Text.ReplaceLineEndings("\r\n"), Text.Replace("  ", "\t", StringComparison.Ordinal) })
        {
            Network network = Network.Parse(text);
            Assert.That(network.Title, Is.EqualTo("Two words"));
            Assert.That(network.Source.ToString(), Is.EqualTo("198.18.0.0"));
            Assert.That(network.SourceIPv6.IsNone, Is.True);
            Assert.That(network.Destinations.Single().ToString(), Is.EqualTo("198.18.0.3"));
            Assert.That(Trace(network), Is.EqualTo("1 198.18.0.1 255/255\n2 198.18.0.3 63 reply\n"));
        }
    }

    [Test]
    public void Links_have_both_families_in_either_order()
    {
        Network network = Network.Parse("""
            host v
            host t owns 2001:db8:7::/48
            vantage v
            destination 2001:db8:7::1
            destination 198.18.0.3
            router a loopback 198.18.255.1 loopback 2001:db8:ff::1
            link v a 2001:db8::0 2001:db8::1 198.18.0.0 198.18.0.1
            link a t 198.18.0.2 198.18.0.3 2001:db8::2 2001:db8::3
            """);
        Assert.That(network.SourceIPv6.ToString(), Is.EqualTo("2001:db8::"));
        Assert.That(network.NameOf(HostAddress.Parse("2001:db8:7::99")), Is.EqualTo("t"));
        Assert.That(network.NameOf(HostAddress.Parse("2001:db8:ff::1")), Is.EqualTo("a"));
        Assert.That(network.NameOf(HostAddress.Parse("2001:db8:8::1")), Is.Null);
        Assert.That(network.AddressOf("a", AddressKind.IPv4).ToString(), Is.EqualTo("198.18.255.1"), "a loopback before a link");
        Assert.That(network.AddressOf("t", AddressKind.IPv6).ToString(), Is.EqualTo("2001:db8::3"));
        Assert.That(network.AddressOf("x", AddressKind.IPv6).IsNone, Is.True);
        PathView view = new(new SimulatedTransport(network));
        Assert.That(view.Trace(network.Destinations[0]), Is.EqualTo("1 2001:db8::1 255/255\n2 2001:db8:7::1 63 reply\n"));
        Assert.That(view.Trace(network.Destinations[1]), Is.EqualTo("1 198.18.0.1 255/255\n2 198.18.0.3 63 reply\n"));
    }

    [Test]
    public void A_domain_and_its_routers_may_differ()
    {
        Network network = Network.Parse("""
            host v
            host t
            vantage v
            destination t
            router a
            router b  rfc4950 off
            router c
            router d
            link v a 198.18.0.0 198.18.0.1
            link a b 198.18.0.2 198.18.0.3
            link b c 198.18.0.4 198.18.0.5
            link c d 198.18.0.6 198.18.0.7
            link d t 198.18.0.8 198.18.0.9
            domain m members a b c d ldp all labels 1000-1999 icmp-tunnelling off
            """);
        Assert.That(Trace(network), Does.Match(@"(?m)^2 198\.18\.0\.3 \d+/\d+\n3 198\.18\.0\.5 \d+/\d+ quotes 2 \[1\d\d\d s ttl 1\]\n"));
    }

    [Test]
    public void Several_domains_share_a_router_and_each_has_its_own_labels()
    {
        Network network = Network.Parse("""
            host v
            host t
            vantage v
            destination t
            router a
            router b
            router c
            router d
            router e
            link v a 198.18.0.0 198.18.0.1
            link a b 198.18.0.2 198.18.0.3
            link b c 198.18.0.4 198.18.0.5
            link c d 198.18.0.6 198.18.0.7
            link d e 198.18.0.8 198.18.0.9
            link e t 198.18.0.10 198.18.0.11
            domain west members a b c ldp all labels 1000-1999
            domain east members c d e ldp all labels 2000-2999
            truth t explicit a b c
            truth t explicit c d e
            """);
        Assert.That(Trace(network), Does.Match(@"(?m)^2 .*\[1\d\d\d s ttl 1\]\n3 [^[]*\n4 .*\[2\d\d\d s ttl 1\]\n5 [^[]*\n6 "));
        Assert.That(network.Truths.Select(static truth => $"{truth.Ingress} {truth.Egress}"), Is.EqualTo(new[] { "198.18.0.1 198.18.0.5", "198.18.0.5 198.18.0.9" }));
    }

    private static string Trace(Network network) => new PathView(new SimulatedTransport(network)).Trace(network.Destinations[0]);
}
