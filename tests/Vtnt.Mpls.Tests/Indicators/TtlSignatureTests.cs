namespace Vtnt.Mpls.Tests;

/// <summary>The pair of initial TTLs.</summary>
[TestFixture]
public sealed class TtlSignatureTests
{
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
