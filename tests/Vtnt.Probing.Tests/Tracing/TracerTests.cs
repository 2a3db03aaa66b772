namespace Vtnt.Probing.Tests;

internal sealed class TracerTests
{
    private static readonly HostAddress Source = HostAddress.Parse("198.18.0.1");
    private static readonly HostAddress Destination = HostAddress.Parse("192.0.2.9");

    private static Tracer New(TraceOptions? options = null) => new(Source, Destination, options ?? new() { Method = TraceMethod.IcmpParis });

    [Test]
    public void Walks_the_path_hop_by_hop_until_the_destination_answers()
    {
        Tracer tracer = New();
        Assert.That(Transcript.Of(tracer, """
            1 192.0.2.1 10
            2 192.0.2.2 20 te:16
            3 192.0.2.9 30 echo
            """), Is.EqualTo("""
            0.000 send 1/1 #0
            0.010 reply 192.0.2.1 TimeExceeded
            0.010 send 2/1 #1
            0.030 reply 192.0.2.2 TimeExceeded
            0.030 send 3/1 #2
            0.060 reply 192.0.2.9 EchoReply
            0.060 done
            """));
        Trace trace = tracer.ToTrace();
        Assert.That((trace.StopReason, trace.StopData, trace.HopCount, trace.ProbesSent), Is.EqualTo((StopReason.Completed, 0, 3, 3)));
        Assert.That(trace.Hops[1].FirstReply!.LabelStack.Length, Is.EqualTo(1));
    }

    [TestCase(10, 500)]
    [TestCase(150, 600)]
    [TestCase(400, 1000)]
    public void Wait_adapts_to_the_largest_rtt_between_its_bounds(int rtt, int wait)
    {
        Tracer tracer = New(new()
        {
            Method = TraceMethod.IcmpParis,
            Attempts = 1,
            WaitTimeout = TimeSpan.FromSeconds(1),
            LeastWaitTimeout = TimeSpan.FromMilliseconds(500),
        });
        _ = Transcript.Of(tracer, $"""
            1 192.0.2.1 {rtt}
            3 192.0.2.9 20 echo
            """);
        Hop[] hops = [.. tracer.ToTrace().Hops];
        TimeSpan waited = hops[^1].Probes[0].SentAt!.Value - hops[0].Probes[0].SentAt!.Value;
        Assert.That(waited, Is.EqualTo(TimeSpan.FromMilliseconds(rtt + wait)));
    }

    [TestCase(1, "1/1", 1, StopReason.Halted)]
    [TestCase(2, "1/1 2/1", 2, StopReason.Halted)]
    [TestCase(3, "1/1 2/1 2/2", 2, StopReason.Halted)]
    [TestCase(4, "1/1 2/1 2/2 3/1", 3, StopReason.Completed)]
    [TestCase(5, "1/1 2/1 2/2 3/1", 3, StopReason.Completed)]
    public void Trace_with_a_limit_on_its_probes_is_the_beginning_of_the_whole(int most, string probes, int hopCount, StopReason reason)
    {
        Tracer tracer = New(new() { Method = TraceMethod.IcmpParis, Attempts = 2, MostProbes = most });
        _ = Transcript.Of(tracer, """
            1 192.0.2.1 10
            3 192.0.2.9 20 echo
            """);
        Trace trace = tracer.ToTrace();
        Assert.That(string.Join(' ', trace.Hops.SelectMany(hop => hop.Probes).Select(probe => $"{probe.ProbeTtl}/{probe.Attempt}")), Is.EqualTo(probes));
        Assert.That((trace.HopCount, trace.StopReason), Is.EqualTo((hopCount, reason)));
        Assert.That(trace.Hops[0].FirstReply?.Address, Is.EqualTo(HostAddress.Parse("192.0.2.1")), "the last probe is waited for");
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Limit_on_probes_is_positive(int most) =>
        Assert.That(() => New(new() { MostProbes = most }), Throws.ArgumentException.With.Message.StartsWith("the most probes must be positive"));

    [Test]
    public void Limit_on_probes_fits_only_a_trace_hop_by_hop()
    {
        Assert.That(() => New(new() { MostProbes = 9, Squeries = 2 }), Throws.ArgumentException);
        Assert.That(() => New(new() { MostProbes = 9, Backwards = true, HopLimit = 5 }), Throws.ArgumentException);
        Assert.That(() => New(new() { MostProbes = 9, PathMtu = true }), Throws.ArgumentException);
    }

    [Test]
    public void Before_any_answer_the_whole_wait_is_waited()
    {
        Tracer tracer = New(new()
        {
            Method = TraceMethod.IcmpParis,
            Attempts = 1,
            WaitTimeout = TimeSpan.FromSeconds(1),
            LeastWaitTimeout = TimeSpan.FromMilliseconds(500),
        });
        Assert.That(Transcript.Of(tracer, "2 192.0.2.9 20 echo"), Does.Contain("1.000 send 2/1"));
    }
}
