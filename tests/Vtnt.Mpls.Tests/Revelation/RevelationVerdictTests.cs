using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>How revelation and buddy traces are read. A path is its names in order, from TTL 1 or the number before a colon.</summary>
[TestFixture]
public sealed class RevelationVerdictTests
{
    [TestCase("R1 R2 I P1 P2 E", false, false, "Revealed 3 2")]
    [TestCase("R1 R2 I P1 * E", false, false, "Revealed 3 2")]
    [TestCase("R1 R2 I E", false, false, "NothingRevealed 0 0")]
    [TestCase("R1 R2 I I P1 E", false, false, "Revealed 4 1")]
    [TestCase("R1 R2 Z P1 E", false, false, "IngressNotFound 0 0")]
    [TestCase("R1 R2 I P1 * * * * *", false, false, "TargetNotReached 0 0")]
    [TestCase("R1 R2 I P1 N", false, false, "TargetNotReached 0 0")]
    [TestCase("", false, false, "TargetNotReached 0 0")]
    [TestCase("R1 R2 I * P1 P2 E", true, false, "Revealed 4 2")]
    [TestCase("R1 R2 I * E", true, false, "NothingRevealed 0 0")]
    [TestCase("R1 R2 I E", true, false, "NothingRevealed 0 0")]
    [TestCase("R1 I P1 E", false, false, "Revealed 2 1")]
    [TestCase("R1 I P1 E", false, true, "PathChanged 0 0")]
    [TestCase("R1 R2 Z I P1 E", false, true, "PathChanged 0 0")]
    [TestCase("R1 R2 I P1 E", false, true, "Revealed 3 1")]
    [TestCase("2: R2 I P1 E", false, true, "Revealed 2 1")]
    public void Ordinary_trace_shows_what_lies_between_anchor_and_target(string path, bool isSilent, bool checks, string expected)
    {
        RevelationVerdict verdict = DirectPathRevelation.Evaluate(Slots(path), Address("E"), Suspect(isSilent), checks);
        Assert.That($"{verdict.Outcome} {verdict.First} {verdict.Count}", Is.EqualTo(expected));
    }

    [TestCase("R1 R2 I Ppu", false, "Revealed 3 1")]
    [TestCase("R1 R2 * Ppu", false, "IngressNotFound 0 0")]
    [TestCase("R1 R2 I P", false, "TargetNotReached 0 0")]
    [TestCase("R1 R2 I *", false, "TargetNotReached 0 0")]
    [TestCase("R1 R2 Ipu", false, "NothingRevealed 0 0")]
    [TestCase("R1 R2 I P1 Ppu", false, "IngressNotFound 0 0")]
    [TestCase("R1 R2 I Bpu", false, "NothingRevealed 0 0")]
    [TestCase("R1 R2 I Epu", false, "NothingRevealed 0 0")]
    [TestCase("I Ppu", false, "IngressNotFound 0 0")]
    [TestCase("R1 R2 I * Ppu", true, "Revealed 4 1")]
    [TestCase("R1 R2 I Ppu", true, "IngressNotFound 0 0")]
    public void Buddy_trace_shows_at_most_the_router_behind_the_anchor(string path, bool isSilent, string expected)
    {
        RevelationVerdict verdict = BuddyRevelation.Evaluate(Slots(path), Address("B"), Suspect(isSilent), checksDistance: false, skipped: 0);
        Assert.That($"{verdict.Outcome} {verdict.First} {verdict.Count}", Is.EqualTo(expected));
    }

    [TestCase(1, true, "Revealed 1 1")]
    [TestCase(1, false, "Revealed 1 1")]
    [TestCase(0, true, "Revealed 1 1")]
    [TestCase(0, false, "IngressNotFound 0 0")]
    public void Buddy_trace_may_begin_at_the_anchor(int skipped, bool checks, string expected)
    {
        RevelationVerdict verdict = BuddyRevelation.Evaluate(Slots("3: I Ppu"), Address("B"), Suspect(false), checks, skipped);
        Assert.That($"{verdict.Outcome} {verdict.First} {verdict.Count}", Is.EqualTo(expected));
    }

    [Test]
    public void Buddy_trace_that_meets_the_anchor_elsewhere_proves_nothing_in_strict()
    {
        RevelationVerdict verdict = BuddyRevelation.Evaluate(Slots("R1 I Ppu"), Address("B"), Suspect(false), checksDistance: true, skipped: 0);
        Assert.That(verdict.Outcome, Is.EqualTo(RevelationOutcome.PathChanged));
    }

    [TestCase("P1", "Brpr")]
    [TestCase("*", "Brpr")]
    [TestCase("P1 P1", "Brpr")]
    [TestCase("P1 P2", "Dpr")]
    [TestCase("P1 *", "Dpr")]
    [TestCase("P1 P2 P3", "Dpr")]
    [TestCase("P1 P1 P1", "Dpr")]
    public void Step_that_shows_one_router_is_backward_recursive(string path, string expected) =>
        Assert.That(BackwardRecursivePathRevelation.Evaluate(Slots(path).ToArray()).ToString(), Is.EqualTo(expected));

    private static Suspicion Suspect(bool isIngressSilent) => new()
    {
        Slot = 3,
        AnchorSlot = 2,
        Anchor = Address("I"),
        AnchorTtl = 3,
        CandidateTtl = 5,
        Destination = Address("D"),
        Candidate = Address("E"),
        IsIngressSilent = isIngressSilent,
        Trigger = TunnelTrigger.DuplicateAddress,
    };

    private static HostAddress Address(string name) => HostAddress.FromIPv4(0x14000000u + (uint)name.Sum(letter => letter * letter));

    private static List<TntSlot> Slots(string path)
    {
        string[] words = path.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        byte ttl = 1;
        List<TntSlot> slots = [];
        foreach (string word in words)
        {
            if (word.EndsWith(':'))
            {
                ttl = byte.Parse(word[..^1], System.Globalization.CultureInfo.InvariantCulture);
                continue;
            }

            slots.Add(Slot(word, ttl++));
        }

        return slots;
    }

    private static TntSlot Slot(string word, byte ttl)
    {
        bool isUnreachable = word.EndsWith("pu", StringComparison.Ordinal);
        Reply reply = new()
        {
            Address = Address(isUnreachable ? word[..^2] : word),
            Kind = isUnreachable ? ReplyKind.DestinationUnreachable : ReplyKind.TimeExceeded,
            IcmpCode = isUnreachable ? (byte)3 : (byte)0,
            Rtt = TimeSpan.Zero,
        };
        ProbeOutcome probe = new() { ProbeTtl = ttl, Attempt = 1, Size = 44, Replies = word == "*" ? [] : [reply] };
        return new TntSlot(new Hop { ProbeTtl = ttl, Probes = [probe] });
    }
}
