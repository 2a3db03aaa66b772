using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>
/// The probes of every kind of ping, byte by byte, as Debian's scamper 20211212 sent them for the same command through a virtual
/// Ethernet. What it draws at random (identifications, TCP numbers) is taken from its packets; IPv6 flow labels, which its kernel
/// chose, are zero here, and UDP checksums, which it left to the interface, are made by hand.
/// </summary>
internal sealed class PingProbeTests
{
    private const string V4 = "c6120001 c6336401", V6 = "20010db8000000000000000000000001 20010db8000100000000000000000001";
    private const string Ports = "829a829b", Zeros12 = "000000000000000000000000";

    private static readonly string Zeros56 = new('0', 112);

    private static readonly PingOptions Base = new() { SourcePort = 33434 };

    private static IEnumerable<TestCaseData<PingOptions, string, string?>> Methods()
    {
        TestCaseData<PingOptions, string, string?> Row(string name, PingOptions options, string first, string? second = null) => new(options, first, second) { TestName = name };

        yield return Row("icmp-echo", Base with { FirstIpId = 0x383e }, $"45000054 383e4000 40011223 {V4} 08007565 829a0000 {Zeros56}");
        yield return Row("icmp-echo, second", Base with { FirstIpId = 0xeea7 }, $"45000054 eea74000 40015bb9 {V4} 08007565 829a0000 {Zeros56}", $"45000054 eea84000 40015bb8 {V4} 08007564 829a0001 {Zeros56}");
        yield return Row("icmp-echo, the last sequence number", Base with { FirstIpId = 0x5a9f, DestinationPort = 65535 }, $"45000054 5a9f4000 4001efc1 {V4} 08007565 829affff {Zeros56}", $"45000054 5aa04000 4001efc0 {V4} 08007565 829a0000 {Zeros56}");
        yield return Row("icmp-echo over IPv6", Base, $"60000000 00403a40 {V6} 8000a175 829a0000 {Zeros56}", $"60000000 00403a40 {V6} 8000a174 829a0001 {Zeros56}");
        yield return Row("icmp-echo with a payload", Base with { FirstIpId = 0x50db, Payload = new byte[] { 1, 2, 3, 4, 5 }, PayloadSize = 5 }, $"45000021 50db4000 4001f9b8 {V4} 08006c5f 829a0000 0102030405");
        yield return Row("icmp-echo with a forced checksum", Base with { FirstIpId = 0x919a, IcmpChecksum = 0x1234 }, $"45000056 919a4000 4001b8c4 {V4} 08001234 829a0000 6331 {Zeros56}");
        yield return Row("icmp-echo over IPv6 with a forced checksum", Base with { IcmpChecksum = 0x1234 }, $"60000000 00423a40 {V6} 80001234 829a0000 8f3f {Zeros56}");
        yield return Row("icmp-echo with record route", Base with { FirstIpId = 0xe37f, RecordRoute = true }, $"4f00007c e37f4000 40015192 {V4} 07270400 {new string('0', 72)} 08007565 829a0000 {Zeros56}");
        yield return Row("icmp-echo with time stamps", Base with { FirstIpId = 0x9d24, TimestampOption = PingTimestampOption.TimesOnly }, $"4f00007c 9d244000 400159ec {V4} 44280500 {new string('0', 72)} 08007565 829a0000 {Zeros56}");
        yield return Row("icmp-echo with time stamps and addresses", Base with { FirstIpId = 0x48c0, TimestampOption = PingTimestampOption.TimesAndAddresses }, $"4e000078 48c04000 4001af57 {V4} 44240501 {new string('0', 64)} 08007565 829a0000 {Zeros56}");
        yield return Row("icmp-time", Base with { FirstIpId = 0x3a1a, Method = PingMethod.IcmpTime }, $"45000048 3a1a4000 40011053 {V4} 0d0018f9 829a0000 04a852c4 {new string('0', 80)}");

        yield return Row("tcp-syn", Tcp(PingMethod.TcpSyn, 0xa079, 0x2fc17d7d, 0), $"45000028 a0794000 4006aa0e {V4} {Ports} 2fc17d7d 00000000 5002ffff 0d260000");
        yield return Row("tcp-synack", Tcp(PingMethod.TcpSynAck, 0xfb9f, 0x4fe85d23, 0x6ff9b3f5), $"45000028 fb9f4000 40064ee8 {V4} {Ports} 4fe85d23 6ff9b3f5 5012ffff e9590000");
        yield return Row("tcp-ack", Tcp(PingMethod.TcpAck, 0x7e81, 0x527522e3, 0x04c3e713), $"45000028 7e814000 4006cc06 {V4} {Ports} 527522e3 04c3e713 5010ffff 59270000");
        yield return Row("tcp-rst", Tcp(PingMethod.TcpRst, 0xa337, 0x291aac81, 0), $"45000028 a3374000 4006a750 {V4} {Ports} 291aac81 00000000 5004ffff e4c60000");
        yield return Row("tcp-ack-sport", Tcp(PingMethod.TcpAckSourcePort, 0xe234, 0x4e6f915d, 0x7968c472), $"45000028 e2344000 40066853 {V4} {Ports} 4e6f915d 7968c472 5010ffff 9cae0000", $"45000028 e2354000 40066852 {V4} 829b829b 4e6f915d 7968c472 5010ffff 9cad0000");
        yield return Row("tcp-ack-sport over IPv6", Tcp(PingMethod.TcpAckSourcePort, 1, 0x74cd43de, 0x7d114105), $"60000000 00140640 {V6} {Ports} 74cd43de 7d114105 5010ffff d8670000", $"60000000 00140640 {V6} 829b829b 74cd43de 7d114105 5010ffff d8660000");
        yield return Row("tcp-syn over IPv6", Tcp(PingMethod.TcpSyn, 1, 0x0f5623ca, 0), $"60000000 00140640 {V6} {Ports} 0f5623ca 00000000 5002ffff 1c180000");
        yield return Row("tcp-synack over IPv6", Tcp(PingMethod.TcpSynAck, 1, 0x5c08b47a, 0x4a4ff16e), $"60000000 00140640 {V6} {Ports} 5c08b47a 4a4ff16e 5012ffff 02e70000");
        yield return Row("tcp-rst over IPv6", Tcp(PingMethod.TcpRst, 1, 0x3f7a3ce3, 0), $"60000000 00140640 {V6} {Ports} 3f7a3ce3 00000000 5004ffff d2d80000");

        yield return Row("udp", Udp(PingMethod.Udp, 0x4c14), $"45000028 4c144000 4011fe68 {V4} {Ports} 00140a48 {Zeros12}");
        yield return Row("udp-dport", Udp(PingMethod.UdpDestinationPort, 0xf6f4), $"45000028 f6f44000 40115388 {V4} {Ports} 00140a48 {Zeros12}", $"45000028 f6f54000 40115387 {V4} 829a829c 00140a47 {Zeros12}");
        yield return Row("udp-sport", Udp(PingMethod.UdpSourcePort, 0xf6f4), $"45000028 f6f44000 40115388 {V4} {Ports} 00140a48 {Zeros12}", $"45000028 f6f54000 40115387 {V4} 829b829b 00140a47 {Zeros12}");
        yield return Row("udp over IPv6", Udp(PingMethod.Udp, 1), $"60000000 00141140 {V6} {Ports} 00149f1b {Zeros12}", $"60000000 00141140 {V6} {Ports} 00149f1b {Zeros12}");
        yield return Row("udp-dport over IPv6", Udp(PingMethod.UdpDestinationPort, 1), $"60000000 00141140 {V6} {Ports} 00149f1b {Zeros12}", $"60000000 00141140 {V6} 829a829c 00149f1a {Zeros12}");
    }

