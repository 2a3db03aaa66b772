namespace Vtnt.Probing.Tests;

/// <summary>scamper's command syntax for ping.</summary>
public sealed class PingOptionsTests
{
    private static IEnumerable<TestCaseData<string, PingOptions>> Accepted_options()
    {
        var d = new PingOptions();
        yield return new("-r 192.0.2.2 192.0.2.1", new() { Router = HostAddress.Parse("192.0.2.2") });
        yield return new("192.0.2.1", d);
        yield return new("-c 2 -o 1 192.0.2.1", d with { ProbeCount = 2, StopCount = 1 });
        yield return new("-i 0.2 -W 255s 192.0.2.1", d with { WaitProbe = TimeSpan.FromMilliseconds(200), WaitTimeout = TimeSpan.FromSeconds(255) });
        yield return new("-m 3 -z 184 -U 7 192.0.2.1", d with { ProbeTtl = 3, Tos = 184, UserId = 7 });
        yield return new("-d 9 -F 77 -P ICMP-echo 192.0.2.1", d with { DestinationPort = 9, SourcePort = 77 });
        yield return new("-F 0 192.0.2.1", d with { SystemPort = true });
        yield return new("-O dl -O DLTX 192.0.2.1", d with { Sockets = PingFlags.Datalink | PingFlags.DatalinkTransmit });
        yield return new("-O sockrx 192.0.2.1", d with { Sockets = PingFlags.SocketReceive });
        yield return new("-O raw -P tcp-syn 192.0.2.1", d with { Method = PingMethod.TcpSyn, Sockets = PingFlags.Raw });
        yield return new("-b 100 192.0.2.1", d with { PayloadSize = 100 });
        yield return new("-s 128 192.0.2.1", d with { PayloadSize = 100 });
        yield return new("-s 148 2001:db8::1", d with { PayloadSize = 100 });
        yield return new("-s 128 -b 100 192.0.2.1", d with { PayloadSize = 100 });
        yield return new("-S 192.0.2.9 192.0.2.1", d with { Source = HostAddress.Parse("192.0.2.9") });
        yield return new("-M 0 -y 0 192.0.2.1", d);
        yield return new("-M 1280 192.0.2.1", d with { ReplyPathMtu = 1280, Sockets = PingFlags.Datalink });
        yield return new("-M 65535 2001:db8::1", d with { ReplyPathMtu = 65535, Sockets = PingFlags.Datalink });
        yield return new("-M 1280 -O TBT -o 2 2001:db8::1", d with { ReplyPathMtu = 1280, TooBigTrick = true, StopCount = 2, Sockets = PingFlags.Datalink });
        yield return new("-O spoof -S 192.0.2.9 192.0.2.1", d with { Spoof = true, Source = HostAddress.Parse("192.0.2.9") });
        yield return new("-O SPOOF -O nosrc -S 192.0.2.9 192.0.2.1", d with { Spoof = true, NoSource = true, Source = HostAddress.Parse("192.0.2.9") });
        yield return new("-O spoof 192.0.2.1", d with { Spoof = true });
        yield return new("-O nosrc 192.0.2.1", d with { NoSource = true });
        yield return new("-O spoof -s 60 192.0.2.1", d with { Spoof = true, PayloadSize = 28 });
        yield return new("-O spoof -s 72 2001:db8::1", d with { Spoof = true, PayloadSize = 8 });
        yield return new("-O spoof -O nosrc -s 60 192.0.2.1", d with { Spoof = true, NoSource = true, PayloadSize = 32 });
        yield return new("-O mss=1400 -P tcp-syn 192.0.2.1", d with { Method = PingMethod.TcpSyn, TcpSegmentSize = 1400 });
        yield return new("-O MSS=65535 -P tcp-rst -s 64 2001:db8::1", d with { Method = PingMethod.TcpRst, TcpSegmentSize = 65535, PayloadSize = 0 });
        yield return new("-O mss=0 -P tcp-syn 192.0.2.1", d with { Method = PingMethod.TcpSyn });
        yield return new("-C 0x10 192.0.2.1", d with { IcmpChecksum = 16 });
        yield return new("-P icmp-time -s 72 192.0.2.1", d with { Method = PingMethod.IcmpTime, PayloadSize = 32 });
        yield return new("-P TCP-syn -d 80 192.0.2.1", d with { Method = PingMethod.TcpSyn, DestinationPort = 80 });
        yield return new("-P tcp-synack -A 7 2001:db8::1", d with { Method = PingMethod.TcpSynAck, TcpAcknowledgement = 7 });
        yield return new("-P tcp-ack-sport -A 7 192.0.2.1", d with { Method = PingMethod.TcpAckSourcePort, TcpAcknowledgement = 7 });
        yield return new("-P tcp-rst -A 7 192.0.2.1", d with { Method = PingMethod.TcpRst, TcpSequence = 7 });
        yield return new("-A 7 192.0.2.1", d);
        yield return new("-P udp-dport -s 40 192.0.2.1", d with { Method = PingMethod.UdpDestinationPort, PayloadSize = 12 });
        yield return new("-R -s 124 192.0.2.1", d with { RecordRoute = true, PayloadSize = 56 });
        yield return new("-T tsonly 192.0.2.1", d with { TimestampOption = PingTimestampOption.TimesOnly });
        yield return new("-T tsandaddr 192.0.2.1", d with { TimestampOption = PingTimestampOption.TimesAndAddresses });
    }

