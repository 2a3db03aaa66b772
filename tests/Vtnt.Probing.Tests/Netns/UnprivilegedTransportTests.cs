using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Vtnt.Probing.Transports;
using Vtnt.Tests.Shared;

namespace Vtnt.Probing.Tests.Netns;

/// <summary>Error queues and ICMP sockets, on a thread that has given up the capability to open raw ones.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class UnprivilegedTransportTests
{
    [Test]
    public void Traces_without_privilege([Values("127.0.0.1", "::1")] string destination, [Values(TraceMethod.Udp, TraceMethod.UdpParis)] TraceMethod method) =>
        Unprivileged(isIcmpAllowed: false, transport =>
        {
            Trace trace = Once.Trace(transport, destination, new() { Method = method, Attempts = 3, AllAttempts = true });

            Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
            Assert.That(trace.Flags & TraceFlags.ErrorQueue, Is.EqualTo(TraceFlags.ErrorQueue));
            Reply[] replies = [.. trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Replies.Single())];
            Assert.That(replies, Has.Length.EqualTo(3));
            foreach (Reply reply in replies)
            {
                Assert.That(reply.Kind, Is.EqualTo(ReplyKind.DestinationUnreachable));
                Assert.That(reply.Address, Is.EqualTo(HostAddress.Parse(destination)));
                Assert.That(reply.ReplyTtl, Is.EqualTo(64));
                Assert.That(reply.ReceivedOrigin, Is.EqualTo(TimestampOrigin.Socket));
                Assert.That((reply.QuotedTtl, reply.QuotedTos, reply.QuotedLength, reply.ReplySize, reply.ReplyIpId), Is.EqualTo(((byte?)null, (byte?)null, (int?)null, (int?)null, (ushort?)null)));
            }
        });

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    public void Pings_where_the_group_may(string destination) => Unprivileged(isIcmpAllowed: true, transport =>
    {
        Assert.That(destination == "::1" ? transport.CarriesIcmpV6 : transport.CarriesIcmp, Is.True);

        Ping ping = Once.Ping(transport, destination, new() { ProbeCount = 3, WaitProbe = TimeSpan.FromMilliseconds(1) });

        Assert.That(
            ping.Probes.SelectMany(probe => probe.Replies).Select(reply => (reply.Address, reply.Kind, reply.ReplyTtl)),
            Is.EqualTo(Enumerable.Repeat((HostAddress.Parse(destination), ReplyKind.EchoReply, (byte?)64), 3)));
    });

    [Test]
    public void Where_the_group_may_not_an_echo_request_is_not_sent() => Unprivileged(isIcmpAllowed: false, transport =>
    {
        Assert.That((transport.CarriesIcmp, transport.CarriesIcmpV6), Is.EqualTo((false, false)));

        Trace trace = Once.Trace(transport, "127.0.0.1", new() { Method = TraceMethod.IcmpParis });

        Assert.That(trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Failure), Has.All.EqualTo(SendFailure.NotSupported));
    });

    [Test]
    public void A_tcp_trace_is_not_sent() => Unprivileged(isIcmpAllowed: true, transport =>
    {
        Trace trace = Once.Trace(transport, "127.0.0.1", new() { Method = TraceMethod.Tcp });

        Assert.That(trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Failure), Has.All.EqualTo(SendFailure.NotSupported));
    });

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    public void A_destination_that_answers_by_udp_is_seen(string destination) => Unprivileged(isIcmpAllowed: false, transport =>
    {
        IPAddress address = IPAddress.Parse(destination);
        using Socket server = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(address, 33435));
        TraceOptions options = new() { Method = TraceMethod.UdpParis, SourcePort = 40_002, GapLimit = 1, Attempts = 1 };
        using AnsweringTransport answering = new(transport, server, new IPEndPoint(address, 40_002));

        Trace trace = Once.Trace(answering, destination, options);

        Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
        Assert.That(trace.Hops.SelectMany(hop => hop.Probes).SelectMany(probe => probe.Replies).Single().Kind, Is.EqualTo(ReplyKind.Udp));
    });

    [Test]
    public void A_port_that_is_taken_fails_the_probe() => Unprivileged(isIcmpAllowed: false, transport =>
    {
        using Socket other = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 40_003));

        Trace trace = Once.Trace(transport, "127.0.0.1", new() { Method = TraceMethod.Udp, SourcePort = 40_003 });

        Assert.That(trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Failure), Has.All.EqualTo(SendFailure.Other));
    });

    [Test]
    public void What_cannot_leave_is_unreachable() => Unprivileged(isIcmpAllowed: false, transport =>
    {
        Trace trace = Once.Trace(transport, "198.51.100.1", new() { Method = TraceMethod.Udp, Source = HostAddress.Parse("127.0.0.1") });

        Assert.That(trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Failure), Is.Not.Empty.And.None.EqualTo(SendFailure.None));
    });

    [Test]
    public void A_foreign_source_or_interface_is_refused() => NetworkNamespace.Run(() =>
    {
        Assert.That(
            () => UnprivilegedTransport.Open(new() { Source = HostAddress.Parse("192.0.2.1") }),
            Throws.InstanceOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.NoInterface));
        Assert.That(
            () => UnprivilegedTransport.Open(new() { Interface = "none0" }),
            Throws.InstanceOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.NoInterface));
    });

    private static void Unprivileged(bool isIcmpAllowed, Action<UnprivilegedTransport> body) => NetworkNamespace.Run(() =>
    {
        File.WriteAllText("/proc/sys/net/ipv4/ping_group_range", isIcmpAllowed ? "0 2147483647" : "1 0");
        NetworkNamespace.Drop(TestLibc.CapabilityNetRaw);
        Assert.That(() => RawSocketTransport.Open(), Throws.InstanceOf<ProbingException>());
        using UnprivilegedTransport transport = UnprivilegedTransport.Open();
        body(transport);
    });

    /// <summary>Lets a server answer as soon as something was sent.</summary>
    private sealed class AnsweringTransport(UnprivilegedTransport inner, Socket server, IPEndPoint client) : IProbeTransport, ISourceAddressLookup, IDisposable
    {
        public TransportCapabilities Capabilities => inner.Capabilities;

        public Timestamp Now => inner.Now;

        public void Send(PacketBatch batch)
        {
            inner.Send(batch);
            server.SendTo([1, 2, 3], client);
        }

        public int Receive(PacketBatch batch, Timestamp until) => inner.Receive(batch, until);

        public HostAddress? SourceFor(HostAddress destination) => inner.SourceFor(destination);

        public void Dispose() => inner.Dispose();
    }
}
