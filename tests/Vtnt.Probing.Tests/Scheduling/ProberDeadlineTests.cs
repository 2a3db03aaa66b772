namespace Vtnt.Probing.Tests;

/// <summary>A run has an end of its own, however much is left to do.</summary>
internal sealed class ProberDeadlineTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(30);

    [Test]
    public void What_still_runs_at_the_deadline_is_handed_back_as_it_is()
    {
        var network = new ScriptedTransport { Answer = probe => [(RoundTrip, ReplyPackets.EchoReply(ReplyPackets.DestinationOf(probe), probe))] };
        Timestamp start = network.Now, deadline = start + TimeSpan.FromMilliseconds(2250);
        List<Ping> pings = [];
        var options = new PingOptions { ProbeCount = 100 };
        using var source = new PingSource([HostAddress.Parse("198.51.100.1")], options, network, pings.Add);
        var prober = new Prober(network, new() { AllowReserved = true, Deadline = deadline });
        prober.Run(source);

        Assert.That(network.Now, Is.EqualTo(deadline));
        Assert.That(pings.Single().ProbesSent, Is.EqualTo(3), "at 0, 1 and 2 seconds");
        Assert.That(prober.Counters.FirstSentAt, Is.EqualTo(start));
        Assert.That(prober.Counters.LastReceivedAt, Is.EqualTo(start + TimeSpan.FromSeconds(2) + RoundTrip));
    }

    [Test]
    public void Nothing_is_sent_when_the_deadline_is_over_at_the_start()
    {
        var network = new ScriptedTransport();
        using var source = new PingSource([HostAddress.Parse("198.51.100.1")], new(), network, _ => { });
        var prober = new Prober(network, new() { AllowReserved = true, Deadline = network.Now });
        prober.Run(source);

        Assert.That((prober.Counters.Sent, prober.Counters.FirstSentAt, prober.Counters.LastReceivedAt), Is.EqualTo((0L, (Timestamp?)null, (Timestamp?)null)));
    }
}
