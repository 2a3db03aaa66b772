using PacketDotNet;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Wire;

/// <summary>
/// Complete packets of every method and family. The bytes come from a calculation outside this project; those of UDP and
/// ICMP are also what scamper 20211212 sends for the same options (IPv6 flow labels aside, which it leaves to the kernel).
/// </summary>
public sealed class ProbeWriterTests
{
    private static Probe V4(ProbeKind kind, int index) => new()
    {
        Kind = kind,
        Source = TestPackets.Us,
        Destination = TestPackets.Target,
        ProbeTtl = 1,
        IpId = (ushort)(index + 1),
        Size = kind is ProbeKind.TcpSyn or ProbeKind.TcpAck ? (ushort)40 : (ushort)44,
        SourcePort = 33434,
        DestinationPort = 33435,
    };

    private static Probe V6(ProbeKind kind, int index) => V4(kind, index) with
    {
        Source = TestPackets.Us6,
        Destination = TestPackets.Target6,
        FlowLabel = kind is ProbeKind.TcpSyn or ProbeKind.TcpAck ? (uint)index + 1 : 0,
        Size = 60,
    };

    private static IEnumerable<TestCaseData<Probe, string>> Packets()
    {
        const string UsToTarget = "c6120002 c6120501";
        const string UsToTarget6 = "20010db8000000000000000000000002 20010db8000500000000000000000001";
        const string Zeros14 = "0000 000000000000 000000000000", Zeros10 = "0000 00000000 00000000";

        TestCaseData<Probe, string> Row(string name, Probe probe, string packet) => new(probe, packet) { TestName = name };

        Probe echo = V4(ProbeKind.IcmpEcho, 0), echo6 = V6(ProbeKind.IcmpEcho, 0);
        yield return Row("icmp, first probe", echo with { DestinationPort = 0 }, $"4500002c 00014000 0101e8a8 {UsToTarget} 08007565 829a0000 0000 {Zeros14}");
        yield return Row("icmp, second probe", echo with { DestinationPort = 1, IpId = 2 }, $"4500002c 00024000 0101e8a7 {UsToTarget} 08007564 829a0001 0000 {Zeros14}");
        yield return Row("icmp, IPv6, first probe", echo6 with { DestinationPort = 0 }, $"60000000 00143a01 {UsToTarget6} 8000a19c 829a0000 0000 {Zeros10}");
        yield return Row("icmp, IPv6, second probe", echo6 with { DestinationPort = 1 }, $"60000000 00143a01 {UsToTarget6} 8000a19b 829a0001 0000 {Zeros10}");

        yield return Row("icmp-paris, first probe", echo with { DestinationPort = 0, SteeredChecksum = 33435 }, $"4500002c 00014000 0101e8a8 {UsToTarget} 0800829b 829a0000 f2c9 {Zeros14}");
        yield return Row("icmp-paris, second probe", echo with { DestinationPort = 1, IpId = 2, SteeredChecksum = 33435 }, $"4500002c 00024000 0101e8a7 {UsToTarget} 0800829b 829a0001 f2c8 {Zeros14}");
        yield return Row("icmp-paris, IPv6, first probe", echo6 with { DestinationPort = 0, SteeredChecksum = 33435 }, $"60000000 00143a01 {UsToTarget6} 8000829b 829a0000 1f01 {Zeros10}");
        yield return Row("icmp-paris, IPv6, second probe", echo6 with { DestinationPort = 1, SteeredChecksum = 33435 }, $"60000000 00143a01 {UsToTarget6} 8000829b 829a0001 1f00 {Zeros10}");

        Probe udp = V4(ProbeKind.Udp, 0), udp6 = V6(ProbeKind.Udp, 0);
        yield return Row("udp, first probe", udp, $"4500002c 00014000 0111e898 {UsToTarget} 829a829b 00186960 0000 {Zeros14}");
        yield return Row("udp, second probe", udp with { DestinationPort = 33436, IpId = 2 }, $"4500002c 00024000 0111e897 {UsToTarget} 829a829c 0018695f 0000 {Zeros14}");
        yield return Row("udp, IPv6, first probe", udp6, $"60000000 00141101 {UsToTarget6} 829a829b 00149f16 0000 {Zeros10}");
        yield return Row("udp, IPv6, second probe", udp6 with { DestinationPort = 33436 }, $"60000000 00141101 {UsToTarget6} 829a829c 00149f15 0000 {Zeros10}");

        yield return Row("udp-paris, first probe", udp with { SteeredChecksum = 1 }, $"4500002c 00014000 0111e898 {UsToTarget} 829a829b 00180001 695f {Zeros14}");
        yield return Row("udp-paris, second probe", udp with { IpId = 2, SteeredChecksum = 2 }, $"4500002c 00024000 0111e897 {UsToTarget} 829a829b 00180002 695e {Zeros14}");
        yield return Row("udp-paris, last identification, TTL 255", udp with { IpId = 65535, SteeredChecksum = 65535, ProbeTtl = 255 }, $"4500002c ffff4000 ff11ea98 {UsToTarget} 829a829b 0018ffff 6960 {Zeros14}");
        yield return Row("udp-paris, IPv6, first probe", udp6 with { SteeredChecksum = 1 }, $"60000000 00141101 {UsToTarget6} 829a829b 00140001 9f15 {Zeros10}");
        yield return Row("udp-paris, IPv6, second probe", udp6 with { SteeredChecksum = 2 }, $"60000000 00141101 {UsToTarget6} 829a829b 00140002 9f14 {Zeros10}");

        Probe syn = V4(ProbeKind.TcpSyn, 0), ack = V4(ProbeKind.TcpAck, 0);
        yield return Row("tcp, first probe", syn, $"45000028 00014000 0106e8a7 {UsToTarget} 829a829b 00000000 00000000 50020000 19850000");
        yield return Row("tcp, second probe", syn with { IpId = 2 }, $"45000028 00024000 0106e8a6 {UsToTarget} 829a829b 00000000 00000000 50020000 19850000");
        yield return Row("tcp-ack, first probe", ack, $"45000028 00014000 0106e8a7 {UsToTarget} 829a829b 00000000 00000000 50100000 19770000");
        yield return Row("tcp, IPv6, first probe", V6(ProbeKind.TcpSyn, 0), $"60000001 00140601 {UsToTarget6} 829a829b 00000000 00000000 50020000 4f330000");
        yield return Row("tcp, IPv6, second probe", V6(ProbeKind.TcpSyn, 1), $"60000002 00140601 {UsToTarget6} 829a829b 00000000 00000000 50020000 4f330000");
        yield return Row("tcp-ack, IPv6, first probe", V6(ProbeKind.TcpAck, 0), $"60000001 00140601 {UsToTarget6} 829a829b 00000000 00000000 50100000 4f250000");

        byte[] payload = [1, 2, 3, 4, 5];
        Probe Odd(Probe probe) => probe with { Size = 33, Payload = payload, TrafficClass = 184 };
        yield return Row("icmp, odd payload and TOS", Odd(echo) with { DestinationPort = 0 }, $"45b80021 00014000 0101e7fb {UsToTarget} 08006c5f 829a0000 0102030405");
        yield return Row("icmp-paris, odd payload and TOS", Odd(echo) with { DestinationPort = 0, SteeredChecksum = 33435 }, $"45b80021 00014000 0101e7fb {UsToTarget} 0800829b 829a0000 eac5030405");
        yield return Row("udp, odd payload and TOS", Odd(udp), $"45b80021 00014000 0111e7eb {UsToTarget} 829a829b 000d6070 0102030405");
        yield return Row("udp-paris, odd payload and TOS", Odd(udp) with { SteeredChecksum = 1 }, $"45b80021 00014000 0111e7eb {UsToTarget} 829a829b 000d0001 6171030405");

        yield return Row("udp-paris, a steering word of zero is written as all ones", udp with { SourcePort = 60409, SteeredChecksum = 1 }, $"4500002c 00014000 0111e898 {UsToTarget} ebf9829b 00180001 ffff {Zeros14}");
        yield return Row("icmp-paris, a steering word of zero is written as all ones", echo with { SourcePort = 30052, DestinationPort = 0, SteeredChecksum = 33435 }, $"4500002c 00014000 0101e8a8 {UsToTarget} 0800829b 75640000 ffff {Zeros14}");
        yield return Row("udp, a checksum of zero is written as all ones (RFC 768)", udp with { SourcePort = 60410, DestinationPort = 33435 }, $"4500002c 00014000 0111e898 {UsToTarget} ebfa829b 0018ffff 0000 {Zeros14}");
        yield return Row("ICMP timestamp (RFC 792)", V4(ProbeKind.IcmpTimestamp, 0) with { Size = 40, DestinationPort = 7 }, $"45000028 00014000 0101e8ac {UsToTarget} 0d00705e 829a0007 00000000 00000000 00000000");
    }

