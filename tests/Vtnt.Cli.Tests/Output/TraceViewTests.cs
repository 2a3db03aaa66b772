using CsCheck;
using Vtnt.Probing;
using static Vtnt.Cli.Tests.Made;

namespace Vtnt.Cli.Tests;

public sealed class TraceViewTests
{
    private static readonly ViewOptions Plain = new();

    [Test]
    public void A_plain_path_is_a_table_with_a_header_and_a_reason()
    {
        Trace trace = Trace(
            "198.51.100.9",
            Hop(1, Reply("192.0.2.254", 0.5)),
            Hop(2, Reply("198.51.100.1", 10.25)),
            Hop(3, Reply("198.51.100.9", 11, ReplyKind.EchoReply)));
        Assert.That(LabViews.Text(trace, Plain), Is.EqualTo(
            """
            trace to 198.51.100.9 from 192.0.2.1, icmp-paris, 44-byte probes
            hop  address       rtt ms  ttl
              1  192.0.2.254    0.500  250
              2  198.51.100.1  10.250  250
              3  198.51.100.9  11.000  250
            reached 198.51.100.9; 3 hops, 3 probes in 0.311 s

            """));
    }

    [Test]
    public void IPv6_addresses_are_aligned_too()
    {
        Trace trace = Trace(
            "2001:db8:9::9",
            Hop(1, Reply("2001:db8::1", 0.5)),
            Hop(2, Reply("2001:db8:1111:2222:3333:4444:5555:6666", 1), Reply("2001:db8::3", 1)),
            Hop(3, Reply("2001:db8:9::9", 2, ReplyKind.EchoReply)));
        Assert.That(LabViews.Text(trace, Plain), Is.EqualTo(
            """
            trace to 2001:db8:9::9 from 2001:db8::1, icmp-paris, 44-byte probes
            hop  address                                 rtt ms  ttl
              1  2001:db8::1                             0.500   250
              2  2001:db8:1111:2222:3333:4444:5555:6666  1.000   250
                 2001:db8::3                             1.000   250
              3  2001:db8:9::9                           2.000   250
            reached 2001:db8:9::9; 3 hops, 4 probes in 0.302 s

            """));
    }

