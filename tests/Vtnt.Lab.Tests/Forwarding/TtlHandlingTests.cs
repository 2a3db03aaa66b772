namespace Vtnt.Lab.Tests;

/// <summary>
/// TTLs of IP and labels at push, swap and pop (RFC 3443 with the min rule), and what each choice shows. Expected values
/// are counted by hand along v - gw - pe1 - p1 - p2 - p3 - pe2 - edge - t; routers start their answers at 255, t at 64.
/// </summary>
public sealed class TtlHandlingTests
{
    [TestCase("php")]
    [TestCase("uhp")]
    [TestCase("explicit-null")]
    public void A_pipe_hides_the_lsrs_and_the_min_rule_counts_them_on_the_way_back(string pop)
    {
        // pe2 pushes 255 on its answer, p3, p2 and p1 take one each, and 252 comes out (under PHP at p1, else at pe1) since
        // it is less than 255, as it is less than edge's 254; pe1 and gw take one each. t's 62 at pe2 is less than 252.
        Assert.That(View($"pop {pop} ttl-propagate off ldp loopbacks"), Is.EqualTo(
            "1 gw 255/255\n2 pe1 254/254\n3 pe2 250/250\n4 edge 250/250\n5 t 60 reply\n"));
    }

    [Test]
    public void Labels_of_a_uniform_tunnel_carry_the_ip_ttl_in_and_out()
    {
        // p1's error goes on to the LSP's end with 255: p2, p3 (pops 253), pe2 252; back in: p3, p2, p1 (249), pe1, gw.
        Assert.That(View("ttl-propagate on ldp all"), Is.EqualTo("""
            1 gw 255/255
            2 pe1 254/254
            3 p1 247/253 [L s ttl 1]
            4 p2 248/252 quotes 2 [L s ttl 1]
            5 p3 249/251 quotes 3 [L s ttl 1]
            6 pe2 250/250
            7 edge 249/249
            8 t 57 reply

            """));
    }

    [Test]
    public void Errors_that_are_not_carried_to_the_end_turn_back_at_the_lsr()
    {
        // p1 to pe1 is one hop without labels; p2 pushes for p1 to pop, p3 for p2 and p1.
        Assert.That(View("icmp-tunnelling off ldp all"), Is.EqualTo("""
            1 gw 255/255
            2 pe1 254/254
            3 p1 253/253 [L s ttl 1]
            4 p2 252/252 quotes 2 [L s ttl 1]
            5 p3 251/251 quotes 3 [L s ttl 1]
            6 pe2 250/250
            7 edge 249/249
            8 t 57 reply

            """));
    }

    [Test]
    public void Without_rfc4950_labels_are_not_shown_and_the_quoted_ttl_tells()
    {
        Assert.That(View("rfc4950 off ldp all"), Does.Contain("\n4 p2 248/252 quotes 2\n5 p3 249/251 quotes 3\n6 pe2 250/250\n"));
        Assert.That(View("rfc4950 off quoted-ttl lse ldp all"), Does.Contain("\n4 p2 248/252\n5 p3 249/251\n"));
    }

    [Test]
    public void An_egress_that_pops_shows_the_label_that_expired_at_it()
    {
        // Uniform: the LSE-TTL is 1 at the egress as well. An ordinary label under UHP, 0 for explicit null (RFC 3032 2.1).
        Assert.That(View("pop uhp ldp all"), Does.Contain("\n6 pe2 250/250 quotes 4 [L s ttl 1]\n"));
        Assert.That(View("pop explicit-null ldp all"), Does.Contain("\n6 pe2 250/250 quotes 4 [0 s ttl 1]\n"));
    }

    [TestCase("plain", "3 pe2 250/250\n4 edge")]
    [TestCase("forwarded", "3 edge 250/250\n4 edge 250/250\n5 t")]
    [TestCase("labelled", "3 pe2 250/250 [L s ttl 252]\n4 edge")]
    public void What_expires_under_a_label_at_the_egress_depends_on_it(string expiry, string shown) =>
        Assert.That(View($"pop uhp ttl-propagate off ldp loopbacks egress-expiry {expiry}"), Does.Contain("\n2 pe1 254/254\n" + shown));

    [Test]
    public void An_lsp_that_is_shorter_than_the_ttl_leaves_the_smaller_of_both()
    {
        // Forward with propagation off at pe1, on at pe2: the error of t's neighbour re-enters with its own TTL.
        // pe2's error starts at 64 and is copied: 64 - p3 - p2 - p1 = 61, pe1 60, gw 59. Under a pipe min(64, 252) = 64: 62.
        Assert.That(View("ttl-propagate off ldp loopbacks", "pe2 ttl 64 ttl-propagate on"), Does.Contain("\n3 pe2 59/59\n"));
        Assert.That(View("ttl-propagate off ldp loopbacks", "pe2 ttl 64 ttl-propagate off"), Does.Contain("\n3 pe2 62/62\n"));
        Assert.That(View("ttl-propagate off ldp loopbacks", "pe2 ttl 255/64 ttl-propagate off"), Does.Contain("\n3 pe2 250/62\n"));
    }

