using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

public sealed class ErrnoTests
{
    [TestCase(101, SendFailure.Unreachable, TestName = "ENETUNREACH")]
    [TestCase(113, SendFailure.Unreachable, TestName = "EHOSTUNREACH")]
    [TestCase(99, SendFailure.Unreachable, TestName = "EADDRNOTAVAIL, for IPv6 without an address that is up")]
    [TestCase(1, SendFailure.Refused, TestName = "EPERM")]
    [TestCase(13, SendFailure.Refused, TestName = "EACCES")]
    [TestCase(105, SendFailure.NoBuffer, TestName = "ENOBUFS")]
    [TestCase(11, SendFailure.NoBuffer, TestName = "EAGAIN")]
    [TestCase(90, SendFailure.TooBig, TestName = "EMSGSIZE")]
    [TestCase(100, SendFailure.InterfaceDown, TestName = "ENETDOWN")]
    [TestCase(22, SendFailure.Other, TestName = "EINVAL")]
    public void A_failed_send_is_told_in_our_words(int errno, SendFailure failure) =>
        Assert.That(Errno.ToSendFailure(errno), Is.EqualTo(failure));
}
