using System.Runtime.Versioning;
using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

[SupportedOSPlatform("linux")]
public sealed class PortableRawTransportTests
{
    [Test]
    public void Refuses_an_ipv6_source() =>
        Assert.That(
            () => PortableRawTransport.Open(new() { Source = HostAddress.Parse("2001:db8::1") }),
            Throws.ArgumentException.With.Message.Contains("must be IPv4"));

    [Test]
    public void Refuses_an_empty_receive_buffer() =>
        Assert.That(() => PortableRawTransport.Open(new() { ReceiveBufferSize = 0 }), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Refuses_to_wait_no_time_for_its_own_address() =>
        Assert.That(() => PortableRawTransport.Open(new() { SourceTimeout = TimeSpan.Zero }), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
