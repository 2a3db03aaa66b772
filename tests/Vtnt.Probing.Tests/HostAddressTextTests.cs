using System.Net;
using CsCheck;

namespace Vtnt.Probing.Tests;

/// <summary>IPv6 text, with the framework's parser as witness.</summary>
public sealed class HostAddressTextTests
{
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("1::")]
    [TestCase("1:2:3:4:5:6:7:8")]
    [TestCase("1:2:3:4:5:6:7::")]
    [TestCase("::2:3:4:5:6:7:8")]
    [TestCase("1::8")]
    [TestCase("2001:DB8::Ab")]
    [TestCase("::ffff:192.0.2.1")]
    [TestCase("1:2:3:4:5:6:192.0.2.1")]
    [TestCase("1::192.0.2.1")]
    public void Reads(string text) => Assert.That(HostAddress.Parse(text), Is.EqualTo(HostAddress.FromIPAddress(IPAddress.Parse(text))));

    [TestCase(":")]
    [TestCase(":::")]
    [TestCase("1:")]
    [TestCase(":1")]
    [TestCase("1::2::3")]
    [TestCase("1:2:3:4:5:6:7")]
    [TestCase("1:2:3:4:5:6:7:8:9")]
    [TestCase("1:2:3:4::5:6:7:8")]
    [TestCase("12345::")]
    [TestCase("1: 2::")]
    [TestCase("+1::")]
    [TestCase("g::")]
    [TestCase("1:2:3:4:5:6:7:192.0.2.1")]
    [TestCase("192.0.2.1::")]
    [TestCase("::192.0.2.1:1")]
    [TestCase("::1%lo")]
    [TestCase("[::1]")]
    [TestCase("::1/64")]
    public void Refuses(string text) => Assert.That(HostAddress.TryParse(text, out _), Is.False);

    [Test]
    public void Reads_whatever_the_framework_writes() =>
        Gen.Byte.Array[16].Select(Gen.Int[0, 15], Gen.Int[0, 15]).Sample((bytes, from, to) =>
        {
            bytes.AsSpan(Math.Min(from, to), Math.Abs(to - from)).Clear();
            var address = new IPAddress(bytes);
            return HostAddress.Parse(address.ToString()) == HostAddress.FromIPAddress(address);
        });
}
