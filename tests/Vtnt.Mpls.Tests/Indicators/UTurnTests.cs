namespace Vtnt.Mpls.Tests;

/// <summary>How much farther an error went than an echo reply; every value is a TTL on arrival.</summary>
[TestFixture]
public sealed class UTurnTests
{
    [TestCase(249, 61, 3)]
    [TestCase(61, 252, 0)]
    [TestCase(251, 57, -3)]
    [TestCase(246, 252, 6)]
    [TestCase(252, 249, -3)]
    [TestCase(246, null, null)]
    [TestCase(null, 252, null)]
    public void U_turn_is_how_much_longer_the_error_travelled(int? replyTtl, int? echoReplyTtl, int? expected) =>
        Assert.That(UTurn.Evaluate((byte?)replyTtl, (byte?)echoReplyTtl), Is.EqualTo(expected));
}
