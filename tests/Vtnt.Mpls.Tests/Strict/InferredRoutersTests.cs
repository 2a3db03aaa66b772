namespace Vtnt.Mpls.Tests;

/// <summary>An unlabelled router (place 3) between two labelled runs (D19): inside one tunnel unless something splits it.</summary>
[TestFixture]
public sealed class InferredRoutersTests
{
    [TestCase("P1 253/- L17:1 | P2 252/- | P3 251/- L18:1", true)]
    [TestCase("P1 253/- L17:1 | P2 252/- q2 | P3 251/- L18:1", false)]
    [TestCase("P1 253/- q2 L17:1 | P2 252/- | P3 251/- L18:1", false)]
    [TestCase("P1 253/- L17:1 | P2 252/- | P3 251/- q2 L18:1", false)]
    [TestCase("P1 253/- L17:1 | P2 252/- | Q1 251/- L18:1", false)]
    [TestCase("P1 251/253 L17:1 | P2 252/- | P3 251/- L18:1", false)]
    [TestCase("P1 253/- L17:1 | P2 252/- | P3 251/-", false)]
    [TestCase("P1 253/- L17:1 | P2 252/- L19:1 | P3 251/- L18:1", false)]
    [TestCase("P1 253/- L17:1 | * | P3 251/- L18:1", false)]
    public void Nothing_tells_that_a_tunnel_ends_at_it(string hops, bool expected)
    {
        TntPath path = ScriptedPath.Of($"R1 255/255 | I 254/254 | {hops} | E 250/250");
        Assert.That(InferredRouters.IsBetween(path, first: 2, last: 2, index: 3), Is.EqualTo(expected));
    }
}