    [TestCaseSource(nameof(Accepted_options))]
    public void Takes_what_scamper_takes(string arguments, PingOptions expected)
    {
        ParsedOptions<PingOptions> parsed = PingOptions.ParseCommand("ping " + arguments);
        Assert.That(parsed.Error, Is.Null);
        Assert.That(parsed.Options, Is.EqualTo(expected));
    }

    [TestCase("-B 0102", 2, "0102")]
    [TestCase("-p 0a0b0c -b 7", 7, "0A0B0C0A0B0C0A")]
    public void A_payload_is_given_whole_and_a_pattern_repeats(string options, int size, string expected)
    {
        PingOptions parsed = PingOptions.ParseCommand($"ping {options} 192.0.2.1").Options!;
        Assert.That(parsed.PayloadSize, Is.EqualTo(size));
        Assert.That(Convert.ToHexString(parsed.Payload.Span), Is.EqualTo(expected));
    }

    [Test]
    public void Prespecified_addresses_are_taken_in_order()
    {
        PingOptions parsed = PingOptions.ParseCommand("ping -T tsprespec=192.0.2.1,192.0.2.2 192.0.2.1").Options!;
        Assert.That(parsed.TimestampOption, Is.EqualTo(PingTimestampOption.Prespecified));
        Assert.That(parsed.TimestampAddresses, Is.EqualTo(new[] { HostAddress.Parse("192.0.2.1"), HostAddress.Parse("192.0.2.2") }));
    }

