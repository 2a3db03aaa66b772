using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class DuplicateAddressTests
{
    private static readonly Reply One = Of(1, ReplyKind.TimeExceeded);
    private static readonly Reply OneEcho = Of(1, ReplyKind.EchoReply);
    private static readonly Reply Two = Of(2, ReplyKind.TimeExceeded);

    private static Reply Of(uint address, ReplyKind kind) =>
        new() { Address = HostAddress.FromIPv4(0xC6120000 + address), Kind = kind, Rtt = TimeSpan.Zero };

    [Test]
    public void Second_of_two_equal_addresses_is_a_duplicate() => Assert.That(DuplicateAddress.IsSecond(One, One), Is.True);

    [Test]
    public void Different_or_silent_neighbours_are_no_duplicate()
    {
        Assert.That(DuplicateAddress.IsSecond(Two, One), Is.False);
        Assert.That(DuplicateAddress.IsSecond(null, One), Is.False);
        Assert.That(DuplicateAddress.IsSecond(One, null), Is.False);
    }

    [Test]
    public void First_of_two_needs_a_time_exceeded_behind_it()
    {
        Assert.That(DuplicateAddress.IsFirst(One, One), Is.True);
        Assert.That(DuplicateAddress.IsFirst(One, OneEcho), Is.False);
        Assert.That(DuplicateAddress.IsFirst(One, Two), Is.False);
        Assert.That(DuplicateAddress.IsFirst(One, null), Is.False);
    }

    [TestCase((byte)0, true)]
    [TestCase((byte)1, false)]
    [TestCase(null, false)]
    public void Duplicate_that_quotes_zero_is_no_tunnel(byte? quotedTtl, bool isZero) =>
        Assert.That(
            DuplicateAddress.IsOfZeroTtl(new Reply
            {
                Address = HostAddress.Parse("20.0.4.1"),
                Kind = ReplyKind.TimeExceeded,
                Rtt = TimeSpan.Zero,
                QuotedTtl = quotedTtl,
            }),
            Is.EqualTo(isZero));
}
