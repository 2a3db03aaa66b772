namespace Vtnt.Mpls.Tests;

/// <summary>The excess of the way back over the way there; every value is a TTL on arrival but the first.</summary>
[TestFixture]
public sealed class FrplaTests
{
    [TestCase(4, 249, 3)]
    [TestCase(4, 250, 2)]
    [TestCase(3, 255, -2)]
    [TestCase(4, 57, 4)]
    [TestCase(4, 122, 3)]
    [TestCase(1, 33, 31)]
    [TestCase(1, 32, 0)]
    public void Frpla_is_the_return_excess_over_the_probe_ttl(byte probeTtl, byte replyTtl, int expected) =>
        Assert.That(Frpla.Evaluate(probeTtl, replyTtl), Is.EqualTo(expected));
}
