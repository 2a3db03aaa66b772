using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>Captures in which some of the probes are missing, but not their replies.</summary>
public sealed class LostProbeTests
{
    [Test]
    public void Puts_every_reply_at_its_hop(
        [Values("traceroute-udp.pcap", "traceroute-icmp.pcap.gz", "scamper-udp.pcap", "scamper-icmp.pcap",
            "scamper-udp-paris.pcap", "traceroute-udp-v6.pcap")] string name,
        [Values(2, 3, 5)] int every)
    {
        string path = SharedCaptures.Path($"pcap/{name}");
        Trace whole = Assembled.FromFile(path).Traces.Single();
        Trace partial = Without(path, index => index % every == 1 && index < 3 * whole.Attempts * 8 / 4).Traces.Single();

        Assert.That(AddressesOf(partial), Is.EqualTo(AddressesOf(whole)));
        Assert.That(partial.Hops.SelectMany(hop => hop.Probes).Count(probe => probe.SentAt is null), Is.GreaterThan(0));
        Assert.That(partial.ProbesSent, Is.EqualTo(whole.ProbesSent));
        Assert.That(partial.Start, Is.EqualTo(whole.Start));
    }

    [Test]
    public void Takes_a_burst_that_was_lost_from_a_parallel_traceroute()
    {
        string path = SharedCaptures.Path("pcap/traceroute-udp.pcap");
        Assembled assembled = Without(path, index => index is >= 9 and < 16);

        Assert.That(AddressesOf(assembled.Traces.Single()), Is.EqualTo(AddressesOf(Assembled.FromFile(path).Traces.Single())));
        Assert.That(assembled.Counters.UnplacedReplies, Is.Zero);
        Assert.That(assembled.Counters.RepliesWithoutProbe, Is.EqualTo(7));
    }

    [Test]
    public void Counts_replies_that_nothing_tells_the_hop_of()
    {
        var network = new ScriptedNetwork();
        for (int i = 0; i < 5; i++)
        {
            network.Send(ProbeKind.TcpSyn, i + 1, 40000 + (i * 7919 % 20000), 80);
        }

        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.pcap");
        File.WriteAllBytes(path, network.ToFile().ToArray());
        Assembled assembled = Without(path, index => index == 2);

        Assert.That(assembled.Counters.UnplacedReplies, Is.EqualTo(1));
        Assert.That(assembled.Traces.Single().Hops.Select(hop => hop.ProbeTtl), Is.EqualTo(new[] { 1, 2, 4, 5 }));
    }

    private static List<string> AddressesOf(Trace trace) =>
        [.. trace.Hops.SelectMany(hop => hop.Probes.SelectMany(probe => probe.Replies).Select(reply => $"{hop.ProbeTtl} {reply.Address}").Order(StringComparer.Ordinal))];

    /// <summary>The vantage point's addresses are the same in all these captures.</summary>
    private static bool IsSent(ReadOnlySpan<byte> packet) =>
        Ipv4View.TryParse(packet, out Ipv4View v4) ? v4.Source.ToString() is "198.18.0.1" or "192.0.2.1"
        : Ipv6View.TryParse(packet, out Ipv6View v6) && v6.Source.ToString() == "2001:db8::1";

    /// <summary>A capture without the probes of some indexes.</summary>
    private static Assembled Without(string path, Predicate<int> isLost)
    {
        using var file = new MemoryStream();
        using (CaptureReader reader = CaptureFile.OpenRead(path))
        using (var writer = new CaptureWriter(file, leaveOpen: true))
        {
            int index = 0;
            while (reader.TryRead(out CapturedFrame frame))
            {
                Assert.That(frame.Open(out CapturedPacket packet), Is.EqualTo(FrameVerdict.IpPacket));
                if (!IsSent(packet.Bytes) || !isLost(index++))
                {
                    writer.Write(packet.Bytes, packet.Time);
                }
            }
        }

        return Assembled.FromBytes(file.ToArray());
    }
}
