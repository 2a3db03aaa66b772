namespace Vtnt.Lab.Tests;

/// <summary>Routers that look like tunnels and are none, stacks with more than one transport label, and hostile routers.</summary>
public sealed class OddRoutersTests
{
    [Test]
    public void A_router_that_forwards_at_zero_is_missing_and_the_next_one_appears_twice_quoting_0()
    {
        Assert.That(View("", "b forwards-expired"), Is.EqualTo(
            "1 a 255/255\n2 c 253/253 quotes 0\n3 c 253/253\n4 d 252/252\n5 e 251/251\n6 t 59 reply\n"));
    }

    [Test]
    public void A_middlebox_rewrites_the_ttl_towards_one_neighbour_only()
    {
        // Answers from behind c leave it towards b with 99; what goes there is not touched.
        Assert.That(View("", "c rewrites-ttl 99 b"), Is.EqualTo(
            "1 a 255/255\n2 b 254/254\n3 c 253/253\n4 d 97/97\n5 e 97/97\n6 t 97 reply\n"));
        // A probe that is renewed on the way never expires behind it.
        Assert.That(View("", "c rewrites-ttl 64 d"), Is.EqualTo("1 a 255/255\n2 b 254/254\n3 c 253/253\n4 t 59 reply\n"));
    }

    [TestCase(30)]
    [TestCase(60)]
    [TestCase(100)]
    [TestCase(200)]
    public void Initial_ttls_may_be_unusual(int ttl) => Assert.That(View("", $"b ttl {ttl}"), Does.Contain($"\n2 b {ttl - 1}/{ttl - 1}\n"));

    [Test]
    public void A_hostile_router_shows_one_more_router_for_every_address_that_is_asked_for()
    {
        Network network = Chain("", "e invents 198.19.0.0/29");
        PathView view = new(new SimulatedTransport(network));
        foreach ((string asked, string shown) in new[] { ("198.19.0.1", "198.19.0.2"), ("198.19.0.2", "198.19.0.3"), ("198.19.0.6", "198.19.0.7"), ("198.19.0.7", "198.19.0.0") })
        {
            Assert.That(view.Trace(HostAddress.Parse(asked)), Does.EndWith($"5 198.18.0.9 251/251\n6 {shown} 246/251\n7 {asked} 251 reply\n"));
        }

        Assert.That(view.Trace(HostAddress.Parse("198.19.0.1"), ProbeKind.Udp), Does.EndWith("\n7 198.19.0.1 251 unreachable 3\n"), "it quotes 1 like any other");
    }

    [Test]
    public void Explicit_null_may_stand_under_the_transport_label()
    {
        // RFC 4182: the LSRs b and c show [L][0], the egress d the 0 that PHP has left.
        Assert.That(View("domain m members a b c d ldp all inner-label explicit-null"), Does.Contain(
            " [L ttl 1] [0 s ttl 1]\n3 c 251/253 quotes 2 [L ttl 1] [0 s ttl 2]\n4 d 252/252 quotes 3 [0 s ttl 1]\n"));
    }

    [Test]
    public void Explicit_null_may_stand_over_a_service_label_at_the_egress()
    {
        Assert.That(View("domain m members a b c d ldp all pop explicit-null inner-label 777"), Does.Contain(" quotes 3 [0 ttl 1] [777 s ttl 3]\n5 e "));
    }

    [Test]
    public void Segment_routing_shows_the_same_label_at_every_router()
    {
        string view = View("domain m members a b c d segment-routing on", withLabels: true);
        string[] labels = [.. view.Split('[').Skip(1).Select(static part => part.Split(' ')[0])];
        Assert.That(labels, Has.Length.EqualTo(2).And.All.EqualTo(labels[0]));
    }

    [Test]
    public void Two_segments_are_two_labels_until_the_first_has_ended()
    {
        // a pushes [c][d]; b is the penultimate hop of c's segment and gets both, c gets d's alone and is its penultimate hop.
        Assert.That(View("domain m members a b c d segment-routing on through c"), Is.EqualTo("""
            1 a 255/255
            2 b 250/254 [L ttl 1] [L s ttl 1]
            3 c 251/253 quotes 2 [L s ttl 1]
            4 d 252/252
            5 e 251/251
            6 t 59 reply

            """));
    }

    [Test]
    public void Segments_that_are_popped_at_their_own_end_go_on_there()
    {
        string view = View("domain m members a b c d segment-routing on through c pop uhp");
        Assert.That(view, Does.Match(@"(?m)^2 b .* \[L ttl 1\] \[L s ttl 1\]\n3 c .* \[L ttl 1\] \[L s ttl 2\]\n4 d .* \[L s ttl 1\]\n5 e "));
    }

    [Test]
    public void A_waypoint_beside_the_shortest_path_is_passed()
    {
        Network network = Network.Parse("""
            host v
            host t owns 198.19.0.0/16
            vantage v
            destination 198.19.0.1
            router a
            router b
            router w
            router c
            router d
            link v a 198.18.0.0 198.18.0.1
            link a b 198.18.0.2 198.18.0.3
            link b c 198.18.0.4 198.18.0.5
            link b w 198.18.0.6 198.18.0.7
            link w c 198.18.0.8 198.18.0.9
            link c d 198.18.0.10 198.18.0.11
            link d t 198.18.0.12 198.18.0.13
            domain m members a b w c segment-routing on through w
            """);
        string view = new PathView(new SimulatedTransport(network)).Trace(network.Destinations[0]);
        Assert.That(view, Does.Contain("\n3 198.18.0.7 ").And.Contain("\n4 198.18.0.9 ").And.EndsWith(" reply\n"));
    }

    [Test]
    public void Timestamp_requests_are_answered()
    {
        PathView view = new(new SimulatedTransport(Chain("", "")));
        Assert.That(view.TryProbe(HostAddress.Parse("198.18.0.11"), ProbeKind.IcmpTimestamp, 64, out string line, out _, out _), Is.True);
        Assert.That(line, Is.EqualTo("198.18.0.11 59 TimestampReply"));
    }

    /// <summary>v - a - b - c - d - e - t.</summary>
    private static Network Chain(string more, string router)
    {
        string text = "host v\nhost t\nvantage v\ndestination t\n";
        string[] names = ["v", "a", "b", "c", "d", "e", "t"];
        for (int i = 1; i < names.Length; i++)
        {
            string options = router.StartsWith(names[i] + " ", StringComparison.Ordinal) ? router[names[i].Length..] : "";
            text += i == names.Length - 1 ? "" : $"router {names[i]}{options}\n";
            text += $"link {names[i - 1]} {names[i]} 198.18.0.{(2 * i) - 2} 198.18.0.{(2 * i) - 1}\n";
        }

        return Network.Parse(text + more);
    }

    private static string View(string more, string router = "", bool withLabels = false)
    {
        Network network = Chain(more, router);
        string view = new PathView(new SimulatedTransport(network)).Trace(network.Destinations[0]);
        for (int i = 11; i >= 0; i--)
        {
            HostAddress address = HostAddress.Parse($"198.18.0.{i}");
            view = view.Replace($" {address} ", $" {network.NameOf(address)} ", StringComparison.Ordinal);
        }

        return withLabels ? view : System.Text.RegularExpressions.Regex.Replace(view, @"\[24\d\d\d", "[L");
    }
}
