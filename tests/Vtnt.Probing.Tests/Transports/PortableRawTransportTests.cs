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

    [TestCase("-P tcp", "TCP probes are not available here", TestName = "A_trace_by_tcp_is_refused")]
    [TestCase("-P tcp-ack", "TCP probes are not available here", TestName = "A_trace_by_tcp_ack_is_refused")]
    [TestCase("-O const-payload", "need an IP-ID of their own", TestName = "A_constant_payload_is_refused")]
    [TestCase("-O dl", "A choice of sockets", TestName = "A_packet_socket_is_refused")]
    public void Says_why_a_trace_cannot_be_carried(string letters, string reason) =>
        Assert.That(PortableRawTransport.WhyNot(TraceOptions.ParseCommand($"trace {letters} 192.0.2.1").Options!), Does.Contain(reason));

    [TestCase("-O dl")]
    [TestCase("-O spoof")]
    [TestCase("-M 1280")]
    public void Says_why_a_ping_cannot_be_carried(string letters) =>
        Assert.That(PortableRawTransport.WhyNot(PingOptions.ParseCommand($"ping {letters} 192.0.2.1").Options!), Does.Contain("are not available here"));

    [Test]
    public void Carries_the_rest()
    {
        Assert.That(PortableRawTransport.WhyNot(new TraceOptions()), Is.Null);
        Assert.That(PortableRawTransport.WhyNot(new PingOptions()), Is.Null);
    }
}
