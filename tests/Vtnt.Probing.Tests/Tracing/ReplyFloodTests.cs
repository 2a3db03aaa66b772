namespace Vtnt.Probing.Tests;

/// <summary>A flood of replies to one trace changes nothing of what it finds.</summary>
internal sealed class ReplyFloodTests
{
    private static readonly HostAddress Target = HostAddress.Parse("192.0.2.99");

    /// <summary>Every router answers with many addresses; the fourth hop is the second one again when there is a loop.</summary>
    private static Trace Flooded(int replies, TraceOptions options, bool isLoop)
    {
        var transport = new ScriptedTransport
        {
            Answer = probe => Enumerable.Range(0, replies).Select(i => (TimeSpan.FromMilliseconds(1), Reply(probe, i, isLoop))),
        };
        List<Trace> traces = [];
        using var source = new TraceSource([Target], options with { Method = TraceMethod.IcmpParis, HopLimit = 8 }, transport, traces.Add);
        new Prober(transport, new() { AllowReserved = true, PacketsPerSecond = 1000 }).Run(source);
        return traces.Single();
    }

    private static byte[] Reply(byte[] probe, int number, bool isLoop)
    {
        int hop = probe[8] == 4 && isLoop ? 2 : probe[8];
        return ReplyPackets.Error(HostAddress.FromIPv4(0xC6330000u + (uint)((hop << 8) | number)), 11, 0, probe);
    }

    [TestCase(2)]
    [TestCase(250)]
    public void A_loop_is_found_at_its_hop(int replies)
    {
        Trace trace = Flooded(replies, new() { Loops = 1 }, isLoop: true);

        Assert.That((trace.StopReason, trace.HopCount), Is.EqualTo((StopReason.Loop, 4)));
    }

    [TestCase(2)]
    [TestCase(250)]
    public void No_loop_is_found_where_there_is_none(int replies)
    {
        Trace trace = Flooded(replies, new() { Loops = 1, AllAttempts = true }, isLoop: false);

        Assert.That((trace.StopReason, trace.HopCount, trace.ProbesSent), Is.EqualTo((StopReason.HopLimit, 8, 16)));
        Assert.That(trace.Hops.SelectMany(hop => hop.Probes).SkipLast(1).Select(probe => probe.Replies.Length), Is.All.EqualTo(replies));
    }

    [Test]
    public void A_hop_with_more_addresses_than_the_table_of_confidence_is_given_up()
    {
        Trace trace = Flooded(250, new() { Confidence = 95 }, isLoop: false);

        // The first reply ends the first attempt; by the end of the second the table is exceeded.
        Assert.That((trace.StopReason, trace.ProbesSent), Is.EqualTo((StopReason.HopLimit, 16)));
    }
}
