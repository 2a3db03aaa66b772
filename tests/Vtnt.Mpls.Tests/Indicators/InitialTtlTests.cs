namespace Vtnt.Mpls.Tests;

/// <summary>The usual initial TTLs.</summary>
[TestFixture]
public sealed class InitialTtlTests
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
}
