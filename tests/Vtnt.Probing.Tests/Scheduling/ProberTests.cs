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

    [Test]
    public void Nothing_leaves_with_an_address_of_somebody_else()
    {
        var foreign = HostAddress.Parse("198.18.0.7");
        var transport = new ScriptedTransport { Foreign = foreign };
        HostAddress[] targets = [HostAddress.Parse("192.0.2.9")];

        Assert.That(() => new TraceSource(targets, IcmpParis with { Source = foreign }, transport, _ => { }), Throws.ArgumentException.With.Message.EqualTo("The source address 198.18.0.7 is not an address of this host; name one that is."));
        Assert.That(() => new PingSource(targets, new() { Source = foreign }, transport, _ => { }), Throws.ArgumentException.With.Message.EqualTo("The source address 198.18.0.7 is not an address of this host; name one that is."));
    }

    [TestCase("192.0.2.0/24", "192.0.2.9")]
    [TestCase("2001:db8::9", "2001:db8::9")]
    public void Sends_nothing_to_a_destination_that_must_not_be_probed(string prefix, string destination)
    {
        ScriptedTransport transport = ScriptedTransport.Along(ThreeHops);
        var prober = new Prober(transport, Allowed with { DoNotProbe = PrefixSet.Parse(prefix) });
        List<Trace> traces = [];
        using var traceSource = new TraceSource([HostAddress.Parse(destination)], IcmpParis, transport, traces.Add);
        prober.Run(traceSource);
        List<Ping> pings = [];
        using var pingSource = new PingSource([HostAddress.Parse(destination)], new(), transport, pings.Add);
        prober.Run(pingSource);
        Assert.That(transport.Sent, Is.Empty);
        Assert.That((traces[0].StopReason, pings[0].StopReason), Is.EqualTo((StopReason.Error, StopReason.Error)));
        Assert.That(traces[0].ErrorText, Is.EqualTo("The destination is on the list of addresses that must not be probed."));
        Assert.That(traces[0].Hops[0].Probes[0].Failure, Is.EqualTo(SendFailure.DoNotProbe));
        Assert.That(prober.Counters.SendFailures, Is.EqualTo(2));
    }

    [Test]
    public async Task The_convenient_ways_keep_the_limits_too()
    {
        ScriptedTransport transport = ScriptedTransport.Along("1 192.0.2.1 1\n");
        var prober = new Prober(transport, new() { DoNotProbe = PrefixSet.Parse("9.0.0.0/8") });
        HostAddress[] forbidden = [HostAddress.Parse("192.168.0.1"), HostAddress.Parse("127.0.0.1"), HostAddress.Parse("224.0.0.1"), HostAddress.Parse("9.9.9.9")];
        await foreach (Trace trace in prober.TraceAsync(forbidden, IcmpParis))
        {
            Assert.That(trace.StopReason, Is.EqualTo(StopReason.Error));
        }

        await foreach (Ping ping in prober.PingAsync(forbidden, new()))
        {
            Assert.That(ping.StopReason, Is.EqualTo(StopReason.Error));
        }

        Assert.That(transport.Sent, Is.Empty);
        await foreach (Trace trace in prober.TraceAsync([HostAddress.Parse("8.8.8.8"), HostAddress.Parse("8.8.4.4")], IcmpParis with { GapLimit = 1, Attempts = 1 }))
        {
            Assert.That(trace.StopReason, Is.EqualTo(StopReason.GapLimit));
        }

        // 20 packets per second, 50 ms apart, whatever the caller wishes.
        Assert.That(transport.Sent.Zip(transport.Sent.Skip(1)).Select(p => (p.Second.At - p.First.At).TotalMilliseconds), Is.All.GreaterThanOrEqualTo(50));
    }

    [Test]
    public void Without_a_rate_there_must_be_a_window() =>
        Assert.That(() => new Prober(new ScriptedTransport(), new() { PacketsPerSecond = 0 }), Throws.ArgumentException);

    [TestCase(null, null, 1500)]
    [TestCase(9000, null, 9000)]
    [TestCase(9000, 1400, 1400)]
    [TestCase(65536, null, 65535)]
    public void The_path_MTU_is_looked_for_from_that_of_the_interface_on(int? link, int? given, int expected)
    {
        ScriptedTransport along = ScriptedTransport.Along("1 192.0.2.9 10 echo\n255 192.0.2.9 10 echo\n");
        var transport = new ScriptedTransport { Answer = along.Answer, Mtu = link };
        List<Trace> traces = [];
        using var source = new TraceSource([HostAddress.Parse("192.0.2.9")], IcmpParis with { PathMtu = true, InterfaceMtu = given }, transport, traces.Add);
        new Prober(transport, Allowed).Run(source);
        Assert.That((traces[0].PathMtu!.InterfaceMtu, traces[0].PathMtu!.Mtu), Is.EqualTo((expected, expected)));
    }
}