    private static PingOptions Tcp(PingMethod method, ushort ipId, uint sequence, uint acknowledgement) =>
        Base with { Method = method, FirstIpId = ipId, TcpSequence = sequence, TcpAcknowledgement = acknowledgement };

    private static PingOptions Udp(PingMethod method, ushort ipId) => Base with { Method = method, FirstIpId = ipId };

    [TestCaseSource(nameof(Methods))]
    public void Sends_what_scamper_sends(PingOptions options, string first, string? second)
    {
        bool isV6 = first[0] == '6';
        var pinger = new Pinger(
            HostAddress.Parse(isV6 ? "2001:db8::1" : "198.18.0.1"), HostAddress.Parse(isV6 ? "2001:db8:1::1" : "198.51.100.1"), options);

        // 21:41:57.124 UTC, which scamper's timestamp request says.
        Timestamp now = Transcript.Start + TimeSpan.FromMilliseconds(0x04a852c4);
        Assert.That(NextPacket(pinger, now), Is.EqualTo(Hex.Text(Hex.Bytes(first))));
        if (second is not null)
        {
            Assert.That(NextPacket(pinger, now + TimeSpan.FromSeconds(1)), Is.EqualTo(Hex.Text(Hex.Bytes(second))));
        }
    }

    [Test]
    public void Prespecified_time_stamps_name_their_addresses()
    {
        PingOptions options = Base with
        {
            FirstIpId = 0xb7db,
            TimestampOption = PingTimestampOption.Prespecified,
            TimestampAddresses = [HostAddress.Parse("192.0.2.1"), HostAddress.Parse("192.0.2.2")],
        };

        // scamper claims 104 bytes, as here, and sends 124.
        string packet = NextPacket(new Pinger(HostAddress.Parse("198.18.0.1"), HostAddress.Parse("198.51.100.1"), options), Transcript.Start);
        Assert.That(packet, Does.StartWith(Hex.Text(Hex.Bytes("4a000068 b7db4000 4001"))));
        Assert.That(packet[40..80], Is.EqualTo(Hex.Text(Hex.Bytes("44140503 c0000201 00000000 c0000202 00000000"))));
        Assert.That(packet, Has.Length.EqualTo(2 * 104));
    }

    private static string NextPacket(Pinger pinger, Timestamp now)
    {
        Probe probe = pinger.NextStep(now).Probe;
        byte[] packet = new byte[probe.Size];
        ProbeWriter.Write(probe, packet);
        pinger.OnSent(probe, now);
        return Hex.Text(packet);
    }
}
