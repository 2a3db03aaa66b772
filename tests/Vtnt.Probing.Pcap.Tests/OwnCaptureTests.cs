using System.Text.RegularExpressions;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>
/// Debian's own tools in the lab's networks, captured by tcpdump. Beside each capture stands what the tools printed; that is
/// the independent truth here, together with what the lab knows of its tunnels.
/// </summary>
public sealed partial class OwnCaptureTests
{
    private static readonly string[] Lsrs = ["198.18.2.1", "198.18.2.3", "198.18.2.5", "2001:db8:2::1", "2001:db8:2::3", "2001:db8:2::5"];

    [TestCase("traceroute-udp.pcap", TraceMethod.Udp, 3)]
    [TestCase("traceroute-icmp.pcap.gz", TraceMethod.Icmp, 3)]
    [TestCase("traceroute-tcp.pcap", TraceMethod.Tcp, 3)]
    [TestCase("traceroute-udp53.pcap", TraceMethod.Udp, 3)]
    [TestCase("mtr-icmp.pcapng", TraceMethod.Icmp, 3)]
    [TestCase("mtr-udp.pcap", TraceMethod.Udp, 3)]
    [TestCase("mtr-tcp.pcap", TraceMethod.Tcp, 3)]
    [TestCase("scamper-udp.pcap", TraceMethod.Udp, 1)]
    [TestCase("scamper-udp-paris.pcap", TraceMethod.UdpParis, 1)]
    [TestCase("scamper-icmp.pcap", TraceMethod.Icmp, 1)]
    [TestCase("scamper-icmp-paris.pcap", TraceMethod.IcmpParis, 1)]
    [TestCase("scamper-tcp.pcap", TraceMethod.Tcp, 1)]
    [TestCase("scamper-tcp-ack.pcap", TraceMethod.TcpAck, 1)]
    [TestCase("traceroute-udp-v6.pcap", TraceMethod.Udp, 3)]
    [TestCase("scamper-udp-paris-v6.pcap", TraceMethod.UdpParis, 1)]
    [TestCase("scamper-icmp-paris-v6.pcap", TraceMethod.IcmpParis, 1)]
    public void Shows_the_path_that_the_tool_printed_and_the_labels_of_its_tunnel(string name, TraceMethod method, int attempts)
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path($"pcap/{name}"));

        Assert.That(assembled.Traces, Has.Count.EqualTo(1));
        Assert.That(assembled.Pings, Is.Empty);
        Trace trace = assembled.Traces[0];
        Assert.That(trace.Method, Is.EqualTo(method));
        Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
        Assert.That(PathOf(trace), Is.EqualTo(Printed(name).Single()));
        Assert.That(trace.Hops.Take(PathOf(trace).Count).Select(hop => hop.Probes.Length), Is.All.EqualTo(attempts));
        AssertLabels(trace);
    }

    [Test]
    public void Takes_four_tools_at_once_to_one_destination_apart()
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path("pcap/interleaved.pcap"));

        Assert.That(assembled.Traces.Select(trace => trace.Method), Is.EquivalentTo(new[]
        {
            TraceMethod.Udp, TraceMethod.Udp, TraceMethod.Icmp, TraceMethod.Icmp,
        }));
        Assert.That(assembled.Traces.Select(PathOf), Is.EquivalentTo(Printed("interleaved.pcap")));
        Assert.That(assembled.Traces.Select(trace => trace.Attempts), Is.EquivalentTo(new[] { 3, 3, 3, 2 }));
        foreach (Trace trace in assembled.Traces)
        {
            AssertLabels(trace);
        }
    }

    [Test]
    public void Finds_the_pings_of_the_routers_beside_the_trace()
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path("pcap/invisible-pings.pcap"));

        Trace trace = assembled.Traces.Single();
        Assert.That(PathOf(trace), Is.EqualTo(Printed("invisible-pings.pcap")[0]));
        Assert.That(assembled.Replies.All(reply => reply.LabelStack.IsEmpty));
        Assert.That(assembled.Pings.Select(ping => ping.Destination.ToString()), Is.EquivalentTo(PathOf(trace)));
        Assert.That(assembled.Pings.SelectMany(ping => ping.Probes).Select(probe => probe.Replies.Single().Kind), Is.All.EqualTo(ReplyKind.EchoReply));
        Assert.That(assembled.Pings.Select(ping => ping.ProbesSent), Is.All.EqualTo(2));

        // The way back from behind the tunnel seems three hops longer than the way there: the tunnel's three routers.
        Reply egress = trace.Hops[3].FirstReply!;
        Assert.That(255 - egress.ReplyTtl + 1, Is.EqualTo(trace.Hops[3].ProbeTtl + 3));
    }

    private static void AssertLabels(Trace trace)
    {
        foreach (Hop hop in trace.Hops)
        {
            foreach (Reply reply in hop.Probes.SelectMany(probe => probe.Replies))
            {
                bool isLsr = Lsrs.Contains(reply.Address.ToString());
                Assert.That(reply.LabelStack.Length, Is.EqualTo(isLsr ? 1 : 0), reply.Address.ToString());
                if (isLsr)
                {
                    LabelStackEntry entry = reply.LabelStack[0];
                    Assert.That(entry.Label, Is.InRange(24000, 24999));
                    Assert.That((entry.IsBottomOfStack, entry.LseTtl), Is.EqualTo((true, (byte)1)));
                }
            }
        }
    }

    /// <summary>Addresses by hop, to the first one of the destination: tools that probe in parallel go beyond it.</summary>
    private static List<string> PathOf(Trace trace)
    {
        List<string> path = [.. trace.Hops.Select(hop => hop.FirstReply?.Address.ToString() ?? "*")];
        int end = path.IndexOf(trace.Destination.ToString());
        return end < 0 ? path : path[..(end + 1)];
    }

    /// <summary>The paths in the sidecar, one per tool that printed one.</summary>
    private static List<List<string>> Printed(string capture)
    {
        string sidecar = SharedCaptures.Path($"pcap/{capture.Split('.')[0]}.txt");
        return
        [
            .. File.ReadAllText(sidecar).Split("\n== ").Skip(1)
                .Select(section => HopLine().Matches(section).Select(match => match.Groups[1].Value).ToList())
                .Where(path => path.Count > 0),
        ];
    }

    [GeneratedRegex(@"^ +\d+(?:\.\|--)? +([\d.]{7,}|[\da-f]+:[\da-f:]+) ", RegexOptions.Multiline)]
    private static partial Regex HopLine();
}
