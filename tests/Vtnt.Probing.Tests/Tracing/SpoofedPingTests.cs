using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>
/// Probes with an address that is not ours, byte by byte as Debian's scamper 20211212 sent them through a virtual Ethernet for
/// <c>-O spoof -S …</c> (the timestamp request with the time of these tests); and segments that announce a size, which that scamper has not,
/// made from RFC 9293.
/// </summary>
internal sealed class SpoofedPingTests
{
    private const string V4 = "cb007107 c6120002", V6 = "20010db8000000000000000000000007 20010db8000000000000000000000002";
    private const string Own6 = "20010db8000000000000000000000001", Zeros12 = "000000000000000000000000";

    private static readonly string Zeros56 = new('0', 112);

    private static readonly PingOptions Spoof = new() { Spoof = true, Source = HostAddress.Parse("203.0.113.7") };

    private static IEnumerable<TestCaseData<PingOptions, string>> Probes()
    {
        TestCaseData<PingOptions, string> Row(string name, PingOptions options, ushort port, ushort ipId, string packet) =>
            new(options with { SourcePort = port, FirstIpId = ipId }, packet) { TestName = name };

        PingOptions spoof6 = Spoof with { Source = HostAddress.Parse("2001:db8::7") };
        yield return Row("The own address stands in front", Spoof, 0x5fb1, 0xf3fe, $"45000058 f3fe4000 4001448a {V4} 0800d23a 5fb10000 c6120001 {Zeros56}");
        yield return Row("It does not with nosrc", Spoof with { NoSource = true }, 0x6067, 0xfe5e, $"45000054 fe5e4000 40013a2e {V4} 08009798 60670000 {Zeros56}");
        yield return Row("nosrc alone does nothing", new() { NoSource = true }, 0x6408, 0x8e26, $"45000054 8e264000 4001205b c6120001 c6120002 080093f7 64080000 {Zeros56}");
        yield return Row("A spoofed address may be the own one", Spoof with { Source = null }, 0x63bd, 0x0428, $"45000058 04284000 4001aa55 c6120001 c6120002 0800ce2e 63bd0000 c6120001 {Zeros56}");
        yield return Row("A payload follows it", Spoof with { Payload = new byte[] { 1, 2 }, PayloadSize = 2 }, 0x625d, 0x2a32, $"45000022 2a324000 40010e8d {V4} 0800ce8c 625d0000 c6120001 0102");
        yield return Row("What steers a checksum follows it", Spoof with { IcmpChecksum = 0x1234 }, 0x6242, 0x1f20, $"4500005a 1f204000 40011967 {V4} 08001234 62420000 c6120001 bd75 {Zeros56}");
        yield return Row("icmp-time", Spoof with { Method = PingMethod.IcmpTime }, 0x633b, 0x2e76, $"4500004c 2e764000 40010a1f {V4} 0d007244 633b0000 04a852c4 00000000 00000000 c6120001 {new string('0', 64)}");
        yield return Row("record route", Spoof with { RecordRoute = true }, 0x63a1, 0x6d22, $"4f000080 6d224000 4001b617 {V4} 07270400 {new string('0', 72)} 0800ce4a 63a10000 c6120001 {Zeros56}");
        yield return Row("udp", Spoof with { Method = PingMethod.Udp }, 0xe2d6, 0x696e, $"4500002c 696e4000 4011cf36 {V4} e2d6829b 0018d21b c6120001 {Zeros12}");
        yield return Row("tcp-syn", Spoof with { Method = PingMethod.TcpSyn, TcpSequence = 0x78fc35fa }, 0xe301, 0xcae5, $"4500002c cae54000 40066dca {V4} e301829b 78fc35fa 00000000 5002ffff d31a0000 c6120001");
        yield return Row("icmp-echo over IPv6", spoof6, 0x60b3, 1, $"60000000 00503a40 {V6} 8000958c 60b30000 {Own6} {Zeros56}");

        PingOptions announcing = new() { Method = PingMethod.TcpSyn, TcpSequence = 0x78fc35fa, TcpSegmentSize = 1460 };
        yield return Row("tcp-syn with a segment size", announcing, 0xe301, 1, "4500002c 00014000 4006aea3 c6120001 c6120002 e301829b 78fc35fa 00000000 6002ffff f76a0000 020405b4");
        yield return Row("tcp-ack with a segment size", announcing with { Method = PingMethod.TcpAck, TcpAcknowledgement = 0x11223344, TcpSegmentSize = 65535 }, 0xe301, 1, "4500002c 00014000 4006aea3 c6120001 c6120002 e301829b 78fc35fa 11223344 6010ffff b8aa0000 0204ffff");
        yield return Row("tcp-syn over IPv6 with a segment size", announcing with { TcpSegmentSize = 540 }, 0xe301, 1, $"60000000 00180640 {Own6} 20010db8000000000000000000000002 e301829b 78fc35fa 00000000 6002ffff 2bb60000 0204021c");
    }

