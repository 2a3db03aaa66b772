namespace Vtnt.Probing.Tests;

/// <summary>scamper's command syntax for trace: what it takes, and the exact words with which it refuses.</summary>
public sealed class TraceOptionsTests
{
    private static TraceOptions Accepted(string options)
    {
        ParsedOptions<TraceOptions> parsed = TraceOptions.ParseCommand($"trace {options} 192.0.2.1");
        Assert.That(parsed.Error, Is.Null);
        Assert.That(parsed.Operands, Is.EqualTo(new[] { "192.0.2.1" }));
        return parsed.Options!;
    }

    private static string? Refusal(string command) => TraceOptions.ParseCommand(command).Error;

    [Test]
    public void Without_options_everything_is_scampers_default() =>
        Assert.That(Accepted(""), Is.EqualTo(new TraceOptions()));

    private static IEnumerable<TestCaseData<string, TraceOptions>> Accepted_options()
    {
        var d = new TraceOptions();
        yield return new("-r 192.0.2.2", new() { Router = HostAddress.Parse("192.0.2.2") });
        yield return new("-m 255", d with { HopLimit = 255 });
        yield return new("-m 0", d);
        yield return new("-w 1", d with { WaitTimeout = TimeSpan.FromSeconds(1) });
        yield return new("-w 10s", d with { WaitTimeout = TimeSpan.FromSeconds(10) });
        yield return new("-w 5.0s", d);
        yield return new("-w 5000ms", d);
        yield return new("-W 200", d with { WaitProbe = TimeSpan.FromSeconds(2) });
        yield return new("-W 2s", d with { WaitProbe = TimeSpan.FromSeconds(2) });
        yield return new("-W 0.05s", d with { WaitProbe = TimeSpan.FromMilliseconds(50) });
        yield return new("-W 20000us", d with { WaitProbe = TimeSpan.FromMilliseconds(20) });
        yield return new("-d 0x50", d with { DestinationPort = 80 });
        yield return new("-d 0120", d with { DestinationPort = 80 });
        yield return new("-d 80", d with { DestinationPort = 80 });
        yield return new("-t 0xb8", d with { Tos = 0xb8 });
        yield return new("-P UDP-Paris", d);
        yield return new("-P icmp-paris", d with { Method = TraceMethod.IcmpParis });
        yield return new("-P \"tcp-ack\"", d with { Method = TraceMethod.TcpAck });
        yield return new("-g 255", d with { GapLimit = 255 });
        yield return new("-G 2", d with { GapAction = GapAction.LastDitch });
        yield return new("-U 4294967295", d with { UserId = uint.MaxValue });
        yield return new("-q 20", d with { Attempts = 20 });
        yield return new("-QT", d with { AllAttempts = true, IgnoreDestinationTimeExceeded = true });
        yield return new("-c 99", d with { Confidence = 99 });
        yield return new("-f 3 -m 3", d with { FirstHop = 3, HopLimit = 3 });
        yield return new("-l 0", d with { Loops = 0 });
        yield return new("-s 1234", d with { SourcePort = 1234 });
        yield return new("-s 0", d with { SystemPort = true });
        yield return new("-O ptr", d with { ReverseNames = true });
        yield return new("-O DL", d with { Datalink = true });
        yield return new("-S 192.0.2.9", d with { Source = HostAddress.Parse("192.0.2.9") });
        yield return new("-O CONST-payload -O const-payload", d with { ConstantPayload = true });
        yield return new("-N 1 -o 0 -y 0 -H 0", d);
        yield return new("-g 255 -N 255", d with { GapLimit = 255, Squeries = 255 });
        yield return new("-N 2 -Q -H 0.5", d with { Squeries = 2, AllAttempts = true, WaitProbeHop = TimeSpan.FromMilliseconds(500) });
        yield return new("-O back -m 9", d with { Backwards = true, HopLimit = 9 });
        yield return new("-O raw -P tcp", d with { Method = TraceMethod.Tcp, Raw = true });
        yield return new("-M", d with { PathMtu = true });
        yield return new("-M -P tcp-ack", d with { PathMtu = true, Method = TraceMethod.TcpAck });
        yield return new("-O DTREE-noback", d with { NoBackwards = true });
    }

