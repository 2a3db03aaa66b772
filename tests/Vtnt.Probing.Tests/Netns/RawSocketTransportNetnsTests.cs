using System.Runtime.Versioning;
using Vtnt.Probing.Transports;
using Vtnt.Probing.Wire;
using Vtnt.Tests.Shared;

namespace Vtnt.Probing.Tests.Netns;

/// <summary>The real sockets, in a namespace that has nothing but its loopback interface.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class RawSocketTransportNetnsTests
{
    [Test]
    public void Traces_the_loopback_address(
        [Values("127.0.0.1", "::1")] string destination,
        [Values(TraceMethod.IcmpParis, TraceMethod.UdpParis)] TraceMethod method,
        [Values] bool singleCalls) => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open(new() { SingleCalls = singleCalls });

        Trace trace = Once.Trace(transport, destination, new() { Method = method });

        Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
        Reply reply = OnlyReply(trace);
        Assert.That(reply.Address, Is.EqualTo(HostAddress.Parse(destination)));
        Assert.That(reply.ReplyTtl, Is.EqualTo(64));
        Assert.That(reply.ReceivedOrigin, Is.EqualTo(TimestampOrigin.Socket), "the kernel's stamp");
        Assert.That(reply.Rtt, Is.GreaterThanOrEqualTo(TimeSpan.Zero).And.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(transport.ClockSteps, Is.Zero);
    });

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    public void Pings_the_loopback_address(string destination) => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open();

        Ping ping = Once.Ping(transport, destination, new() { ProbeCount = 3, WaitProbe = TimeSpan.FromMilliseconds(1) });

        Assert.That(
            ping.Probes.SelectMany(probe => probe.Replies).Select(reply => (reply.Address, (int?)reply.ReplyTtl)),
            Is.EqualTo(Enumerable.Repeat((HostAddress.Parse(destination), (int?)64), 3)));
    });

    [TestCase("127.0.0.1", "127.0.0.1")]
    [TestCase("127.9.9.9", "127.9.9.9", Description = "the kernel answers from the address itself")]
    [TestCase("::1", "::1")]
    [TestCase("198.51.100.1", null)]
    [TestCase("2001:db8::1", null)]
    public void Tells_the_source_that_the_routing_table_names(string destination, string? expected) => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open();

        HostAddress? source = transport.SourceFor(HostAddress.Parse(destination));

        Assert.That(source?.ToString(), expected is null ? Is.Null : Is.AnyOf(expected, "127.0.0.1"));
    });

    [Test]
    public void Tells_the_source_for_each_destination_whatever_was_asked_before([Values] bool unprivileged) => NetworkNamespace.Run(() =>
    {
        Shell.Run("ip addr add 192.0.2.9/32 dev lo && ip route add 198.51.100.0/24 dev lo src 192.0.2.9");
        using RawSocketTransport raw = RawSocketTransport.Open();
        using UnprivilegedTransport ordinary = UnprivilegedTransport.Open();
        ISourceAddressLookup sources = unprivileged ? ordinary : raw;
        for (int i = 0; i < 3; i++)
        {
            Assert.That(sources.SourceFor(HostAddress.Parse("198.51.100.7")), Is.EqualTo(HostAddress.Parse("192.0.2.9")));
            Assert.That(sources.SourceFor(HostAddress.Parse("127.0.0.1")), Is.EqualTo(HostAddress.Parse("127.0.0.1")));
            Assert.That(sources.SourceFor(HostAddress.Parse("203.0.113.1")), Is.Null);
            Assert.That(sources.SourceFor(HostAddress.Parse("::1")), Is.EqualTo(HostAddress.Parse("::1")));
        }
    });

    [Test]
    public void A_given_source_is_used_for_its_family() => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open(new() { Source = HostAddress.Parse("127.0.0.5"), Interface = "lo" });

        Assert.That(transport.SourceFor(HostAddress.Parse("127.0.0.1")), Is.EqualTo(HostAddress.Parse("127.0.0.5")));
        Assert.That(transport.SourceFor(HostAddress.Parse("::1")), Is.EqualTo(HostAddress.Parse("::1")));
        Assert.That(OnlyReply(Once.Trace(transport, "127.0.0.1", new() { Method = TraceMethod.IcmpParis })).ReplyTtl, Is.EqualTo(64));
    });

    [Test]
    public void Without_the_capability_opening_says_what_to_do() => NetworkNamespace.Run(() =>
    {
        NetworkNamespace.Drop(TestLibc.CapabilityNetRaw);

        Assert.That(
            () => RawSocketTransport.Open(),
            Throws.InstanceOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.Privilege)
                .And.Message.Contains("CAP_NET_RAW"));
    });

    [Test]
    public void A_foreign_source_or_interface_is_refused() => NetworkNamespace.Run(() =>
    {
        Assert.That(
            () => RawSocketTransport.Open(new() { Source = HostAddress.Parse("192.0.2.1") }),
            Throws.InstanceOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.NoInterface));
        Assert.That(
            () => RawSocketTransport.Open(new() { Interface = "none0" }),
            Throws.InstanceOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.NoInterface));
    });

    [Test]
    public void A_socket_closed_under_us_ends_the_run_and_delivers_what_was_measured([Values] bool sender) => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open();
        List<Trace> traces = [];
        using TraceSource source = new(
            [HostAddress.Parse("127.0.0.1"), HostAddress.Parse("127.0.0.2")],
            new() { Method = TraceMethod.IcmpParis },
            transport,
            trace =>
            {
                traces.Add(trace);
                if (traces.Count == 1)
                {
                    transport.CloseUnderneath(sender);
                }
            });

        Assert.That(
            () => new Prober(transport, new() { PacketsPerSecond = 0, Window = 1, AllowReserved = true }).Run(source),
            Throws.InstanceOf<ProbingException>().With.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.SocketFailed));
        Assert.That(traces[0].StopReason, Is.EqualTo(StopReason.Completed));
        Assert.That(traces, Has.Count.EqualTo(2), "the running one as it was");
    });

    [TestCase("198.51.100.1", "127.0.0.1")]
    [TestCase("2001:db8::1", "::1")]
    [TestCase("::1", "::1", Description = "the interface is down; for 127.0.0.1 Linux says that the packet left")]
    public void A_probe_that_cannot_leave_has_its_failure_and_the_trace_ends(string destination, string source) => NetworkNamespace.Run(
        () =>
        {
            using RawSocketTransport transport = RawSocketTransport.Open();

            List<Trace> traces = [];
            using TraceSource traced = new([HostAddress.Parse(destination)], new() { Method = TraceMethod.IcmpParis }, new FixedSourceAddress(HostAddress.Parse(source)), traces.Add);
            new Prober(transport, new() { PacketsPerSecond = 1000, AllowReserved = true }).Run(traced);

            Trace trace = traces.Single();
            Assert.That(trace.StopReason, Is.Not.EqualTo(StopReason.None));
            Assert.That(trace.Hops.SelectMany(hop => hop.Probes).Select(probe => probe.Failure), Is.Not.Empty.And.All.EqualTo(SendFailure.Unreachable));
        },
        isLoopbackUp: false);

    [Test]
    public void A_packet_above_the_device_s_mtu_is_too_big_and_stops_no_other() => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open();
        PacketBatch batch = new(3, 200_000);
        foreach (int length in new[] { 100, 65_535 + 1, 100 })
        {
            batch.FreeSpan[..length].Clear();
            batch.FreeSpan[0] = 0x45;
            HostAddress.Parse("127.0.0.1").WriteTo(batch.FreeSpan[16..]);
            batch.Commit(length);
        }

        transport.Send(batch);

        Assert.That(
            new[] { batch[0].Failure, batch[1].Failure, batch[2].Failure },
            Is.EqualTo(new[] { SendFailure.None, SendFailure.TooBig, SendFailure.None }));
    });

    [Test]
    public void A_batch_goes_out_in_order_both_families_mixed_and_none_is_lost([Values] bool singleCalls) => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open(new() { SingleCalls = singleCalls });
        PacketBatch batch = EchoRequests(150);
        Timestamp before = transport.Now;

        transport.Send(batch);

        Timestamp last = before;
        for (int i = 0; i < batch.Count; i++)
        {
            Assert.That(batch[i].Failure, Is.EqualTo(SendFailure.None));
            Assert.That(batch[i].Time, Is.GreaterThanOrEqualTo(last));
            last = batch[i].Time;
        }

        Assert.That(ReceiveAll(transport, 150), Is.EqualTo(Enumerable.Range(0, 150)));
    });

    [Test]
    public void What_no_packet_is_cannot_be_carried() => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open();
        PacketBatch batch = new(2, 100);
        batch.Commit(0);
        batch.FreeSpan.Clear();
        batch.Commit(60);

        transport.Send(batch);

        Assert.That((batch[0].Failure, batch[1].Failure), Is.EqualTo((SendFailure.NotSupported, SendFailure.NotSupported)));
    });

    [Test]
    public void Nothing_is_received_until_the_time_has_come() => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open();
        Timestamp until = transport.Now + TimeSpan.FromMilliseconds(20);

        Assert.That(transport.Receive(new(4, 1000), until), Is.Zero);
        Assert.That(transport.Now, Is.GreaterThanOrEqualTo(until));
    });

    [Test]
    public void A_pause_lasts_whatever_arrives_and_what_arrived_has_its_own_time() => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open(), witness = RawSocketTransport.Open();
        PacketBatch sent = EchoRequests(4), received = new(8, 1000);
        transport.Send(sent);
        Assert.That(ReceiveAll(witness, 4), Has.Count.EqualTo(4), "the replies are there before the pause begins");
        Timestamp until = transport.Now + TimeSpan.FromMilliseconds(20);

        transport.Pause(until);

        Assert.That(transport.Now, Is.GreaterThanOrEqualTo(until));
        Assert.That(transport.Receive(received, until), Is.Positive);
        Assert.That(received[0].Origin, Is.EqualTo(TimestampOrigin.Socket));
        Assert.That(received[0].Time, Is.LessThan(until));
    });

    [Test]
    public void Sending_and_receiving_allocate_nothing() => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open();
        PacketBatch batch = EchoRequests(32), received = new(64, 64_000);
        Exchange();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Exchange();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Exchange()
        {
            transport.Send(batch);
            Timestamp until = transport.Now + TimeSpan.FromSeconds(10);
            for (int left = batch.Count, count; left > 0; left -= count)
            {
                count = transport.Receive(received, until);
                if (count == 0)
                {
                    Assert.Fail("a reply is missing");
                }
            }
        }
    });

    private static Reply OnlyReply(Trace trace) => trace.Hops.SelectMany(hop => hop.Probes).SelectMany(probe => probe.Replies).Single();

    /// <summary>Echo requests with rising sequence numbers, to both loopback addresses in turn.</summary>
    private static PacketBatch EchoRequests(int count)
    {
        PacketBatch batch = new(count, count * 100);
        for (int i = 0; i < count; i++)
        {
            HostAddress own = HostAddress.Parse(i % 3 == 0 ? "::1" : "127.0.0.1");
            Probe probe = new()
            {
                Kind = ProbeKind.IcmpEcho,
                Source = own,
                Destination = own,
                ProbeTtl = 64,
                Size = 60,
                SourcePort = 0x8001,
                DestinationPort = (ushort)i,
            };
            batch.Commit(ProbeWriter.Write(probe, batch.FreeSpan));
        }

        return batch;
    }

    /// <summary>Receives into a batch that is too small for all, and returns the sequence numbers, sorted.</summary>
    private static List<int> ReceiveAll(RawSocketTransport transport, int count)
    {
        PacketBatch batch = new(7, 1000);
        List<int> sequence = [];
        Timestamp until = transport.Now + TimeSpan.FromSeconds(10);
        while (sequence.Count < count && transport.Receive(batch, until) > 0)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                Assert.That(ReplyParser.TryParse(batch.Packet(i), batch[i].Time, out ReplyView reply, out _), Is.True);
                sequence.Add(reply.EchoSequence);
            }
        }

        sequence.Sort();
        return sequence;
    }
}
