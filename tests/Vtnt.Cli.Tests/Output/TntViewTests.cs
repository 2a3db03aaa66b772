using Vtnt.Lab;
using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli.Tests;

public sealed class TntViewTests
{
    private static IReadOnlyList<string> Networks => ShippedNetworks.Names;

    [TestCaseSource(nameof(Networks))]
    public void Every_shipped_network_looks_as_reviewed(string network)
    {
        string text = LabViews.Tnt(network);
        Assert.That(text, Is.EqualTo(LabViews.Golden(network)), $"Output/Golden/{network}.txt would have to be:\n{text}");
    }

    [TestCaseSource(nameof(Networks))]
    public void Without_colour_there_is_no_escape_and_with_it_the_text_is_the_same(string network)
    {
        foreach (TntTrace trace in LabViews.Measure(network))
        {
            string plain = LabViews.Text(trace, new ViewOptions());
            string coloured = LabViews.Text(trace, new ViewOptions { Colour = true });
            Assert.That(plain, Does.Not.Contain('\e'));
            Assert.That(coloured, Does.Contain("\e["));
            Assert.That(WithoutEscapes(coloured), Is.EqualTo(plain));
        }
    }

    [TestCaseSource(nameof(Networks))]
    public void No_line_ends_in_blanks(string network) =>
        Assert.That(LabViews.Tnt(network).Split('\n'), Has.None.EndsWith(" "));

    [TestCaseSource(nameof(Networks))]
    public void The_rules_of_TNT_5_are_drawn_too(string network) =>
        Assert.That(LabViews.Tnt(network, 1, TntProfile.Compat), Does.Contain("rules compat").And.Contains("reached"));

    [TestCase(50)]
    [TestCase(70)]
    [TestCase(80)]
    public void Notes_and_evidence_give_way_to_a_narrow_terminal(int width)
    {
        string text = string.Concat(LabViews.Measure("two-tunnels").Select(trace => LabViews.Text(trace, new ViewOptions { Width = width })));
        IEnumerable<string> lines = text.Split('\n').Where(line => line.Length > 0 && (line[0] is '┌' or '│' or '└' || line.StartsWith("  ", StringComparison.Ordinal)));
        Assert.That(lines, Has.All.Length.LessThanOrEqualTo(width));
    }

    [Test]
    public void A_name_on_its_own_line_keeps_the_line_of_its_tunnel()
    {
        TntTrace trace = LabViews.Measure("two-tunnels")[0];
        string[] lines = LabViews.Text(trace, new ViewOptions { Width = 60, NameOf = _ => "a-router.example.net" }).Split('\n');
        int hidden = Array.FindIndex(lines, line => line.Contains("H1", StringComparison.Ordinal));
        Assert.That(lines[hidden], Does.EndWith("hidden, DPR step 1"));
        Assert.That(lines[hidden + 1], Is.EqualTo("│       a-router.example.net"));
    }

    [Test]
    public void One_long_note_wraps_and_leaves_the_names_beside_the_addresses()
    {
        TntTrace trace = LabViews.Measure("invisible-uhp")[0];
        string[] lines = LabViews.Text(trace, new ViewOptions { Width = 80, NameOf = _ => "router" }).Split('\n');
        int egress = Array.FindIndex(lines, line => line.Contains("H4", StringComparison.Ordinal));
        Assert.That(lines[egress], Does.Contain("198.18.2.7 (router)").And.EndsWith("hidden egress (assumed),"));
        Assert.That(lines[egress + 1].TrimStart(), Is.EqualTo("DPR step 1"));
    }

    [Test]
    public void Names_stand_behind_the_addresses_of_seen_and_of_hidden_routers()
    {
        TntTrace trace = LabViews.Measure("invisible-php")[0];
        string text = LabViews.Text(trace, new ViewOptions { NameOf = address => $"r{address.IPv4Value & 0xFF}.example.net" });
        Assert.That(text, Does.Contain("198.18.2.3 (r3.example.net) "));
        Assert.That(text, Does.Contain("198.18.1.3 (r3.example.net) "));
        Assert.That(text, Does.StartWith("tnt to 198.18.4.2 (r2.example.net) from 198.18.0.1"));
    }

    [Test]
    public void A_run_that_was_halted_says_so()
    {
        TntTrace trace = LabViews.Measure("plain")[0] with { IsComplete = false };
        string text = LabViews.Text(trace, new ViewOptions());
        Assert.That(text, Does.Contain("halted before everything was measured"));
        Assert.That(text, Does.Not.Contain("no tunnel found"));
    }

    [Test]
    public void Probes_of_other_destinations_are_told_apart()
    {
        TntTrace trace = LabViews.Measure("plain")[0] with { SharedProbes = 12 };
        Assert.That(LabViews.Text(trace, new ViewOptions()), Does.Contain("more to look behind it, 12 shared with other destinations"));
    }

    [Test]
    public void An_end_that_was_not_reached_stays_open()
    {
        TntTrace trace = LabViews.Measure("explicit")[0];
        TntTrace cut = trace with
        {
            Tunnels = [trace.Tunnels[0] with { Egress = null, EgressHop = null, Ingress = null, IngressHop = null }],
            AnnotatedTrace = trace.AnnotatedTrace with { Hops = [.. trace.AnnotatedTrace.Hops.Skip(2).Take(3)], FirstHop = 3, HopCount = 5 },
            Trace = trace.Trace with { Hops = [.. trace.Trace.Hops.Skip(2).Take(3)], FirstHop = 3, HopCount = 5, StopReason = StopReason.Halted },
        };
        string text = LabViews.Text(cut, new ViewOptions());
        Assert.That(text, Does.Contain("┆    3  198.18.2.1").And.Contains("│    4  198.18.2.3").And.Contains("┆    5  198.18.2.5"));
        Assert.That(text, Does.Contain("path       before the first hop → not reached"));
        Assert.That(text, Does.Not.Contain("┌").And.Not.Contains("└"));
    }

    [Test]
    public void Adjacent_tunnels_share_the_router_between_them()
    {
        TntTrace trace = LabViews.Measure("two-tunnels")[0];
        TntTrace adjacent = trace with { Tunnels = [trace.Tunnels[0], trace.Tunnels[1] with { IngressHop = 3, Ingress = trace.Tunnels[0].Egress }] };
        string shared = LabViews.Text(adjacent, new ViewOptions()).Split('\n').Single(line => line.StartsWith('├'));
        Assert.That(shared, Does.Contain("198.18.2.7").And.EndsWith("egress of tunnel 1, ingress of tunnel 2"));
    }

    [Test]
    public void A_silent_revealed_router_is_hidden_and_silent()
    {
        TntTrace trace = LabViews.Measure("invisible-php")[0];
        Hop[] slots = [.. trace.AnnotatedTrace.Hops];
        slots[4] = slots[4] with { Probes = [slots[4].Probes[0] with { Replies = [] }] };
        TntTrace silent = trace with { AnnotatedTrace = trace.AnnotatedTrace with { Hops = [.. slots] } };
        string line = LabViews.Text(silent, new ViewOptions()).Split('\n').Single(text => text.Contains(" H2 ", StringComparison.Ordinal));
        Assert.That(line, Does.StartWith("│   H2  *").And.EndsWith("hidden, silent"));
    }

    private static string WithoutEscapes(string text)
    {
        string plain = "";
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '\e')
            {
                index = text.IndexOf('m', index);
            }
            else
            {
                plain += text[index];
            }
        }

        return plain;
    }
}