    [TestCase("cisco", "255/255")]
    [TestCase("huawei", "255/255")]
    [TestCase("h3c", "255/255")]
    [TestCase("juniper", "255/64")]
    [TestCase("junose", "128/128")]
    [TestCase("nokia", "64/64")]
    [TestCase("brocade", "64/64")]
    [TestCase("mikrotik", "64/64")]
    [TestCase("linux", "64/64")]
    [TestCase("ttl 30", "30/30")]
    [TestCase("ttl 100/200", "100/200")]
    public void Vendors_start_their_answers_at_their_own_ttls(string vendor, string signature) =>
        Assert.That(View("", $"gw {vendor}", isDomain: false), Does.StartWith($"1 gw {signature}\n"));

    [Test]
    public void Unreachables_have_an_initial_ttl_of_their_own()
    {
        Assert.That(View("", "gw ttl 255/64/32", isDomain: false, to: "gw", ProbeKind.Udp), Is.EqualTo("1 gw 32 unreachable 3\n"));
        Assert.That(View("", "gw ttl 255/64", isDomain: false, to: "gw", ProbeKind.Udp), Is.EqualTo("1 gw 255 unreachable 3\n"));
    }

    [Test]
    public void Inner_labels_are_under_the_transport_label_and_reach_the_egress_alone_under_php()
    {
        // PHP pops the transport label only: pe2 receives the inner one, whose TTL is what is left of the outer.
        Assert.That(View("ldp all inner-label 90000"), Does.EndWith("""
            3 p1 247/253 [L ttl 1] [90000 s ttl 1]
            4 p2 248/252 quotes 2 [L ttl 1] [90000 s ttl 2]
            5 p3 249/251 quotes 3 [L ttl 1] [90000 s ttl 3]
            6 pe2 250/250 quotes 4 [90000 s ttl 1]
            7 edge 249/249
            8 t 57 reply

            """));
    }

    [Test]
    public void No_label_is_pushed_towards_a_router_without_lsp()
    {
        // Nobody labels what goes to pe1 as BGP next hop: on the way back every router takes one, of t's 64 seven.
        Assert.That(View("ttl-propagate off ldp loopbacks no-lsp-to pe1"), Does.EndWith("\n3 pe2 250/250\n4 edge 249/249\n5 t 57 reply\n"));
        Assert.That(View("ttl-propagate off ldp loopbacks no-lsp-to pe2"), Does.StartWith("1 gw 255/255\n2 pe1 254/254\n3 p1 253/253\n4 p2 252/252\n"));
    }

    [Test]
    public void Loopback_bindings_leave_internal_prefixes_unlabelled()
    {
        // Direct path revelation: a trace to the egress's own interface sees the LSRs; with all prefixes bound it does not.
        Assert.That(View("ttl-propagate off ldp loopbacks", to: "198.18.0.11"), Does.Contain("\n3 p1 253/253\n4 p2 252/252\n5 p3 251/251\n6 pe2 "));
        Assert.That(View("ttl-propagate off ldp all", to: "198.18.0.11"), Does.Contain("\n3 p3 251/251\n4 pe2 "));
    }

    /// <summary>The path as single probes and pings see it, with names for addresses and L for ordinary labels.</summary>
    private static string View(string domain, string router = "", bool isDomain = true, string? to = null, ProbeKind kind = ProbeKind.IcmpEcho)
    {
        string text = "host v\nhost t\nvantage v\ndestination t\n";
        string[] names = ["v", "gw", "pe1", "p1", "p2", "p3", "pe2", "edge", "t"];
        for (int i = 1; i < names.Length; i++)
        {
            string options = router.StartsWith(names[i] + " ", StringComparison.Ordinal) ? router[names[i].Length..] : "";
            text += i == names.Length - 1 ? "" : $"router {names[i]}{options}\n";
            text += $"link {names[i - 1]} {names[i]} 198.18.0.{(2 * i) - 2} 198.18.0.{(2 * i) - 1}\n";
        }

        Network network = Network.Parse(text + (isDomain ? "domain d members pe1 p1 p2 p3 pe2 " + domain : ""));
        HostAddress destination = to == "gw" ? HostAddress.Parse("198.18.0.1") : to is null ? network.Destinations[0] : HostAddress.Parse(to);
        string view = new PathView(new SimulatedTransport(network)).Trace(destination, kind);
        for (int i = 8; i < 32; i++)
        {
            HostAddress address = HostAddress.Parse($"198.18.0.{31 - i}");
            view = view.Replace($" {address} ", $" {network.NameOf(address)} ", StringComparison.Ordinal);
        }

        return System.Text.RegularExpressions.Regex.Replace(view, @"\[24\d\d\d", "[L");
    }
}
