namespace Vtnt.Probing.Tests;

internal sealed class ProberTests
{
    private const string ThreeHops = """
        1 192.0.2.1 10
        2 192.0.2.2 20
        3 192.0.2.9 30 echo
        """;

    private static readonly TraceOptions IcmpParis = new() { Method = TraceMethod.IcmpParis };

    private static readonly ProberOptions Allowed = new() { AllowReserved = true };

    [Test]
    public void Runs_a_trace_to_its_end()
    {
        ScriptedTransport transport = ScriptedTransport.Along(ThreeHops);
        List<Trace> traces = [];
        using var source = new TraceSource([HostAddress.Parse("192.0.2.9")], IcmpParis, transport, traces.Add);
        var prober = new Prober(transport, Allowed);
        prober.Run(source);
        Assert.That(traces, Has.Count.EqualTo(1));
        Assert.That((traces[0].StopReason, traces[0].HopCount, traces[0].ProbesSent), Is.EqualTo((StopReason.Completed, 3, 3)));
        Assert.That((prober.Counters.Sent, prober.Counters.Received, prober.Active), Is.EqualTo((3, 3, 0)));
    }
}
