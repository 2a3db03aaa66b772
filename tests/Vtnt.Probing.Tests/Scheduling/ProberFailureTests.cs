namespace Vtnt.Probing.Tests;

/// <summary>What fails is recorded or ends with a clear exception, and every finished trace is delivered.</summary>
internal sealed class ProberFailureTests
{
    private const string OneHop = "1+ 192.0.2.9 10 echo\n";

    private static readonly HostAddress Target = HostAddress.Parse("192.0.2.9");

    private static readonly TraceOptions IcmpParis = new() { Method = TraceMethod.IcmpParis };

    private static readonly ProberOptions Fast = new() { AllowReserved = true, PacketsPerSecond = 1000, Window = 4 };

    private static IEnumerable<HostAddress> Targets(int count) => Enumerable.Range(1, count).Select(i => HostAddress.FromIPv4(0xC6336400u + (uint)i));

    /// <summary>A path of two hops to any destination, which breaks down after some probes.</summary>
    private static ScriptedTransport BreakingAfter(int probes)
    {
        ScriptedTransport? transport = null;
        transport = new()
        {
            Answer = probe =>
            {
                transport!.Broken = transport.Sent.Count >= probes ? new(ProbingError.SocketFailed, "The socket was closed.", 9) : null;
                HostAddress to = ReplyPackets.DestinationOf(probe);
                return [(TimeSpan.FromMilliseconds(5), probe[8] == 1 ? ReplyPackets.Error(HostAddress.Parse("192.0.2.1"), 11, 0, probe) : ReplyPackets.EchoReply(to, probe))];
            },
        };
        return transport;
    }

    [Test]
    public void A_broken_transport_ends_the_run_after_everything_was_handed_back()
    {
        ScriptedTransport transport = BreakingAfter(7);
        List<Trace> traces = [];
        using var source = new TraceSource(Targets(20), IcmpParis, transport, traces.Add);
        var prober = new Prober(transport, Fast with { Window = 1 });
        Assert.That(() => prober.Run(source), Throws.TypeOf<ProbingException>().With.Property(nameof(ProbingException.Errno)).EqualTo(9));
        Assert.That(traces.Take(3).Select(t => t.StopReason), Is.All.EqualTo(StopReason.Completed));
        Assert.That(traces.Skip(3).Select(t => t.StopReason), Is.EqualTo(new[] { StopReason.Halted }));
        Assert.That(prober.Counters.Started, Is.EqualTo(prober.Counters.Finished).And.EqualTo(traces.Count));
    }

    [Test]
    public async Task A_broken_transport_ends_the_sequence_after_every_finished_trace()
    {
        var done = new List<Trace>();
        var prober = new Prober(BreakingAfter(7), Fast with { Window = 1 });
        ProbingException? caught = null;
        try
        {
            await foreach (Trace trace in prober.TraceAsync(Targets(20), IcmpParis))
            {
                done.Add(trace);
            }
        }
        catch (ProbingException e)
        {
            caught = e;
        }

        Assert.That(caught?.Error, Is.EqualTo(ProbingError.SocketFailed));
        Assert.That(done.Select(t => t.StopReason), Is.EqualTo(Enumerable.Repeat(StopReason.Completed, 3).ToList()));
    }

    [Test]
    public void A_failing_send_call_leaves_no_probe_unanswered()
    {
        ScriptedTransport inner = ScriptedTransport.Along(OneHop);
        var transport = new ThrowingTransport(inner, failAt: 3);
        List<Trace> traces = [];
        using var source = new TraceSource(Enumerable.Repeat(Target, 5), IcmpParis, inner, traces.Add);
        var prober = new Prober(transport, Fast with { Window = 1 });
        Assert.That(() => prober.Run(source), Throws.TypeOf<ProbingException>());
        Assert.That(traces, Has.Count.EqualTo(3));
        Assert.That(traces[2].StopReason, Is.EqualTo(StopReason.Halted));
        Assert.That(traces[2].Hops[0].Probes[0].Failure, Is.EqualTo(SendFailure.Other));
        Assert.That(prober.Active, Is.Zero);
    }