    [TestCaseSource(nameof(Packets))]
    public void Writes_the_whole_packet(Probe probe, string packet)
    {
        byte[] written = new byte[100];
        written.AsSpan().Fill(0xAA);

        int length = ProbeWriter.Write(probe, written);

        Assert.That(Hex.Text(written.AsSpan(0, length)), Is.EqualTo(Hex.Text(Hex.Bytes(packet))));
        Assert.That(length, Is.EqualTo(ProbeWriter.LengthOf(probe)));
        Assert.That(written.AsSpan(length).IndexOfAnyExcept((byte)0xAA), Is.EqualTo(-1), "nothing behind the packet is touched");
    }

    [TestCaseSource(nameof(Packets))]
    public void PacketDotNet_finds_every_checksum_valid(Probe probe, string packet)
    {
        byte[] written = new byte[probe.Size];
        ProbeWriter.Write(probe, written);

        IPPacket ip = Packet.ParsePacket(LinkLayers.RawLegacy, written).Extract<IPPacket>();

        Assert.That(ip.TimeToLive, Is.EqualTo(probe.ProbeTtl), packet);
        Assert.That(ip.SourceAddress, Is.EqualTo(probe.Source.ToIPAddress()));
        Assert.That(ip.DestinationAddress, Is.EqualTo(probe.Destination.ToIPAddress()));
        Assert.That(ip.TotalLength, Is.EqualTo((int)probe.Size));
        if (ip is IPv4Packet ipv4)
        {
            Assert.That(ipv4.ValidIPChecksum, Is.True);
            Assert.That(ipv4.Id, Is.EqualTo(probe.IpId));
            Assert.That(ipv4.FragmentFlags, Is.EqualTo(2), "don't fragment");
        }

        switch (ip.PayloadPacket)
        {
            case UdpPacket udp:
                Assert.That(udp.ValidUdpChecksum, Is.True);
                Assert.That((udp.SourcePort, udp.DestinationPort), Is.EqualTo((probe.SourcePort, probe.DestinationPort)));
                Assert.That(udp.Checksum, Is.EqualTo(probe.SteeredChecksum ?? udp.Checksum));
                break;
            case TcpPacket tcp:
                Assert.That(tcp.ValidTcpChecksum, Is.True);
                Assert.That(tcp.Synchronize, Is.EqualTo(probe.Kind == ProbeKind.TcpSyn));
                Assert.That(tcp.Acknowledgment, Is.EqualTo(probe.Kind == ProbeKind.TcpAck));
                break;
            case IcmpV4Packet icmp:
                Assert.That(icmp.ValidIcmpChecksum, Is.True);
                Assert.That((icmp.Id, icmp.Sequence), Is.EqualTo((probe.SourcePort, probe.DestinationPort)));
                break;
            case IcmpV6Packet icmp6:
                Assert.That(icmp6.ValidIcmpChecksum, Is.True);
                break;
            default:
                Assert.Fail($"no transport header in {packet}");
                break;
        }
    }

