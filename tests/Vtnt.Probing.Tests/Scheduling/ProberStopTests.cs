namespace Vtnt.Probing.Tests;

/// <summary>A process that was stopped reads what has arrived in the meantime before it looks at the clock.</summary>
internal sealed class ProberStopTests
{
    private static readonly ProberOptions Fast = new() { AllowReserved = true, PacketsPerSecond = 1000 };

    private static IEnumerable<HostAddress> Targets(int count) => Enumerable.Range(1, count).Select(i => HostAddress.FromIPv4(0xC6336400u + (uint)i));

    [TestCase(2)]
    [TestCase(200)]
    public void Answered_probes_are_not_silent_after_a_stop(int targets)
    {
        var network = new ScriptedTransport
        {
            Answer = probe => [(TimeSpan.FromSeconds(1), ReplyPackets.EchoReply(ReplyPackets.DestinationOf(probe), probe))],
        };
        var transport = new StoppedTransport(network, TimeSpan.FromSeconds(30));
        List<Trace> traces = [];
        using var source = new TraceSource(Targets(targets), new() { Method = TraceMethod.IcmpParis }, transport, traces.Add);
        new Prober(transport, Fast).Run(source);

        Assert.That(traces, Has.Count.EqualTo(targets));
        Assert.That(traces.Select(trace => (trace.StopReason, trace.ProbesSent)), Is.All.EqualTo((StopReason.Completed, 1)));
    }

    [Test]
    public void A_flood_after_a_stop_does_not_keep_the_loop()
    {
        ScriptedTransport? network = null;
        network = new()
        {
            Answer = probe => probe[8] == 1
                ? Enumerable.Repeat((TimeSpan.FromSeconds(1), ReplyPackets.Error(HostAddress.Parse("192.0.2.1"), 11, 0, probe)), 80_000)
                : [(TimeSpan.FromMilliseconds(1), ReplyPackets.EchoReply(ReplyPackets.DestinationOf(probe), probe))],
        };
        var transport = new StoppedTransport(network, TimeSpan.FromSeconds(30));
        List<Trace> traces = [];
        using var source = new TraceSource(Targets(1), new() { Method = TraceMethod.IcmpParis }, transport, traces.Add);
        var prober = new Prober(transport, Fast);
        prober.Run(source);

        Assert.That((traces[0].StopReason, traces[0].ProbesSent), Is.EqualTo((StopReason.Completed, 2)));
    }
}
