using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>The second look at a path: of each hop its answers, hop by hop from TTL 3 (a repeated address: 4) on.</summary>
[TestFixture]
public sealed class PathConfirmationTests
{
    [TestCase("I | E", false, 2, true)]
    [TestCase("* | E", false, 2, true)]
    [TestCase("I | *", false, 2, true)]
    [TestCase("I | Z", false, 2, false)]
    [TestCase("Z | E", false, 2, false)]
    [TestCase("I Z | E", false, 2, false)]
    [TestCase("N N N N N | N N N N N", true, 5, true)]
    [TestCase("N N N N * | N N N N *", true, 5, true)]
    [TestCase("N N N * * | N N N N N", true, 5, false)]
    [TestCase("N N N N N | N N N N Z", true, 5, false)]
    [TestCase("N N N N | N N N N", true, 4, true)]
    [TestCase("N N N * | N N N N", true, 4, false)]
    [TestCase("N N N | N N N", true, 3, true)]
    [TestCase("N N N | N N *", true, 3, false)]
    public void Path_is_what_it_was_when_nobody_else_answers(string answers, bool isDuplicate, int attempts, bool expected)
    {
        string[] hops = answers.Split(" | ");
        Suspicion suspicion = Suspect(isDuplicate);
        Trace trace = new()
        {
            Destination = suspicion.Destination,
            Method = TraceMethod.IcmpParis,
            FirstHop = PathConfirmation.FirstHopFor(suspicion),
            Hops = [.. hops.Select((names, index) => HopOf(PathConfirmation.FirstHopFor(suspicion) + index, names.Split(' ')))],
        };
        Assert.That(PathConfirmation.Evaluate(trace, suspicion, attempts), Is.EqualTo(expected));
    }

    [TestCase(false, 3, 2, 2, 1)]
    [TestCase(true, 4, 2, 5, 3)]
    public void Repeated_address_is_asked_more_often(bool isDuplicate, int first, int hops, int attempts, int least)
    {
        Suspicion suspicion = Suspect(isDuplicate);
        Assert.That(
            (PathConfirmation.FirstHopFor(suspicion), PathConfirmation.Hops(suspicion)),
            Is.EqualTo(((byte)first, hops)));
        Assert.That(
            (PathConfirmation.AttemptsFor(suspicion.Trigger), PathConfirmation.LeastAttemptsFor(suspicion.Trigger)),
            Is.EqualTo(((byte)attempts, (byte)least)));
    }

    [TestCase(false, false, 0)]
    [TestCase(false, true, 2)]
    [TestCase(true, false, 8)]
    [TestCase(true, true, 8)]
    public void So_much_is_left_for_it(bool isDuplicate, bool isRevealed, int probes) =>
        Assert.That(PathConfirmation.Reserve(Suspect(isDuplicate), isRevealed), Is.EqualTo(probes));

    private static Suspicion Suspect(bool isDuplicate) => new()
    {
        Slot = isDuplicate ? 4 : 3,
        AnchorSlot = 2,
        Anchor = Address("I"),
        AnchorTtl = 3,
        Candidate = Address(isDuplicate ? "N" : "E"),
        CandidateTtl = isDuplicate ? (byte)5 : (byte)4,
        Destination = Address("D"),
        IsIngressSilent = false,
        Trigger = isDuplicate ? TunnelTrigger.DuplicateAddress : TunnelTrigger.Frpla,
    };

    private static Hop HopOf(int ttl, string[] answers) => new()
    {
        ProbeTtl = (byte)ttl,
        Probes =
        [
            .. answers.Select((name, index) => new ProbeOutcome
            {
                ProbeTtl = (byte)ttl,
                Attempt = index + 1,
                Size = 44,
                Replies = name == "*" ? [] : [new Reply { Address = Address(name), Kind = ReplyKind.TimeExceeded, Rtt = TimeSpan.Zero }],
            }),
        ],
    };

    private static HostAddress Address(string name) => HostAddress.FromIPv4(0x14000000u + name[0]);
}
