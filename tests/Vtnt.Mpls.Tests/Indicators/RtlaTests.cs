namespace Vtnt.Mpls.Tests;

/// <summary>The length of a return tunnel; every value is a TTL on arrival.</summary>
[TestFixture]
public sealed class RtlaTests
{
    [TestCase(249, 61, 3)]
    [TestCase(249, 125, 3)]
    [TestCase(247, 56, 0)]
    [TestCase(251, 57, -3)]
    [TestCase(249, 249, null)]
    [TestCase(61, 252, null)]
    [TestCase(61, 61, null)]
    [TestCase(249, null, null)]
    [TestCase(null, 61, null)]
    public void Rtla_needs_errors_from_255_and_echo_replies_from_less(int? replyTtl, int? echoReplyTtl, int? expected) =>
        Assert.That(Rtla.Evaluate((byte?)replyTtl, (byte?)echoReplyTtl), Is.EqualTo(expected));
}
