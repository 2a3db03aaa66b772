using System.Runtime.Versioning;
using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

[SupportedOSPlatform("linux")]
public sealed class RawSocketTransportTests
{
    [TestCase("")]
    [TestCase("sixteen-bytes-xx")]
    public void Refuses_a_name_that_no_interface_can_have(string name) =>
        Assert.That(() => RawSocketTransport.Open(new() { Interface = name }), Throws.ArgumentException.With.Message.Contains("1 to 15 bytes"));

    [Test]
    public void Refuses_an_empty_receive_buffer() =>
        Assert.That(() => RawSocketTransport.Open(new() { ReceiveBufferSize = 0 }), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Refuses_an_empty_send_buffer() =>
        Assert.That(() => RawSocketTransport.Open(new() { SendBufferSize = -1 }), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Refuses_no_address_as_source() =>
        Assert.That(() => RawSocketTransport.Open(new() { Source = HostAddress.None }), Throws.ArgumentException.With.Message.Contains("leave it out"));
}