    [TestCase("-C 0x10 -P udp 192.0.2.1", "only ICMP probes can have a forced checksum")]
    [TestCase("-P tcp-syn -B 00 192.0.2.1", "cannot include a payload with TCP ping")]
    [TestCase("-P tcp-syn -b 1 192.0.2.1", "cannot include a payload with TCP ping")]
    [TestCase("-P icmp-time 2001:db8::1", "there are no timestamp requests in ICMPv6")]
    [TestCase("-R 2001:db8::1", "there are no such options in IPv6")]
    [TestCase("-R -T tsonly 192.0.2.1", "record route and time stamps do not fit into one packet")]
    [TestCase("-T tsprespec=1.1.1.1,1.1.1.2,1.1.1.3,1.1.1.4,1.1.1.5 192.0.2.1", "-T failed: invalid timestamp option")]
    [TestCase("-T tsprespec=2001:db8::1 192.0.2.1", "-T failed: invalid timestamp option")]
    [TestCase("-c 0 192.0.2.1", "-c failed: probe count must be within 1 - 65535")]
    [TestCase("-m 0 192.0.2.1", "-m failed: ttl must be within 1 - 255")]
    [TestCase("-i 21 192.0.2.1", "-i failed: wait-probe must be within 1ms - 20s")]
    [TestCase("-i 0.5ms 192.0.2.1", "-i failed: wait-probe must be within 1ms - 20s")]
    [TestCase("-W now 192.0.2.1", "-W failed: malformed timeout")]
    [TestCase("-P arp 192.0.2.1", "-P failed: invalid ping method")]
    [TestCase("-O mss=x 192.0.2.1", "-O failed: unknown option")]
    [TestCase("-O mss= 192.0.2.1", "-O failed: unknown option")]
    [TestCase("-O mss=65536 192.0.2.1", "-O failed: unknown option")]
    [TestCase("-O mss=1400 192.0.2.1", "-O mss only works for TCP methods")]
    [TestCase("-M 65536 192.0.2.1", "-M failed: mtu must be within 0 - 65535")]
    [TestCase("-O tbt 2001:db8::1", "-O tbt needs the MTU of -M")]
    [TestCase("-M 0 -O tbt 2001:db8::1", "-O tbt needs the MTU of -M")]
    [TestCase("-M 1280 -O tbt 192.0.2.1", "-O tbt only works for IPv6")]
    [TestCase("-M 1280 -O tbt 192.0.2.1 2001:db8::1", "-O tbt only works for IPv6")]
    [TestCase("-O spoof -S 2001:db8::1 192.0.2.1", "invalid source address")]
    [TestCase("-O spoof -s 31 192.0.2.1", "specified probe size too small")]
    [TestCase("-O spoof -s 28 -O nosrc -b 1 192.0.2.1", "specified probe size too small")]
    [TestCase("-T never 192.0.2.1", "-T failed: invalid timestamp option")]
    [TestCase("-B 0 192.0.2.1", "-B failed: expected even number of hex characters")]
    [TestCase("-B xx 192.0.2.1", "-B failed: payload must be specified in hex")]
    [TestCase("-p 0102030405060708090a0b0c0d0e0f1011 192.0.2.1", "-p failed: pattern cannot be longer than 16 bytes")]
    [TestCase("-s 27 192.0.2.1", "specified probe size too small")]
    [TestCase("-s 28 -b 1 192.0.2.1", "specified probe size too small")]
    [TestCase("-s 128 -b 99 192.0.2.1", "specified probe size inconsistent with payload")]
    [TestCase("-B 0102 -b 1 192.0.2.1", "payload is longer than the payload size")]
    [TestCase("-B 0102 -p 01 192.0.2.1", "cannot set both payload and pattern")]
    [TestCase("-s 128 192.0.2.1 2001:db8::1", "cannot set one probe size for IPv4 and IPv6 together")]
    [TestCase("-O raw 192.0.2.1", "-O raw only works for IPv4 TCP methods")]
    [TestCase("-O raw -P tcp-syn 2001:db8::1", "-O raw only works for IPv4 TCP methods")]
    [TestCase("-O fast 192.0.2.1", "-O failed: unknown option")]
    [TestCase("-S 2001:db8::1 192.0.2.1", "invalid source address")]
    [TestCase("-c 1 -c 1 192.0.2.1", "repeated option -c")]
    [TestCase("-c 1x 192.0.2.1", "could not parse ping command")]
    [TestCase("-c 1", "expected address to ping")]
    [TestCase("host", "invalid destination address")]
    [TestCase("-r 2001:db8::1 192.0.2.1", "invalid router address")]
    public void Refuses_in_one_sentence(string arguments, string expected) =>
        Assert.That(PingOptions.ParseCommand("ping " + arguments).Error, Is.EqualTo(expected));

    [TestCase("-M 1280 -O sockrx", 'O')]
    [TestCase("-O dl -O sockrx", 'O')]
    [TestCase("-O raw -P tcp-syn -r 192.0.2.2", 'O')]
    [TestCase("-y 1", 'y')]
    public void Says_what_this_version_does_not_do(string options, char letter) =>
        Assert.That(
            PingOptions.ParseCommand($"ping {options} 192.0.2.1").Error,
            Does.StartWith($"-{letter} failed: not supported in this version, "));
}