    [TestCaseSource(nameof(Accepted_options))]
    public void Takes_what_scamper_takes(string options, TraceOptions expected) =>
        Assert.That(Accepted(options), Is.EqualTo(expected));

    [Test]
    public void A_payload_is_taken_byte_by_byte() =>
        Assert.That(Accepted("-p 00fFa0").Payload.ToArray(), Is.EqualTo(new byte[] { 0x00, 0xFF, 0xA0 }));

    [TestCase("-m 256", "-m failed: hoplimit must be within 0 - 255")]
    [TestCase("-m -1", "-m failed: hoplimit must be within 0 - 255")]
    [TestCase("-m 99999999999999999999", "-m failed: hoplimit must be within 0 - 255")]
    [TestCase("-m 0x10", "could not parse trace command")]
    [TestCase("-f 0", "-f failed: firsthop must be within 1 - 255")]
    [TestCase("-g 0", "-g failed: gaplimit must be within 1 - 255")]
    [TestCase("-G 3", "-G failed: gapaction must be within 1 - 2")]
    [TestCase("-l 256", "-l failed: loops must be within 0 - 255")]
    [TestCase("-s 65536", "-s failed: sport must be within 0 - 65535")]
    [TestCase("-t 256", "-t failed: tos must be within 0 - 255")]
    [TestCase("-d 0", "-d failed: dport must be within 1 - 65535")]
    [TestCase("-d 0x", "-d failed: dport must be within 1 - 65535")]
    [TestCase("-d 09", "-d failed: dport must be within 1 - 65535")]
    [TestCase("-d http", "-d failed: dport must be within 1 - 65535")]
    [TestCase("-U 4294967296", "-U failed: userid must be within 0 - 4294967295")]
    [TestCase("-o 8191", "-o failed: offset must be within 0 - 8190")]
    [TestCase("-y 21", "-y failed: stream must be within 0 - 20")]
    [TestCase("-N 0", "-N failed: squeries must be within 1 - 255")]
    [TestCase("-f 5 -m 4", "firsthop cannot be beyond hoplimit")]
    [TestCase("-w 0", "-w failed: timeout must be within 1s - 10s")]
    [TestCase("-w 11", "-w failed: timeout must be within 1s - 10s")]
    [TestCase("-w 1.5s", "-w failed: timeout cannot have fractions of second")]
    [TestCase("-w soon", "-w failed: malformed timeout")]
    [TestCase("-w 5m", "-w failed: malformed timeout")]
    [TestCase("-w 1.2.3", "-w failed: malformed timeout")]
    [TestCase("-w .5", "-w failed: malformed timeout")]
    [TestCase("-w -5", "-w failed: malformed timeout")]
    [TestCase("-W 5ms", "-W failed: inter-probe granularity limited to 10ms")]
    [TestCase("-W 2.01s", "-W failed: inter-probe delay cannot be > 2s")]
    [TestCase("-W x", "-W failed: malformed inter-probe delay")]
    [TestCase("-H x", "-H failed: malformed wait-probe-hop delay")]
    [TestCase("-H 2.1", "-H failed: wait-probe-hop delay cannot be > 2s")]
    [TestCase("-q 0", "-q failed: attempts must be within 1 - 20")]
    [TestCase("-q 21", "-q failed: attempts must be within 1 - 20")]
    [TestCase("-c 90", "-c failed: confidence must be 95 or 99")]
    [TestCase("-c 95 -Q", "cannot set both all-attempts and confidence")]
    [TestCase("-N 6", "squeries cannot be greater than gaplimit")]
    [TestCase("-P tcp -N 2", "cannot send parallel probes with TCP methods")]
    [TestCase("-P tcp -p 00", "cannot include a payload with TCP traceroute")]
    [TestCase("-P sctp", "-P failed: invalid trace method")]
    [TestCase("-p 0", "-p failed: expected even number of hex characters")]
    [TestCase("-p zz", "-p failed: payload must be specified in hex")]
    [TestCase("-P tcp -M", "cannot do pmtud with this probe method")]
    [TestCase("-M -f 2", "cannot do pmtud without all of path")]
    [TestCase("-M -Z x", "cannot do pmtud without all of path")]
    [TestCase("-M -z 192.0.2.2 -z 192.0.2.3", "cannot do pmtud without all of path")]
    [TestCase("-o 1", "can only do fragment traceroute with IPv6")]
    [TestCase("-O raw", "-O raw only works for IPv4 TCP methods")]
    [TestCase("-O back", "backwards probing must be used with a hoplimit")]
    [TestCase("-O fast", "-O failed: unknown option")]
    [TestCase("-q 2 -q 3", "repeated option -q")]
    [TestCase("-Q -Q", "repeated option -Q")]
    [TestCase("-QQ", "repeated option -Q")]
    [TestCase("-k", "could not parse trace command")]
    [TestCase("-q3", "could not parse trace command")]
    [TestCase("-Qq 3", "could not parse trace command")]
    [TestCase("-", "could not parse trace command")]
    [TestCase("--json", "could not parse trace command")]
    [TestCase("-P 'udp", "could not parse trace command")]
    [TestCase("-P 'udp'x", "could not parse trace command")]
    [TestCase("-S 2001:db8::1", "invalid source address")]
    [TestCase("-S here", "-S failed: invalid source address")]
    [TestCase("-r here", "-r failed: invalid router address")]
    [TestCase("-r 2001:db8::1", "invalid router address")]
    [TestCase("-m 9 -O back -Z x", "cannot probe backwards with doubletree")]
    [TestCase("-N 2 -Z x", "cannot send parallel probes with doubletree")]
    [TestCase("-z here", "-z failed: cannot resolve gss")]
    public void Refuses_in_scampers_words(string options, string expected) =>
        Assert.That(Refusal($"trace {options} 192.0.2.1"), Is.EqualTo(expected));

