using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

public sealed class ExtendedErrorTests
{
    private const string TimeExceeded =
        "71000000" + "02" + "0B" + "00" + "00" + "00000000" + "64000000" // EHOSTUNREACH, ICMP 11/0, extensions at 100
        + "0200" + "0000" + "C6120001" + "0000000000000000"; // 198.18.0.1

    [Test]
    public void Reads_type_code_offender_and_where_extensions_begin()
    {
        Assert.That(ExtendedError.TryParse(Convert.FromHexString(TimeExceeded), out ExtendedError error), Is.True);
        Assert.That((error.IsFromNetwork, error.IcmpType, error.IcmpCode, error.ExtensionsAt), Is.EqualTo((true, (byte)11, (byte)0, 100)));
        Assert.That(error.Offender, Is.EqualTo(HostAddress.Parse("198.18.0.1")));
    }

    [Test]
    public void Reads_an_icmpv6_error_with_its_mtu()
    {
        string hex = "5A000000" + "03" + "02" + "00" + "00" + "00050000" + "00000000" // ICMPv6 2, MTU 1280
            + "0A00" + "0000" + "00000000" + "20010DB8000000000000000000000001" + "00000000";

        Assert.That(ExtendedError.TryParse(Convert.FromHexString(hex), out ExtendedError error), Is.True);
        Assert.That((error.IcmpType, error.Mtu), Is.EqualTo(((byte)2, 1280u)));
        Assert.That(error.Offender, Is.EqualTo(HostAddress.Parse("2001:db8::1")));
    }

    [Test]
    public void Extensions_that_the_kernel_finds_damaged_are_none()
    {
        byte[] bytes = Convert.FromHexString(TimeExceeded);
        bytes[14] = 1;
        Assert.That(ExtendedError.TryParse(bytes, out ExtendedError error), Is.True);
        Assert.That(error.ExtensionsAt, Is.Zero);
    }

    [Test]
    public void Errors_of_this_host_are_told_apart()
    {
        byte[] bytes = Convert.FromHexString(TimeExceeded);
        bytes[4] = 1;
        Assert.That(ExtendedError.TryParse(bytes, out ExtendedError error), Is.True);
        Assert.That(error.IsFromNetwork, Is.False);
        Assert.That(error.Offender.IsNone, Is.True);
    }

    [Test]
    public void Refuses_a_shorter_value_and_does_without_a_name()
    {
        byte[] bytes = Convert.FromHexString(TimeExceeded);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.That(ExtendedError.TryParse(bytes.AsSpan(0, length), out ExtendedError error), Is.EqualTo(length >= 16), $"{length} bytes");
            Assert.That(error.Offender.IsNone, Is.True, $"{length} bytes");
        }
    }
}
