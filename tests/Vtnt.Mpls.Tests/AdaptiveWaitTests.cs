using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class AdaptiveWaitTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    [TestCase(10, 500)]
    [TestCase(125, 500)]
    [TestCase(150, 600)]
    [TestCase(249, 996)]
    [TestCase(250, 1000)]
    [TestCase(4000, 1000)]
    public void Wait_is_four_round_trips_within_its_bounds(int slowestMilliseconds, int waitMilliseconds) =>
        Assert.That(
            AdaptiveWait.Evaluate(TraceOf(5, slowestMilliseconds), TntProfile.Strict, Longest),
            Is.EqualTo(TimeSpan.FromMilliseconds(waitMilliseconds)));

    [Test]
    public void Compat_never_adapts() =>
        Assert.That(AdaptiveWait.Evaluate(TraceOf(1, 2), TntProfile.Compat, Longest), Is.EqualTo(Longest));

    [Test]
    public void Trace_without_answers_tells_nothing() =>
        Assert.That(AdaptiveWait.Evaluate(TraceOf(), TntProfile.Strict, Longest), Is.EqualTo(Longest));

    private static Trace TraceOf(params int[] milliseconds) => new()
    {
        Destination = HostAddress.Parse("20.0.9.9"),
        Method = TraceMethod.IcmpParis,
        Hops =
        [
            .. milliseconds.Select((rtt, index) => new Hop
            {
                ProbeTtl = (byte)(index + 1),
                Probes =
                [
                    new ProbeOutcome
                    {
                        ProbeTtl = (byte)(index + 1),
                        Attempt = 1,
                        Size = 44,
                        Replies = [new Reply { Address = HostAddress.FromIPv4(0x14000001), Kind = ReplyKind.TimeExceeded, Rtt = TimeSpan.FromMilliseconds(rtt) }],
                    },
                ],
            }),
        ],
    };
}