    [Test]
    public void What_answered_behind_the_silent_hops_and_the_path_MTU_are_told()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, [null])) with
        {
            StopReason = StopReason.GapLimit,
            LastDitch = [Probe(255, 1, Reply("198.51.100.9", 20, ReplyKind.EchoReply))],
            PathMtu = new PathMtu { Mtu = 1400 },
        };
        Assert.That(LabViews.Text(trace, Plain), Does.EndWith("\nbehind the silent hops 198.51.100.9 answered in 20.000 ms\npath MTU 1400 bytes\n"));
        Assert.That(LabViews.Text(trace with { PathMtu = new PathMtu() }, Plain), Does.EndWith("path MTU not found\n"));
    }

    [Test]
    public void Attempts_stand_side_by_side_and_a_silent_one_is_a_star()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, null, Reply("192.0.2.254", 0.5), null, Reply("192.0.2.254", 12.5)));
        Assert.That(Line(trace, "192.0.2.254"), Is.EqualTo("  1  192.0.2.254       *   0.500       *  12.500  250"));
    }

    [Test]
    public void Several_addresses_at_a_hop_have_a_line_each()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, Reply("192.0.2.254", 1), Reply("192.0.2.253", 2), Reply("192.0.2.254", 3)));
        Assert.That(Line(trace, "192.0.2.254"), Is.EqualTo("  1  192.0.2.254  1.000  3.000  250"));
        Assert.That(Line(trace, "192.0.2.253"), Is.EqualTo("     192.0.2.253  2.000         250"));
    }

    [Test]
    public void Another_reply_TTL_of_the_same_address_is_another_line()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, Reply("192.0.2.254", 1), Reply("192.0.2.254", 2) with { ReplyTtl = 249 }));
        string[] lines = LabViews.Text(trace, Plain).Split('\n');
        Assert.That(lines[2], Does.EndWith("1.000   250"));
        Assert.That(lines[3], Does.EndWith("2.000   249"));
    }

    [Test]
    public void Silent_hops_at_the_end_are_one_line()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, Reply("192.0.2.254", 1)), Hop(2, null, null), Hop(3, null, null), Hop(4, null, null))
            with { StopReason = StopReason.GapLimit, GapLimit = 3 };
        string[] lines = LabViews.Text(trace, Plain).Split('\n');
        Assert.That(lines[3], Is.EqualTo("2-4  *                         3 hops silent"));
        Assert.That(lines[4], Is.EqualTo("stopped: 3 silent hops in a row; 4 hops, 7 probes in 1.400 s"));
    }

    [Test]
    public void Silent_hops_in_between_have_their_lines_even_when_a_file_left_them_out()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, Reply("192.0.2.254", 1)), Hop(4, Reply("192.0.2.253", 1))) with { HopCount = 6 };
        string[] hops = [.. LabViews.Text(trace, Plain).Split('\n')[2..7].Select(line => line[..Math.Min(10, line.Length)].TrimEnd())];
        Assert.That(hops, Is.EqualTo(new[] { "  1  192.0", "  2  *", "  3  *", "  4  192.0", "5-6  *" }));
    }

    [Test]
    public void Nothing_at_all_answered()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, [null]), Hop(2, [null])) with { StopReason = StopReason.GapLimit };
        Assert.That(LabViews.Text(trace, Plain), Does.Contain("1-2  *").And.Contains("2 hops silent"));
    }

    [Test]
    public void A_trace_without_hops_has_no_table()
    {
        Trace trace = Trace("198.51.100.9") with { StopReason = StopReason.Error, ErrorText = "no route\e[31m", Source = HostAddress.None };
        Assert.That(LabViews.Text(trace, Plain), Is.EqualTo(
            "trace to 198.51.100.9, icmp-paris, 44-byte probes\nfailed: no route?[31m\n"));
    }

    [Test]
    public void A_stack_of_several_labels_is_shown_top_first()
    {
        Reply reply = Reply("192.0.2.254", 1) with
        {
            Extensions = Labels(LabelStackEntry.Create(24001, 5, false, 1), LabelStackEntry.Create(16, 0, true, 254)),
            QuotedTtl = 3,
        };
        string[] lines = LabViews.Text(Trace("198.51.100.9", Hop(1, reply)), Plain).Split('\n');
        Assert.That(lines[1], Does.EndWith("ttl  quoted  label/tc/S/ttl"));
        Assert.That(lines[2], Does.EndWith("250       3  24001/5/-/1 16/0/S/254"));
    }

    [Test]
    public void An_extension_that_is_no_label_stack_is_named()
    {
        Reply reply = Reply("192.0.2.254", 1) with { Extensions = [new IcmpExtensionObject(2, 12, [])] };
        Assert.That(Line(Trace("198.51.100.9", Hop(1, reply)), "192.0.2.254"), Does.EndWith("250  extension 2/12"));
    }

    [TestCase(0, "!N", "network unreachable")]
    [TestCase(1, "!H", "host unreachable")]
    [TestCase(2, "!P", "protocol unreachable")]
    [TestCase(4, "!F", "fragmentation needed")]
    [TestCase(5, "!S", "source route failed")]
    [TestCase(9, "!X", "administratively prohibited")]
    [TestCase(13, "!X", "administratively prohibited")]
    [TestCase(14, "!V", "unreachable, code 14")]
    [TestCase(15, "!C", "unreachable, code 15")]
    [TestCase(12, "!12", "unreachable, code 12")]
    public void IPv4_unreachables_have_the_signs_of_traceroute(byte code, string sign, string meaning)
    {
        Trace trace = Unreachable("198.51.100.9", "192.0.2.254", code);
        Assert.That(Line(trace, "192.0.2.254"), Does.EndWith("250  " + sign));
        Assert.That(LabViews.Text(trace, Plain), Does.Contain($"stopped: {meaning};"));
    }

    [TestCase(0, "!N", "no route")]
    [TestCase(1, "!X", "administratively prohibited")]
    [TestCase(2, "!S", "beyond the scope of the source address")]
    [TestCase(3, "!H", "host unreachable")]
    [TestCase(6, "!6", "route rejected")]
    public void IPv6_unreachables_have_their_own_codes(byte code, string sign, string meaning)
    {
        Trace trace = Unreachable("2001:db8:9::9", "2001:db8::254", code);
        Assert.That(Line(trace, "2001:db8::254"), Does.EndWith("250  " + sign));
        Assert.That(LabViews.Text(trace, Plain), Does.Contain($"stopped: {meaning};"));
    }

    [TestCase("198.51.100.9", 3)]
    [TestCase("2001:db8:9::9", 4)]
    public void A_port_unreachable_is_an_ordinary_answer(string destination, byte code) =>
        Assert.That(Line(Unreachable(destination, destination, code), "  1  "), Does.EndWith(" 250"));

    [Test]
    public void An_unreachable_without_a_code_is_questionable()
    {
        Reply reply = Reply("192.0.2.254", 1, ReplyKind.DestinationUnreachable);
        Assert.That(Line(Trace("198.51.100.9", Hop(1, reply)), "192.0.2.254"), Does.EndWith("!?"));
    }

    [Test]
    public void A_next_hop_MTU_is_shown()
    {
        Reply four = Reply("192.0.2.254", 1, ReplyKind.DestinationUnreachable) with { IcmpCode = 4, NextHopMtu = 1400 };
        Reply six = Reply("2001:db8::254", 1, ReplyKind.PacketTooBig) with { NextHopMtu = 1280 };
        Assert.That(Line(Trace("198.51.100.9", Hop(1, four)), "192.0.2.254"), Does.EndWith("!F-1400"));
        Assert.That(Line(Trace("2001:db8:9::9", Hop(1, six)), "2001:db8::254"), Does.EndWith("!F-1280"));
    }

    [Test]
    public void Other_kinds_of_answers_are_named()
    {
        Reply tcp = Reply("198.51.100.9", 1, ReplyKind.Tcp) with { TcpFlags = 0x12 };
        Reply icmp = Reply("198.51.100.9", 1, ReplyKind.OtherIcmp) with { IcmpType = 12, IcmpCode = 1 };
        Reply udp = Reply("198.51.100.9", 1, ReplyKind.Udp);
        string[] lines = LabViews.Text(Trace("198.51.100.9", Hop(1, tcp, icmp, udp)), Plain).Split('\n');
        Assert.That(lines[2], Does.EndWith("  TCP SYN ACK"));
        Assert.That(lines[3], Does.EndWith("  ICMP 12/1"));
        Assert.That(lines[4], Does.EndWith("  UDP"));
    }

    [Test]
    public void Duplicates_and_late_answers_are_counted()
    {
        Reply late = Reply("192.0.2.254", 1500);
        Hop hop = new() { ProbeTtl = 1, Probes = [Probe(1, 1, late, Reply("192.0.2.254", 1501)) with { DroppedReplies = 3 }] };
        Assert.That(Line(Trace("198.51.100.9", hop), "192.0.2.254"), Is.EqualTo("  1  192.0.2.254  1500.000  250  4 duplicates, 2 late"));
    }

    [Test]
    public void A_probe_that_did_not_leave_says_why()
    {
        Hop hop = new() { ProbeTtl = 1, Probes = [Probe(1, 1) with { SentAt = null, Failure = SendFailure.Unreachable }] };
        Trace trace = Trace("198.51.100.9", hop) with { StopReason = StopReason.Error, StopData = 101 };
        Assert.That(LabViews.Text(trace, Plain), Does.Contain("  1  *        not sent: no route\nfailed: error 101 of the system; 1 hop"));
    }

    [Test]
    public void A_loop_names_the_address_that_came_again()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, Reply("192.0.2.254", 1)), Hop(2, Reply("192.0.2.253", 1)), Hop(3, Reply("192.0.2.254", 1)))
            with { StopReason = StopReason.Loop };
        Assert.That(LabViews.Text(trace, Plain), Does.Contain("stopped: loop, 192.0.2.254 again at hop 3;"));
    }

    [TestCase(StopReason.HopLimit, "stopped: hop limit 32;")]
    [TestCase(StopReason.Icmp, "stopped: ICMP type 12;")]
    [TestCase(StopReason.Gss, "stopped: an address of the stop set;")]
    [TestCase(StopReason.Halted, "halted;")]
    [TestCase(StopReason.InProgress, "still running;")]
    [TestCase(StopReason.None, "ended, no reason recorded;")]
    public void The_last_line_says_why_it_ended(StopReason reason, string text)
    {
        Trace trace = Trace("198.51.100.9", Hop(1, Reply("192.0.2.254", 1))) with { StopReason = reason, StopData = 12, HopLimit = 32 };
        Assert.That(LabViews.Text(trace, Plain), Does.Contain("\n" + text));
    }

    [Test]
    public void Hostile_names_are_printed_as_plain_ASCII()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, Reply("192.0.2.254", 1)));
        string text = LabViews.Text(trace, new ViewOptions { NameOf = _ => "a\e]0;x\ab\r\nü\u202e.example" });
        Assert.That(text, Does.Contain("192.0.2.254 (a?]0;x?b????.example)"));
        Assert.That(text, Has.None.Matches<char>(character => char.IsControl(character) && character != '\n'));
    }

    [Test]
    public void A_name_that_a_file_recorded_is_shown()
    {
        Trace trace = Trace("198.51.100.9", Hop(1, Reply("192.0.2.254", 1) with { Name = new string('n', 300) }));
        Assert.That(Line(trace, "192.0.2.254"), Does.Contain($"({new string('n', 255)})"));
    }

    [Test]
    public void Names_that_do_not_fit_have_their_own_lines()
    {
        Trace trace = Trace(
            "198.51.100.9",
            Hop(1, Reply("192.0.2.254", 1) with { Name = "a.example" }),
            Hop(2, Reply("192.0.2.253", 2, ReplyKind.DestinationUnreachable) with { IcmpCode = 1, Name = "a-long-name.example" }),
            Hop(3, Reply("192.0.2.252", 1) with { Name = new string('n', 100) }));
        Assert.That(LabViews.Text(trace, new ViewOptions { Width = 50 }).Split('\n')[2..^2], Is.EqualTo(new[]
        {
            "  1  192.0.2.254  1.000   250",
            "     a.example",
            "  2  192.0.2.253  2.000   250  !H",
            "     a-long-name.example",
            "  3  192.0.2.252  1.000   250",
            "     " + new string('n', 41) + "…",
        }));
    }

    [Test]
    public void Without_times_there_is_no_duration()
    {
        Hop hop = new() { ProbeTtl = 1, Probes = [Probe(1, 1, Reply("192.0.2.254", 1)) with { SentAt = null }] };
        Assert.That(LabViews.Text(Trace("198.51.100.9", hop), Plain), Does.EndWith("; 1 hop, 1 probe\n"));
    }

    [Test]
    public void Slots_that_TNT_put_in_are_hidden_routers_and_no_hops()
    {
        Trace trace = LabViews.Measure("invisible-php")[0].AnnotatedTrace;
        string[] hops = [.. LabViews.Text(trace, Plain).Split('\n')[2..^2].Select(line => line[..3].Trim())];
        Assert.That(hops, Is.EqualTo(new[] { "1", "2", "3", "H1", "H2", "H3", "4", "5", "6" }));
    }

    [Test]
    public void Whatever_a_file_holds_can_be_shown() => Gen.Int[0, 12].Array[0, 20].Sample(ttls =>
    {
        Hop[] hops = [.. ttls.Select(ttl => ttl % 3 == 0 ? Hop((byte)ttl) : Hop((byte)ttl, null, Reply("192.0.2.254", ttl)))];
        string text = LabViews.Text(Trace("198.51.100.9", hops) with { HopCount = 300, FirstHop = 0 }, new ViewOptions { Width = 40 });
        return text.Contains("reached 198.51.100.9", StringComparison.Ordinal);
    });

    private static Trace Unreachable(string destination, string router, byte code) =>
        Trace(destination, Hop(1, Reply(router, 1, ReplyKind.DestinationUnreachable) with { IcmpCode = code }))
            with { StopReason = StopReason.Unreach, StopData = code };

    private static string Line(Trace trace, string start) =>
        LabViews.Text(trace, Plain).Split('\n').Skip(2).First(line => line.Contains(start, StringComparison.Ordinal));
}
