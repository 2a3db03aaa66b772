using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Vtnt.Probing.Transports;
using Vtnt.Tests.Shared;

namespace Vtnt.Probing.Tests.Netns;

/// <summary>TCP through raw sockets, and the ports that probes leave from.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class RawSocketPortTests
{
    private const ushort Port = 40_001;

    [Test]
    public void A_closed_tcp_port_resets_and_ends_the_trace(
        [Values("127.0.0.1", "::1")] string destination, [Values(TraceMethod.Tcp, TraceMethod.TcpAck)] TraceMethod method) => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open(new() { Tcp = true });

        Trace trace = Once.Trace(transport, destination, new() { Method = method, DestinationPort = 81 });

        const byte Reset = 0x04;
        Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
        Assert.That(FirstReply(trace).Kind, Is.EqualTo(ReplyKind.Tcp));
        Assert.That(FirstReply(trace).TcpFlags!.Value & Reset, Is.EqualTo(Reset));
    });

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    public void An_open_tcp_port_answers_a_syn_and_nobody_is_connected(string destination) => NetworkNamespace.Run(() =>
    {
        using TcpListener listener = new(IPAddress.Parse(destination), 82);
        listener.Start();
        using RawSocketTransport transport = RawSocketTransport.Open(new() { Tcp = true });

        Trace trace = Once.Trace(transport, destination, new() { Method = TraceMethod.Tcp, DestinationPort = 82 });

        const byte SynAck = 0x12;
        Assert.That(FirstReply(trace).TcpFlags, Is.EqualTo(SynAck));
        Assert.That(listener.Pending(), Is.False, "the kernel has reset it");
    });

    [Test]
    public void Without_tcp_a_tcp_trace_is_not_sent() => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open();

        Trace trace = Once.Trace(transport, "127.0.0.1", new() { Method = TraceMethod.Tcp });

        Assert.That(trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Failure), Has.All.EqualTo(SendFailure.NotSupported));
    });

    [TestCase("127.0.0.1", TraceMethod.UdpParis)]
    [TestCase("::1", TraceMethod.UdpParis)]
    [TestCase("127.0.0.1", TraceMethod.Tcp)]
    [TestCase("::1", TraceMethod.Tcp)]
    public void The_source_port_is_kept_while_the_transport_is_open(string destination, TraceMethod method) => NetworkNamespace.Run(() =>
    {
        using (RawSocketTransport transport = RawSocketTransport.Open(new() { Tcp = true }))
        {
            Once.Trace(transport, destination, new() { Method = method, SourcePort = Port });
            Assert.That(() => Bind(destination, method), Throws.InstanceOf<SocketException>());
            Assert.That(transport.ForeignPorts, Is.Zero);
        }

        Bind(destination, method);
    });

    [Test]
    public void Privilege_is_not_needed_any_more_once_it_is_open() => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open(new() { Tcp = true, Interface = "lo" });
        NetworkNamespace.Drop(TestLibc.CapabilityNetRaw);

        Assert.That(Once.Trace(transport, "::1", new() { Method = TraceMethod.Tcp }).StopReason, Is.EqualTo(StopReason.Completed));
    });

    [Test]
    public void A_port_that_another_program_has_is_counted() => NetworkNamespace.Run(() =>
    {
        using Socket other = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Any, Port));
        using RawSocketTransport transport = RawSocketTransport.Open();

        Trace trace = Once.Trace(transport, "127.0.0.1", new() { Method = TraceMethod.UdpParis, SourcePort = Port });

        Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
        Assert.That(transport.ForeignPorts, Is.EqualTo(1));
    });

    private static void Bind(string address, TraceMethod method)
    {
        bool isTcp = method == TraceMethod.Tcp;
        IPAddress own = IPAddress.Parse(address);
        using Socket socket = new(own.AddressFamily, isTcp ? SocketType.Stream : SocketType.Dgram, isTcp ? ProtocolType.Tcp : ProtocolType.Udp);
        socket.Bind(new IPEndPoint(own, Port));
    }

    private static Reply FirstReply(Trace trace) => trace.Hops.SelectMany(hop => hop.Probes).SelectMany(probe => probe.Replies).First();
}
