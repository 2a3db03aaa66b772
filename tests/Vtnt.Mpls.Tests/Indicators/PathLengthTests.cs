namespace Vtnt.Mpls.Tests;

/// <summary>The rules that compare path lengths; every value is a TTL on arrival.</summary>
[TestFixture]
public sealed class PathLengthTests
{
    [TestCase(1, 32, 32)]
    [TestCase(32, 32, 1)]
    [TestCase(33, 64, 32)]
    [TestCase(64, 64, 1)]
    [TestCase(65, 128, 64)]
    [TestCase(128, 128, 1)]
    [TestCase(129, 255, 127)]
    [TestCase(249, 255, 7)]
    [TestCase(255, 255, 1)]
    [TestCase(0, 32, 33)]
    public void Initial_ttl_is_the_next_usual_start(byte replyTtl, byte initial, int length)
    {
        Assert.That(InitialTtl.Of(replyTtl), Is.EqualTo(initial));
        Assert.That(InitialTtl.ReturnLength(replyTtl), Is.EqualTo(length));
    }

    [TestCase(4, 249, 3)]
    [TestCase(4, 250, 2)]
    [TestCase(3, 255, -2)]
    [TestCase(4, 57, 4)]
    [TestCase(4, 122, 3)]
    [TestCase(1, 33, 31)]
    [TestCase(1, 32, 0)]
    public void Frpla_is_the_return_excess_over_the_probe_ttl(byte probeTtl, byte replyTtl, int expected) =>
        Assert.That(Frpla.Evaluate(probeTtl, replyTtl), Is.EqualTo(expected));

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

    [TestCase(249, 61, 3)]
    [TestCase(61, 252, 0)]
    [TestCase(251, 57, -3)]
    [TestCase(246, 252, 6)]
    [TestCase(252, 249, -3)]
    [TestCase(246, null, null)]
    [TestCase(null, 252, null)]
    public void U_turn_is_how_much_longer_the_error_travelled(int? replyTtl, int? echoReplyTtl, int? expected) =>
        Assert.That(UTurn.Evaluate((byte?)replyTtl, (byte?)echoReplyTtl), Is.EqualTo(expected));

    [TestCase(249, 61, true, false)]
    [TestCase(249, 249, false, true)]
    [TestCase(249, 125, false, false)]
    [TestCase(61, 61, false, true)]
    public void Signature_is_the_pair_of_initial_ttls(byte replyTtl, byte echoReplyTtl, bool isJuniper, bool isUniform)
    {
        TtlSignature? signature = TtlSignature.Of(replyTtl, echoReplyTtl);
        Assert.That(signature?.IsJuniper, Is.EqualTo(isJuniper));
        Assert.That(signature?.IsUniform, Is.EqualTo(isUniform));
    }

    [Test]
    public void Signature_is_unknown_without_an_echo_reply() => Assert.That(TtlSignature.Of(249, null), Is.Null);
}