    [TestCase("-O raw -O dl -P tcp", 'O')]
    [TestCase("-O raw -P tcp -r 192.0.2.2", 'O')]
    [TestCase("-y 5", 'y')]
    public void Says_what_this_version_does_not_do(string options, char letter) =>
        Assert.That(Refusal($"trace {options} 192.0.2.1"), Does.StartWith($"-{letter} failed: not supported in this version, "));

    [Test]
    public void Stop_sets_are_those_that_were_named()
    {
        TraceOptions options = Accepted("-z 192.0.2.2 -z 192.0.2.3 -z 192.0.2.2 -Z 'my set'");
        Assert.That(options.GlobalStopSet!.Count, Is.EqualTo(2));
        Assert.That(options.GlobalStopSet.Contains(HostAddress.Parse("192.0.2.3")), Is.True);
        Assert.That((options.LocalStopSet!.Name, options.LocalStopSet.Count), Is.EqualTo(("my set", 0)));
    }

    [TestCase("trace", "expected address to trace")]
    [TestCase("trace -q 3", "expected address to trace")]
    [TestCase("trace www.example.org", "invalid destination address")]
    [TestCase("trace 192.0.2.1 192.0.2.256", "invalid destination address")]
    [TestCase("trace -q", "could not parse trace command")]
    [TestCase("", "could not parse trace command")]
    [TestCase("ping 192.0.2.1", "could not parse trace command")]
    public void Refuses_a_command_without_a_proper_destination(string command, string expected) =>
        Assert.That(Refusal(command), Is.EqualTo(expected));

    [Test]
    public void Options_and_destinations_may_be_mixed()
    {
        ParsedOptions<TraceOptions> parsed = TraceOptions.Parse(["192.0.2.1", "-q", "3", "example.org", "-QT", "--", "-x"]);
        Assert.That(parsed.Operands, Is.EqualTo(new[] { "192.0.2.1", "example.org", "-x" }));
        Assert.That(parsed.Options, Is.EqualTo(new TraceOptions { Attempts = 3, AllAttempts = true, IgnoreDestinationTimeExceeded = true }));
    }
}
