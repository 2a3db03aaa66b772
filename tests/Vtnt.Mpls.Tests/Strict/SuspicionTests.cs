namespace Vtnt.Mpls.Tests;

/// <summary>
/// Which pairs strict suspects, in the order of probing: ingress and egress as places on the path from 0, evidence, rank, what is
/// explained.
/// </summary>
[TestFixture]
public sealed class SuspicionTests
{
    [TestCase("I 254/254 | E 249/249 | N 249/249", "1-2 Frpla Named 0; 2-3 Frpla Explained 4")]
    [TestCase("I 254/254 | E 249/61 | N 250/250", "1-2 Rtla Named")]
    [TestCase("I 254/254 | E 249/58 | N 250/250", "1-2 Frpla Explained 0")]
    [TestCase("I 254/254 | N 248/248 | N 248/248", "1-3 DuplicateAddress Named")]
    [TestCase("I 254/254 | N 248/248 | N 248/248 q0", "1-3 DuplicateAddress Named")]
    [TestCase("I 254/254 | N 248/248 q0 | N 248/248", "")]
    [TestCase("I 254/254 | E 251/251 | N 251/251", "")]
    [TestCase("I 254/254 | * | E 247/247 | N 248/248", "1-3 Frpla Named 0; 3-4 Frpla Explained 5")]
    [TestCase("I 254/254 | E 98/98 | N 252/252", "")]
    public void Evidence_that_tnt_knows_names_them(string hops, string expected)
    {
        TntPath path = ScriptedPath.Of($"R1 255/255 | {hops}");
        Assert.That(Text(StrictSuspicions.Find(path, [], new TntWork(new TntOptions()))), Is.EqualTo(expected));
    }

    [TestCase("I 254/254 | E 251/251 | N 251/251", "1-2 Frpla Weak 0")]
    [TestCase("I 254/254 | E 251/251 | N 248/248", "1-2 Frpla Weak 0; 2-3 Frpla Weak 2")]
    [TestCase("I 254/254 | E 253/253 | N 252/252", "")]
    [TestCase("I 254/254 | E 61/61 | N 249/249", "1-2 Frpla Weak 0; 2-3 Frpla Weak 0")]
    [TestCase("I 254/254 | E 56/56 | N 252/252", "")]
    public void Rise_below_the_threshold_names_them_too(string hops, string expected)
    {
        TntPath path = ScriptedPath.Of($"R1 255/255 | {hops}");
        List<Suspicion> found = WeakSuspicions.Find(path, [], new int[path.Slots.Count], _ => false, new TntWork(new TntOptions()));
        Assert.That(Text(found), Is.EqualTo(expected));
    }

    private static string Text(List<Suspicion> suspicions) => string.Join(
        "; ",
        suspicions.Select(suspicion =>
            $"{suspicion.AnchorSlot}-{suspicion.Slot} {suspicion.Trigger} {suspicion.Rank}{(suspicion.ExplainedExcess is { } excess ? $" {excess}" : "")}"));
}
