namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class QuotedTtlTests
{
    [TestCase(2, 2)]
    [TestCase(3, 3)]
    [TestCase(254, 254)]
    [TestCase(1, null)]
    [TestCase(0, null)]
    [TestCase(255, null)]
    [TestCase(null, null)]
    public void Quoted_ttl_is_the_place_in_the_tunnel(int? quotedTtl, int? expected) =>
        Assert.That(QuotedTtl.PositionInTunnel((byte?)quotedTtl), Is.EqualTo(expected));
}
