using System.Text;
using CsCheck;

namespace Vtnt.Lab.Tests;

public sealed class SimulatedTransportTests
{
    private static readonly Network BothFamilies = Network.Parse("""
        host v
        host t owns 198.19.0.0/16
        vantage v
        destination t
        router a
        router b
        router c
        router d
        link v a 198.18.0.0 198.18.0.1  2001:db8::0 2001:db8::1  duplication 5%
        link a b 198.18.0.2 198.18.0.3  2001:db8::2 2001:db8::3  loss 5% jitter 1ms
        link b c 198.18.0.4 198.18.0.5  2001:db8::4 2001:db8::5
        link c d 198.18.0.6 198.18.0.7  2001:db8::6 2001:db8::7
        link d t 198.18.0.8 198.18.0.9  2001:db8::8 2001:db8::9
        domain m members a b c d ldp all inner-label 100
        """);

    [Test]
    public void The_same_seed_gives_the_same_packets_at_the_same_times()
    {
        string first = Life(7);
        Assert.That(Life(7), Is.EqualTo(first));
        Assert.That(Life(7), Is.Not.EqualTo(Life(8)), "loss, jitter and duplication are drawn from the seed");
        Assert.That(Life(7), Has.Length.GreaterThan(1000));
    }

    [Test]
    public void A_network_can_be_used_by_several_transports_that_do_not_touch_each_other()
    {
        string alone = Life(3);
        var other = new PathView(new SimulatedTransport(BothFamilies, 9));
        other.Trace(BothFamilies.Destinations[0]);
        Assert.That(Life(3), Is.EqualTo(alone));
    }

    [Test]
    public void The_clock_starts_with_2026_and_stands_at_each_arrival()
    {
        var transport = new SimulatedTransport(ShippedNetworks.Load("plain"));
        Assert.That(transport.Now.ToString(), Is.EqualTo("2026-01-01T00:00:00.000000000Z"));
        var batch = new PacketBatch(4, 4096);
        Assert.That(transport.Receive(batch, transport.Now + TimeSpan.FromSeconds(1)), Is.Zero);
        Assert.That(transport.Now.ToString(), Is.EqualTo("2026-01-01T00:00:01.000000000Z"));
        Assert.That(transport.Receive(batch, Timestamp.MaxValue), Is.Zero, "nothing will ever come");
        Assert.That(transport.Now.ToString(), Is.EqualTo("2026-01-01T00:00:01.000000000Z"));
    }

    [Test]
    public void Packets_that_are_none_are_counted_and_go_nowhere()
    {
        byte[] probe = Write(ProbeKind.IcmpEcho, isV6: false, ttl: 1);
        byte[] wrongChecksum = [.. probe];
        wrongChecksum[10] ^= 1;
        byte[] foreign = Write(ProbeKind.Udp, isV6: false, ttl: 9, destination: "203.0.113.1");
        var transport = new SimulatedTransport(BothFamilies);
        Send(transport, []);
        Send(transport, probe[..19]);
        Send(transport, probe[..^1]);
        Send(transport, wrongChecksum);
        Send(transport, [0xFF, .. probe[1..]]);
        Assert.That(transport.MalformedPackets, Is.EqualTo(5));
        Send(transport, foreign);
        Assert.That(Receive(transport), Is.Empty, "the vantage point has no route to a foreign destination");
        Assert.That(transport.MalformedPackets, Is.EqualTo(5));
        Send(transport, probe);
        Assert.That(Receive(transport), Is.Not.Empty);
    }

    [Test]
    public void Whatever_bytes_are_sent_only_valid_packets_for_the_vantage_point_come_back() =>
        Gen.Byte.Array[0, 200].Sample(Answers_to_are_valid);

    [Test]
    public void Whatever_is_changed_in_a_probe_only_valid_packets_for_the_vantage_point_come_back() =>
        Gen.Select(Gen.Enum<ProbeKind>(), Gen.Bool, Gen.Byte[1, 12], Gen.Int[0, 100], Gen.Select(Gen.Int[0, 99], Gen.Byte).Array[0, 4]).Sample((kind, isV6, ttl, cut, changes) =>
        {
            byte[] packet = Write(isV6 && kind == ProbeKind.IcmpTimestamp ? ProbeKind.Udp : kind, isV6, ttl);
            foreach ((int place, byte value) in changes)
            {
                packet[place] = value;
            }

            if (!isV6 && changes.Length > 1)
            {
                packet[10] = packet[11] = 0;
                System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), InternetChecksum.Compute(packet.AsSpan(0, Math.Clamp((packet[0] & 0xF) * 4, 20, 60))));
            }

            return Answers_to_are_valid(cut > 90 ? packet[..cut] : packet);
        });

    private static bool Answers_to_are_valid(byte[] packet)
    {
        var transport = new SimulatedTransport(BothFamilies, 1);
        Send(transport, packet);
        List<byte[]> answers = Receive(transport);
        return answers.Count < 100 && answers.TrueForAll(static answer => IsForVantage(answer));
    }

    private static bool IsForVantage(byte[] answer) =>
        (Ipv4View.TryParse(answer, out Ipv4View ipv4) && ipv4.HasValidChecksum && ipv4.Destination == BothFamilies.Source && ipv4.TotalLength == answer.Length)
        || (Ipv6View.TryParse(answer, out Ipv6View ipv6) && ipv6.Destination == BothFamilies.SourceIPv6 && ipv6.TotalLength == answer.Length);

    /// <summary>Everything that comes back from a hundred probes, with times.</summary>
    private static string Life(ulong seed)
    {
        var transport = new SimulatedTransport(BothFamilies, seed);
        StringBuilder life = new();
        for (int i = 0; i < 100; i++)
        {
            Send(transport, Write(i % 3 == 0 ? ProbeKind.Udp : ProbeKind.IcmpEcho, i % 2 == 0, (byte)(1 + (i % 6))));
            foreach (byte[] answer in Receive(transport))
            {
                life.Append(System.Globalization.CultureInfo.InvariantCulture, $"{transport.Now} {Convert.ToHexString(answer)}\n");
            }
        }

        return life.ToString();
    }

    private static byte[] Write(ProbeKind kind, bool isV6, byte ttl, string? destination = null)
    {
        byte[] bytes = new byte[100];
        ProbeWriter.Write(
            new Probe
            {
                Kind = kind,
                Source = HostAddress.Parse(isV6 ? "2001:db8::" : "198.18.0.0"),
                Destination = HostAddress.Parse(destination ?? (isV6 ? "2001:db8::9" : "198.18.0.9")),
                ProbeTtl = ttl,
                Size = 100,
                SourcePort = 33000,
                DestinationPort = 33435,
            },
            bytes);
        return bytes;
    }

    private static void Send(SimulatedTransport transport, byte[] packet)
    {
        var batch = new PacketBatch(1, 2048);
        packet.CopyTo(batch.FreeSpan);
        batch.Commit(packet.Length);
        transport.Send(batch);
    }

    private static List<byte[]> Receive(SimulatedTransport transport)
    {
        List<byte[]> packets = [];
        var batch = new PacketBatch(16, 65536);
        while (transport.Receive(batch, transport.Now + TimeSpan.FromSeconds(5)) > 0)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                packets.Add(batch.Packet(i).ToArray());
            }
        }

        return packets;
    }
}
