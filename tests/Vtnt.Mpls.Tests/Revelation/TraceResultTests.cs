using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class TraceResultTests
{
    private static readonly HostAddress Target = HostAddress.Parse("20.0.4.1");

    [TestCase(1, "3", 3, StopReason.Halted)]
    [TestCase(2, "3 4", 4, StopReason.Halted)]
    [TestCase(3, "3 4 4", 4, StopReason.Halted)]
    [TestCase(4, "3 4 4 4", 4, StopReason.Halted)]
    [TestCase(5, "3 4 4 4 5", 5, StopReason.Completed)]
    [TestCase(9, "3 4 4 4 5", 5, StopReason.Completed)]
    public void Beginning_is_what_so_many_probes_would_have_shown(int probes, string ttls, int hopCount, StopReason reason)
    {
        Trace trace = TraceResult.Beginning(Whole(), probes);
        Assert.That(string.Join(' ', trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.ProbeTtl)), Is.EqualTo(ttls));
        Assert.That((trace.HopCount, trace.StopReason, trace.ProbesSent), Is.EqualTo((hopCount, reason, Math.Min(probes, 5))));
    }

    [Test]
    public void Trace_that_was_cut_is_enough_for_who_may_spend_no_more()
    {
        TraceResult result = new(new ProbeAccount(new SessionMark()), limit: 4);
        Assert.That((result.Covers(4), result.Covers(5)), Is.EqualTo((true, false)));
        result.Complete(TraceResult.Beginning(Whole(), 4), default);
        Assert.That((result.Covers(4), result.Covers(5)), Is.EqualTo((true, false)));
    }

    [Test]
    public void Trace_that_ended_by_itself_is_enough_for_anybody()
    {
        TraceResult result = new(new ProbeAccount(new SessionMark()), limit: 6);
        int told = 0;
        result.WhenKnown(() => told++);
        result.Complete(Whole(), default);
        Assert.That((result.Covers(int.MaxValue), told), Is.EqualTo((true, 1)));
    }

    private static Trace Whole() => new()
    {
        Destination = Target,
        Method = TraceMethod.IcmpParis,
        FirstHop = 3,
        HopCount = 5,
        ProbesSent = 5,
        StopReason = StopReason.Completed,
        Hops = [HopOf(3, 1), HopOf(4, 3), HopOf(5, 1)],
    };

    private static Hop HopOf(byte ttl, int attempts) => new()
    {
        ProbeTtl = ttl,
        Probes = [.. Enumerable.Range(1, attempts).Select(attempt => new ProbeOutcome { ProbeTtl = ttl, Attempt = attempt, Size = 44 })],
    };
}