    [TestCase(SendFailure.NoBuffer)]
    [TestCase(SendFailure.Refused)]
    [TestCase(SendFailure.InterfaceDown)]
    [TestCase(SendFailure.Unreachable)]
    [TestCase(SendFailure.TooBig)]
    public void A_probe_that_cannot_leave_is_recorded_and_the_trace_goes_on(SendFailure failure)
    {
        int sends = 0;
        ScriptedTransport along = ScriptedTransport.Along(OneHop);
        var transport = new ScriptedTransport { Answer = along.Answer, Failure = _ => sends++ == 0 ? failure : SendFailure.None };
        List<Trace> traces = [];
        using var source = new TraceSource([Target], IcmpParis, transport, traces.Add);
        var prober = new Prober(transport, Fast);
        prober.Run(source);
        Assert.That(traces[0].StopReason, Is.EqualTo(StopReason.Completed));
        Assert.That(traces[0].Hops[0].Probes.Select(p => p.Failure), Is.EqualTo(new[] { failure, SendFailure.None }));
        Assert.That((traces[0].ProbesSent, prober.Counters.SendFailures), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_network_that_takes_nothing_ends_every_trace()
    {
        var transport = new ScriptedTransport { Failure = _ => SendFailure.InterfaceDown };
        List<Trace> traces = [];
        using var source = new TraceSource(Targets(3), IcmpParis, transport, traces.Add);
        new Prober(transport, Fast).Run(source);
        Assert.That(traces.Select(t => (t.StopReason, t.ProbesSent)), Is.All.EqualTo((StopReason.GapLimit, 0)));
    }

    [Test]
    public void A_destination_without_a_route_fails_alone()
    {
        ScriptedTransport transport = ScriptedTransport.Along(OneHop);
        List<Trace> traces = [];
        using var source = new TraceSource([HostAddress.Parse("192.0.2.255"), Target], IcmpParis, transport, traces.Add);
        new Prober(transport, Fast).Run(source);
        Assert.That(traces.Select(t => t.StopReason), Is.EqualTo(new[] { StopReason.Error, StopReason.Completed }));
        Assert.That(traces[0].ErrorText, Is.EqualTo("There is no route to 192.0.2.255."));
    }

    [Test]
    public void Cancellation_hands_back_what_runs()
    {
        using var cancel = new CancellationTokenSource();
        var transport = new ScriptedTransport();
        List<Trace> traces = [];
        IEnumerable<HostAddress> CancelledAtThird()
        {
            foreach (HostAddress target in Targets(9))
            {
                if (target == HostAddress.Parse("198.51.100.3"))
                {
                    cancel.Cancel();
                }

                yield return target;
            }
        }

        using var source = new TraceSource(CancelledAtThird(), IcmpParis, transport, traces.Add);
        new Prober(transport, Fast).Run(source, cancel.Token);
        Assert.That(traces.Select(t => t.StopReason), Is.EqualTo(Enumerable.Repeat(StopReason.Halted, 3).ToList()));
    }

    /// <summary>Fails in the middle of a call of <see cref="Send"/>.</summary>
    private sealed class ThrowingTransport(ScriptedTransport inner, int failAt) : IProbeTransport
    {
        private int _sends;

        public TransportCapabilities Capabilities => inner.Capabilities;

        public Timestamp Now => inner.Now;

        public void Send(PacketBatch batch)
        {
            if (++_sends == failAt)
            {
                throw new ProbingException(ProbingError.SocketFailed, "The socket was closed.", 9);
            }

            inner.Send(batch);
        }

        public int Receive(PacketBatch batch, Timestamp until) => inner.Receive(batch, until);
    }
}
