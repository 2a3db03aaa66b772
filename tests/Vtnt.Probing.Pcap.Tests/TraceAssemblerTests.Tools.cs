namespace Vtnt.Probing.Pcap.Tests;

/// <summary>What tools vary from probe to probe, one test per tool.</summary>
public sealed partial class TraceAssemblerTests
{
    private const ProbeKind Udp = ProbeKind.Udp, Echo = ProbeKind.IcmpEcho, Syn = ProbeKind.TcpSyn, Ack = ProbeKind.TcpAck;

    /// <summary>Ports as a kernel picks them: no order, no repetition.</summary>
    private static int KernelPort(int index) => 32768 + (index * 7919 % 28232);

    [Test]
    public void Recognises_linux_traceroute_over_udp([Values] bool isV6)
    {
        var network = new ScriptedNetwork(isV6);
        for (int i = 0; i < 15; i++)
        {
            network.Send(Udp, (i / 3) + 1, KernelPort(i), 33434 + i);
        }

        AssertOneTrace(network, TraceMethod.Udp, attempts: 3);
    }

    [Test]
    public void Tells_the_source_port_of_each_probe_where_the_tool_varies_it([Values] bool isVaried)
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 5; i++)
        {
            network.Send(Udp, i + 1, isVaried ? KernelPort(i) : 40000, 33434 + i);
        }

        IEnumerable<ushort?> expected = Enumerable.Range(0, 5).Select(i => isVaried ? (ushort?)KernelPort(i) : null);
        Assert.That(network.Assemble().Probes.Select(probe => probe.SourcePort), Is.EqualTo(expected));
    }

    [Test]
    public void Recognises_bsd_traceroute_and_scampers_udp([Values] bool isV6, [Values(1, 3)] int attempts)
    {
        var network = new ScriptedNetwork(isV6);
        for (int i = 0; i < 5 * attempts; i++)
        {
            network.Send(Udp, (i / attempts) + 1, 40000, 33435 + i);
        }

        AssertOneTrace(network, TraceMethod.Udp, attempts);
    }

    [Test]
    public void Recognises_icmp_traceroute_and_tracert([Values] bool isV6, [Values(1, 5321)] int identifier, [Values(0, 977)] int firstSequence)
    {
        var network = new ScriptedNetwork(isV6);
        for (int i = 0; i < 15; i++)
        {
            network.Send(Echo, (i / 3) + 1, identifier, firstSequence + i);
        }

        AssertOneTrace(network, TraceMethod.Icmp, attempts: 3);
    }

    [Test]
    public void Recognises_paris_traceroute_over_icmp_that_varies_identifier_and_sequence_number([Values] bool isV6)
    {
        var network = new ScriptedNetwork(isV6);
        for (int i = 0; i < 15; i++)
        {
            network.Send(Echo, (i / 3) + 1, 60000 - i, 1 + i, checksum: 0x1234);
        }

        AssertOneTrace(network, TraceMethod.IcmpParis, attempts: 3);
    }

    [Test]
    public void Recognises_a_constant_flow_with_counted_checksums([Values] bool isV6)
    {
        var network = new ScriptedNetwork(isV6);
        for (int i = 0; i < 10; i++)
        {
            network.Send(Udp, (i / 2) + 1, 43110, 33435, ipId: i + 1, checksum: (ushort)(i + 1));
        }

        AssertOneTrace(network, TraceMethod.UdpParis, attempts: 2);
    }

    [Test]
    public void Recognises_equal_probes_sent_one_at_a_time()
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 15; i++)
        {
            network.Send(Udp, (i / 3) + 1, 53, 53);
        }

        AssertOneTrace(network, TraceMethod.UdpParis, attempts: 3);
    }

    [Test]
    public void Recognises_linux_traceroute_over_tcp([Values] bool isV6)
    {
        var network = new ScriptedNetwork(isV6);
        for (int i = 0; i < 15; i++)
        {
            network.Send(Syn, (i / 3) + 1, KernelPort(i), 80);
        }

        AssertOneTrace(network, TraceMethod.Tcp, attempts: 3);
    }

    [TestCase(Echo, TraceMethod.Icmp)]
    [TestCase(Udp, TraceMethod.Udp)]
    [TestCase(Syn, TraceMethod.Tcp)]
    public void Recognises_rounds_of_mtr_as_attempts(ProbeKind kind, TraceMethod method)
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 50; i++)
        {
            int sequence = 33000 + i;
            network.Send(kind, (i % 5) + 1, kind == Syn ? sequence : 4711, kind == Syn ? 80 : sequence);
            network.Wait(TimeSpan.FromMilliseconds(200));
        }

        AssertOneTrace(network, method, attempts: 10);
    }

    [Test]
    public void Recognises_yarrp_which_sends_ttls_in_any_order()
    {
        var network = new ScriptedNetwork();
        foreach (int ttl in (ReadOnlySpan<int>)[4, 1, 5, 3, 2])
        {
            network.Send(Ack, ttl, 51234, 80, ipId: (ttl << 8) | 7);
            network.Wait(TimeSpan.FromSeconds(20));
        }

        AssertOneTrace(network, TraceMethod.TcpAck, attempts: 1);
    }

    [Test]
    public void Takes_parallel_flows_of_dublin_traceroute_apart([Values] bool isByTtl)
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 15; i++)
        {
            (int ttl, int flow) = isByTtl ? ((i / 3) + 1, i % 3) : ((i % 5) + 1, i / 5);
            network.Send(Udp, ttl, 12345, 33434 + flow, ipId: 100 + i);
        }

        Assembled assembled = network.Assemble();
        Assert.That(assembled.Traces.Select(trace => trace.DestinationPort), Is.EquivalentTo(new[] { 33434, 33435, 33436 }));
        foreach (Trace trace in assembled.Traces)
        {
            AssertPath(network, trace, TraceMethod.UdpParis, 1);
        }
    }

    [Test]
    public void Tells_two_linux_traceroutes_to_one_destination_apart()
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 20; i++)
        {
            if (i < 15)
            {
                network.Send(Udp, (i / 3) + 1, KernelPort(i), 33434 + i);
            }

            if (i >= 5)
            {
                int later = i - 5;
                network.Send(Udp, (later / 3) + 1, KernelPort(later + 500), 33434 + later);
            }
        }

        AssertTraces(network, count: 2, TraceMethod.Udp, attempts: 3);
    }

    [Test]
    public void Tells_interleaved_flows_apart_by_what_their_tools_keep_constant()
    {
        var network = new ScriptedNetwork();
        for (int ttl = 1; ttl <= 5; ttl++)
        {
            network.Send(Udp, ttl, 40001, 33435, ipId: ttl, checksum: (ushort)ttl);
            network.Send(Udp, ttl, 40002, 33435, ipId: ttl, checksum: (ushort)ttl);
            network.Send(Echo, ttl, 1000, ttl - 1, checksum: 77);
            network.Send(Echo, ttl, 1001, ttl - 1, checksum: 77);
            network.Send(Syn, ttl, 40001, 80, ipId: ttl);
            network.Send(Ack, ttl, 40001, 80, ipId: 1000 + ttl);
        }

        Assembled assembled = network.Assemble();
        Assert.That(assembled.Traces.Select(trace => trace.Method), Is.EqualTo(new[]
        {
            TraceMethod.UdpParis, TraceMethod.UdpParis, TraceMethod.IcmpParis, TraceMethod.IcmpParis, TraceMethod.Tcp, TraceMethod.TcpAck,
        }));
        foreach (Trace trace in assembled.Traces)
        {
            AssertPath(network, trace, trace.Method, 1);
        }
    }

    [Test]
    public void Tells_runs_one_after_another_apart_where_probes_are_counted([Values] bool isV6)
    {
        var network = new ScriptedNetwork(isV6);
        for (int i = 0; i < 10; i++)
        {
            int index = i % 5;
            network.Send(Udp, index + 1, 43110, 33435, ipId: index + 1, checksum: (ushort)(index + 1));
        }

        AssertTraces(network, count: 2, TraceMethod.UdpParis, attempts: 1);
    }

    [Test]
    public void Tells_runs_one_after_another_apart_by_the_pause_between_them()
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 10; i++)
        {
            network.Send(Udp, (i % 5) + 1, 53, 53, ipId: 500 + (i * 3));
            network.Wait(i == 4 ? TimeSpan.FromSeconds(61) : TimeSpan.FromSeconds(1));
        }

        AssertTraces(network, count: 2, TraceMethod.UdpParis, attempts: 1);
    }

    private static void AssertOneTrace(ScriptedNetwork network, TraceMethod method, int attempts) => AssertTraces(network, 1, method, attempts);

    private static void AssertTraces(ScriptedNetwork network, int count, TraceMethod method, int attempts)
    {
        Assembled assembled = network.Assemble();
        Assert.That(assembled.Traces, Has.Count.EqualTo(count));
        Assert.That(assembled.Pings, Is.Empty);
        foreach (Trace trace in assembled.Traces)
        {
            AssertPath(network, trace, method, attempts);
        }
    }

    private static void AssertPath(ScriptedNetwork network, Trace trace, TraceMethod method, int attempts)
    {
        Assert.Multiple(() =>
        {
            Assert.That(trace.Method, Is.EqualTo(method));
            Assert.That(trace.Source, Is.EqualTo(network.Source));
            Assert.That(trace.Destination, Is.EqualTo(network.Destination));
            Assert.That(trace.Attempts, Is.EqualTo(attempts));
            Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
            Assert.That(trace.Hops.Select(hop => hop.ProbeTtl), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
        });
        foreach (Hop hop in trace.Hops)
        {
            Assert.That(hop.Probes.Select(probe => probe.Attempt), Is.EqualTo(Enumerable.Range(1, attempts)));
            foreach (ProbeOutcome probe in hop.Probes)
            {
                Assert.That(probe.Replies, Has.Length.EqualTo(1), $"TTL {hop.ProbeTtl}");
                Assert.That(probe.Replies[0].Address, Is.EqualTo(network.Router(hop.ProbeTtl)));
                Assert.That(probe.Replies[0].Rtt, Is.EqualTo(TimeSpan.FromMilliseconds(1)));
            }
        }
    }
}
