using Vtnt.Probing;
using static Vtnt.Cli.Tests.Made;

namespace Vtnt.Cli.Tests;

public sealed class PingViewTests
{
    private const string Target = "198.51.100.9";

    [Test]
    public void Every_probe_has_its_line_and_the_statistics_follow()
    {
        Ping ping = Ping(
            Target, Probe(64, 1, Echo(10)), Probe(64, 2), Probe(64, 3, Echo(20), Echo(21)), Probe(64, 4, Echo(30)));
        Assert.That(LabViews.Text(ping, new ViewOptions()), Is.EqualTo(
            """
            ping 198.51.100.9 from 192.0.2.1, icmp-echo, 84-byte probes
            probe  address       bytes  rtt ms  ttl
                1  198.51.100.9     84  10.000  250
                2  *
                3  198.51.100.9     84  20.000  250
                3  198.51.100.9     84  21.000  250  duplicate
                4  198.51.100.9     84  30.000  250
            4 probes sent, 3 answered, 25 % lost, 1 duplicate
            rtt min/avg/max/stddev 10.000/20.250/30.000/7.084 ms

            """));
    }

    [Test]
    public void Errors_are_counted_apart_and_named()
    {
        Reply unreachable = Reply("192.0.2.254", 3, ReplyKind.DestinationUnreachable) with { IcmpCode = 1 };
        Ping ping = Ping(Target, Probe(64, 1, unreachable), Probe(64, 2, Reply("192.0.2.253", 4)), Probe(64, 3, Echo(5)));
        string text = LabViews.Text(ping, new ViewOptions());
        Assert.That(text, Does.Contain("192.0.2.254           3.000  250  !H\n"));
        Assert.That(text, Does.Contain("250  time exceeded\n"));
        Assert.That(text, Does.Contain("3 probes sent, 1 answered, 66.7 % lost, 2 errors\n"));
    }

    [Test]
    public void All_lost()
    {
        string text = LabViews.Text(Ping(Target, Probe(64, 1), Probe(64, 2)), new ViewOptions());
        Assert.That(text, Does.EndWith("    2  *\n2 probes sent, 0 answered, 100 % lost\n"));
    }

    [Test]
    public void Nothing_sent()
    {
        Ping ping = Ping(Target) with { StopReason = StopReason.Error, ErrorText = "no route to 198.51.100.9" };
        Assert.That(LabViews.Text(ping, new ViewOptions()), Does.EndWith("probes\n0 probes sent, 0 answered\nfailed: no route to 198.51.100.9\n"));
    }

    [Test]
    public void A_late_answer_and_a_name()
    {
        string text = LabViews.Text(Ping(Target, Probe(64, 1, Echo(1200))), new ViewOptions { NameOf = _ => "a\ex" });
        Assert.That(text, Does.Contain("    1  198.51.100.9 (a?x)     84  1200.000  250  late\n"));
    }

    [Test]
    public void A_halted_ping_says_so_and_counts_what_was_sent()
    {
        Ping ping = Ping(Target, Probe(64, 1, Echo(1))) with { StopReason = StopReason.Halted };
        Assert.That(LabViews.Text(ping, new ViewOptions()), Does.EndWith(" ms\nhalted\n"));
    }

    [Test]
    public void A_port_unreachable_of_the_destination_answers_a_UDP_ping()
    {
        Reply reply = Reply(Target, 3, ReplyKind.DestinationUnreachable) with { IcmpCode = 3 };
        Ping ping = Ping(Target, Probe(64, 1, reply)) with { Method = PingMethod.Udp };
        Assert.That(LabViews.Text(ping, new ViewOptions()), Does.Contain("1 probe sent, 1 answered, 0 % lost\n"));
    }

    [Test]
    public void Without_colour_there_is_no_escape() =>
        Assert.That(LabViews.Text(Ping(Target, Probe(64, 1, Echo(1)), Probe(64, 2)), new ViewOptions()), Does.Not.Contain('\e'));

    [Test]
    public void With_colour_the_result_is_green_yellow_or_red()
    {
        ViewOptions colour = new() { Colour = true };
        Assert.That(LabViews.Text(Ping(Target, Probe(64, 1, Echo(1))), colour), Does.Contain("\e[32m1 probe sent"));
        Assert.That(LabViews.Text(Ping(Target, Probe(64, 1, Echo(1)), Probe(64, 2)), colour), Does.Contain("\e[33m2 probes sent"));
        Assert.That(LabViews.Text(Ping(Target, Probe(64, 1)), colour), Does.Contain("\e[31m1 probe sent"));
    }

    private static Reply Echo(double milliseconds) => Reply(Target, milliseconds, ReplyKind.EchoReply) with { ReplySize = 84 };
}
