using Vtnt.Probing.Transports;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Transports;

public sealed class OptionedHeaderTests
{
    // 28 bytes of header: a timestamp option of one entry, full, with one overflow counted (the last 1 of 0910).
    private const string WithOption = "47000024ec6700004001dead" + "c612000d" + "c6120000" + "44080910" + "000004cb";

    private const string Plain = "4500001cec6700004001dead" + "c612000d" + "c6120000";

    [Test]
    public void A_header_that_the_kernel_has_written_into_is_right_again()
    {
        byte[] packet = [.. Convert.FromHexString(WithOption), .. new byte[8]];

        OptionedHeader.Seal(packet);

        Assert.That(InternetChecksum.IsValid(packet.AsSpan(0, 28)), Is.True);
    }

    [TestCase("")]
    [TestCase(Plain)]
    [TestCase("60000000" + Plain)]
    [TestCase("4f00001cec6700004001deadc612000dc6120000", Description = "its options are missing")]
    public void Every_other_packet_is_left_alone(string hex)
    {
        byte[] packet = Convert.FromHexString(hex);

        OptionedHeader.Seal(packet);

        Assert.That(packet, Is.EqualTo(Convert.FromHexString(hex)));
    }
}
