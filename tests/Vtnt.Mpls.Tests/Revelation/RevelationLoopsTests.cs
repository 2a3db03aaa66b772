using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Repeated routers in what one step revealed (D14): what is left, and whether it turns in a circle.</summary>
[TestFixture]
public sealed class RevelationLoopsTests
{
    [TestCase("P1 P2 P3", "", "P1 P2 P3", false)]
    [TestCase("P1 P2 P2", "", "P1 P2", false)]
    [TestCase("P1 P2 P1", "", "P1 P2", false)]
    [TestCase("P1 * *", "", "P1 * *", false)]
    [TestCase("P1", "P2 P3", "P1", false)]
    [TestCase("P1 P3", "P2 P3", "P1", false)]
    [TestCase("P3 P1", "P2 P3", "P1", true)]
    [TestCase("P3", "P2 P3", "", true)]
    [TestCase("I", "", "", true)]
    [TestCase("P1 E", "", "P1", false)]
    [TestCase("* P3", "P3", "*", false)]
    [TestCase("", "P3", "", true)]
    public void Router_is_counted_once(string revealed, string known, string left, bool isLoop)
    {
        List<TntSlot> slots = Slots(revealed);
        Assert.That(RevelationLoops.Cut(slots, Slots(known), Suspicion), Is.EqualTo(isLoop));
        Assert.That(slots.Select(slot => slot.Address), Is.EqualTo(Slots(left).Select(slot => slot.Address)));
    }

    private static Suspicion Suspicion { get; } = new()
    {
        Slot = 3,
        AnchorSlot = 2,
        Anchor = Address("I"),
        AnchorTtl = 3,
        Candidate = Address("E"),
        CandidateTtl = 4,
        Destination = Address("D"),
        IsIngressSilent = false,
        Trigger = TunnelTrigger.Frpla,
    };

    private static HostAddress Address(string name) => HostAddress.FromIPv4(0x14000000u + (uint)(name[0] * 16) + name[^1]);

    private static List<TntSlot> Slots(string names) =>
    [
        .. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((name, index) => new TntSlot(new Hop
        {
            ProbeTtl = (byte)(4 + index),
            Probes =
            [
                new ProbeOutcome
                {
                    ProbeTtl = (byte)(4 + index),
                    Attempt = 1,
                    Size = 44,
                    Replies = name == "*" ? [] : [new Reply { Address = Address(name), Kind = ReplyKind.TimeExceeded, Rtt = TimeSpan.Zero }],
                },
            ],
        })),
    ];
}
