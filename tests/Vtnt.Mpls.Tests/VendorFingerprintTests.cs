using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class VendorFingerprintTests
{
    [TestCase(250, 250, "Huawei 0.999, Cisco 0.998, H3C 0.998, OneAccess 0.617")]
    [TestCase(250, 60, "Juniper 0.996")]
    [TestCase(60, 60, "MikroTik 0.992, Nokia 0.99, Ruijie 0.835, OneAccess 0.379, Brocade , Linux ")]
    [TestCase(120, 120, "Juniper JunosE ")]
    [TestCase(60, 250, "")]
    [TestCase(250, null, "")]
    [TestCase(null, 250, "")]
    public void Signature_names_candidates_with_their_measured_share(int? replyTtl, int? echoReplyTtl, string vendors) =>
        Assert.That(Text(Hop(replyTtl, echoReplyTtl)), Is.EqualTo(vendors));

    [Test]
    public void Only_errors_of_IPv4_tell_a_vendor()
    {
        Assert.That(Text(Hop(250, 250) with { Kind = ReplyKind.EchoReply }), Is.Empty);
        Assert.That(Text(Hop(60, 60) with { Address = HostAddress.Parse("2001:db8::1") }), Is.Empty);
    }

    private static string Text(HopIndicators hop) => string.Join(
        ", ", VendorFingerprint.Of(hop).Select(vendor => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{vendor.Name} {vendor.Share}")));

    private static HopIndicators Hop(int? replyTtl, int? echoReplyTtl) => new()
    {
        Address = HostAddress.Parse("20.0.4.1"),
        ProbeTtl = 4,
        Kind = ReplyKind.TimeExceeded,
        ReplyTtl = (byte?)replyTtl,
        EchoReplyTtl = (byte?)echoReplyTtl,
    };
}