    [TestCaseSource(nameof(Probes))]
    public void Probes_are_those_of_scamper(PingOptions options, string expected)
    {
        (Pinger pinger, Probe probe) = First(options, isV6: expected[0] == '6');
        byte[] packet = new byte[probe.Size];
        ProbeWriter.Write(probe, packet);

        Assert.That(Hex.Text(packet), Is.EqualTo(Hex.Text(Hex.Bytes(expected))));
        Assert.That((pinger.ToPing().ProbeSize, pinger.ToPing().Source), Is.EqualTo((packet.Length, probe.Source)));
    }

    [Test]
    public void The_result_says_that_probes_were_spoofed()
    {
        Ping ping = First(Spoof with { NoSource = true, Payload = new byte[] { 1, 2 }, PayloadSize = 2 }, isV6: false).Pinger.ToPing();

        Assert.That((ping.Flags, ping.Source), Is.EqualTo((PingFlags.Spoof | PingFlags.NoSource | PingFlags.Payload, HostAddress.Parse("203.0.113.7"))));
        Assert.That(ping.Payload, Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public void The_result_says_what_segments_announced()
    {
        Ping ping = First(new() { Method = PingMethod.TcpSyn, TcpSegmentSize = 1400 }, isV6: false).Pinger.ToPing();

        Assert.That((ping.TcpSegmentSize, ping.ProbeSize), Is.EqualTo(((int?)1400, 44)));
    }

    [Test]
    public void A_source_of_pings_asks_the_transport_for_the_own_address()
    {
        List<Ping> pings = [];
        var transport = new ScriptedTransport { Foreign = HostAddress.Parse("203.0.113.7") };
        using var source = new PingSource([HostAddress.Parse("198.18.0.2")], Spoof with { ProbeCount = 1 }, transport, pings.Add);
        new Prober(transport, new() { AllowReserved = true }).Run(source);

        byte[] packet = transport.Sent.Single().Packet;
        Assert.That(Hex.Text(packet.AsSpan(12, 8)), Is.EqualTo(Hex.Text(Hex.Bytes(V4))));
        Assert.That(Hex.Text(packet.AsSpan(28, 4)), Is.EqualTo("c6120001"));
        Assert.That(pings.Single().StopReason, Is.EqualTo(StopReason.Completed));
    }

    [TestCase("203.0.113.7", "", "The destination or the spoofed source is a reserved address, which is probed only when reserved addresses are allowed.")]
    [TestCase("8.8.4.0", "8.8.4.0/24", "The destination or the spoofed source is on the list of addresses that must not be probed.")]
    public void Who_gets_the_answers_is_cared_for_as_a_destination_is(string spoofed, string doNotProbe, string error)
    {
        List<Ping> pings = [];
        var transport = new ScriptedTransport();
        using var source = new PingSource([HostAddress.Parse("8.8.8.8")], Spoof with { Source = HostAddress.Parse(spoofed) }, transport, pings.Add);
        new Prober(transport, new() { DoNotProbe = PrefixSet.Parse(doNotProbe) }).Run(source);

        Assert.That(transport.Sent, Is.Empty);
        Assert.That((pings.Single().StopReason, pings.Single().ErrorText), Is.EqualTo((StopReason.Error, error)));
    }

    [Test]
    public void A_transport_that_has_one_source_address_cannot_spoof()
    {
        List<Ping> pings = [];
        var transport = new ScriptedTransport { Capabilities = new ScriptedTransport().Capabilities & ~TransportCapabilities.SourceAddress };
        using var source = new PingSource([HostAddress.Parse("198.18.0.2")], Spoof, transport, pings.Add);
        new Prober(transport, new() { AllowReserved = true }).Run(source);

        Assert.That(transport.Sent, Is.Empty);
        Assert.That((pings.Single().StopReason, pings.Single().ErrorText), Is.EqualTo((StopReason.Error, "The transport cannot carry such probes.")));
    }

    [Test]
    public void A_spoofed_address_is_of_the_destinations_family() => Assert.That(
        () => new Pinger(HostAddress.Parse("2001:db8::1"), HostAddress.Parse("2001:db8::2"), Spoof),
        Throws.ArgumentException.With.Message.StartsWith("source and destination of a ping must be of one address family"));

    private static (Pinger Pinger, Probe Probe) First(PingOptions options, bool isV6)
    {
        var pinger = new Pinger(HostAddress.Parse(isV6 ? "2001:db8::1" : "198.18.0.1"), HostAddress.Parse(isV6 ? "2001:db8::2" : "198.18.0.2"), options);

        // 21:41:57.124 UTC.
        return (pinger, pinger.NextStep(Transcript.Start + TimeSpan.FromMilliseconds(0x04a852c4)).Probe);
    }
}