    private static IEnumerable<TestCaseData<Probe, int>> Impossible_probes()
    {
        TestCaseData<Probe, int> Row(string name, Probe probe, int room = 100) => new(probe, room) { TestName = name };

        Probe udp = V4(ProbeKind.Udp, 0);
        yield return Row("Addresses of two families", udp with { Destination = TestPackets.Target6 });
        yield return Row("No addresses", udp with { Source = HostAddress.None, Destination = HostAddress.None });
        yield return Row("A TTL of zero", udp with { ProbeTtl = 0 });
        yield return Row("A size below the headers", udp with { Size = 27 });
        yield return Row("A size below the TCP header", V4(ProbeKind.TcpSyn, 0) with { Size = 39 });
        yield return Row("A size below the IPv6 headers", V6(ProbeKind.IcmpEcho, 0) with { Size = 47 });
        yield return Row("No room to steer", udp with { Size = 29, SteeredChecksum = 1 });
        yield return Row("A UDP checksum of zero, which says that there is none", udp with { SteeredChecksum = 0 });
        yield return Row("A payload longer than the packet", udp with { Size = 30, Payload = new byte[3] });
        yield return Row("A timestamp request in IPv6, which has none", V6(ProbeKind.IcmpTimestamp, 0) with { Size = 60 });
        yield return Row("A place shorter than the packet", udp, 43);
    }

    [TestCaseSource(nameof(Impossible_probes))]
    public void Refuses_what_cannot_be_written(Probe probe, int room) =>
        Assert.That(() => ProbeWriter.Write(probe, new byte[room]), Throws.ArgumentException);

    [TestCase(ProbeKind.IcmpEcho, 28, 48)]
    [TestCase(ProbeKind.Udp, 28, 48)]
    [TestCase(ProbeKind.TcpSyn, 40, 60)]
    [TestCase(ProbeKind.TcpAck, 40, 60)]
    public void The_least_size_is_that_of_the_headers(ProbeKind kind, int v4, int v6)
    {
        Assert.That(ProbeWriter.HeaderLengthOf(kind, AddressKind.IPv4), Is.EqualTo(v4));
        Assert.That(ProbeWriter.HeaderLengthOf(kind, AddressKind.IPv6), Is.EqualTo(v6));
    }

    [Test]
    public void Writing_allocates_nothing()
    {
        Probe probe = V6(ProbeKind.Udp, 0) with { SteeredChecksum = 1 };
        byte[] written = new byte[60];
        ProbeWriter.Write(probe, written);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            ProbeWriter.Write(probe, written);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
