using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>
/// The first two probes of a trace by every method and family, byte by byte. The IPv4 packets, and the IPv6 packets of the ICMP
/// methods (but for the flow label, which its kernel chose), are those that Debian's scamper 20211212 sent for the same command
/// through a virtual Ethernet; the others follow from the rules, by hand.
/// </summary>
internal sealed class TraceProbeTests
{
    private const string V4 = "c6120001 c6336401", V6 = "20010db8000000000000000000000001 20010db8000100000000000000000001";
    private const string Zeros10 = "00000000000000000000", Zeros14 = "0000000000000000000000000000", Ports = "829a829b", Ports2 = "829a829c";

    private static IEnumerable<TestCaseData<string, string, string>> Methods()
    {
        TestCaseData<string, string, string> Row(string options, string first, string second) =>
            new(options, first, second) { TestName = $"trace -P {options}" };

        yield return Row("udp 198.51.100.1", $"4500002c 00014000 01118978 {V4} {Ports} 00180a40 0000 {Zeros14}", $"4500002c 00024000 01118977 {V4} {Ports2} 00180a3f 0000 {Zeros14}");
        yield return Row("udp-paris 198.51.100.1", $"4500002c 00014000 01118978 {V4} {Ports} 00180001 0a3f {Zeros14}", $"4500002c 00024000 01118977 {V4} {Ports} 00180002 0a3e {Zeros14}");
        yield return Row("icmp 198.51.100.1", $"4500002c 00014000 01018988 {V4} 08007565 829a0000 0000 {Zeros14}", $"4500002c 00024000 01018987 {V4} 08007564 829a0001 0000 {Zeros14}");
        yield return Row("icmp-paris -d 0xf20a 198.51.100.1", $"4500002c 00014000 01018988 {V4} 0800f20a 829a0000 835a {Zeros14}", $"4500002c 00024000 01018987 {V4} 0800f20a 829a0001 8359 {Zeros14}");
        yield return Row("tcp 198.51.100.1", $"45000028 00014000 01068987 {V4} {Ports} 00000000 00000000 50020000 ba640000", $"45000028 00024000 01068986 {V4} {Ports} 00000000 00000000 50020000 ba640000");
        yield return Row("tcp-ack 198.51.100.1", $"45000028 00014000 01068987 {V4} {Ports} 00000000 00000000 50100000 ba560000", $"45000028 00024000 01068986 {V4} {Ports} 00000000 00000000 50100000 ba560000");

        yield return Row("udp 2001:db8:1::1", $"60000000 00141101 {V6} {Ports} 00149f1b 0000 {Zeros10}", $"60000000 00141101 {V6} {Ports2} 00149f1a 0000 {Zeros10}");
        yield return Row("udp-paris 2001:db8:1::1", $"60000000 00141101 {V6} {Ports} 00140001 9f1a {Zeros10}", $"60000000 00141101 {V6} {Ports} 00140002 9f19 {Zeros10}");
        yield return Row("icmp 2001:db8:1::1", $"60000000 00143a01 {V6} 8000a1a1 829a0000 0000 {Zeros10}", $"60000000 00143a01 {V6} 8000a1a0 829a0001 0000 {Zeros10}");
        yield return Row("icmp-paris -d 0xf281 2001:db8:1::1", $"60000000 00143a01 {V6} 8000f281 829a0000 af1f {Zeros10}", $"60000000 00143a01 {V6} 8000f281 829a0001 af1e {Zeros10}");
        yield return Row("tcp 2001:db8:1::1", $"60000001 00140601 {V6} {Ports} 00000000 00000000 50020000 4f380000", $"60000002 00140601 {V6} {Ports} 00000000 00000000 50020000 4f380000");
        yield return Row("tcp-ack 2001:db8:1::1", $"60000001 00140601 {V6} {Ports} 00000000 00000000 50100000 4f2a0000", $"60000002 00140601 {V6} {Ports} 00000000 00000000 50100000 4f2a0000");

        yield return Row("udp-paris -O const-payload -p 00ff 198.51.100.1", $"4500001e 00014000 01118986 {V4} {Ports} 000a095d 00ff", $"4500001e 00024000 01118985 {V4} {Ports} 000a095d 00ff");
        yield return Row("udp-paris -O const-payload 2001:db8:1::1", $"60000001 00141101 {V6} {Ports} 00149f1b 0000 {Zeros10}", $"60000002 00141101 {V6} {Ports} 00149f1b 0000 {Zeros10}");
        yield return Row("udp-paris -o 5 2001:db8:1::1", $"60000000 00142c01 {V6} 11000028 829a0000 00000000 0000000000000000", $"60000000 00142c01 {V6} 11000028 829a0001 00000001 0000000000000000");
        yield return Row("icmp -o 1 -p 00ff 2001:db8:1::1", $"60000000 000e2c01 {V6} 3a000008 829a0000 00000000 00ff", $"60000000 000e2c01 {V6} 3a000008 829a0001 00000001 00ff");
        yield return Row("tcp -o 8190 2001:db8:1::1", $"60000000 00142c01 {V6} 0600fff0 829a0000 00000000 0000000000000000", $"60000000 00142c01 {V6} 0600fff0 829a0001 00000001 0000000000000000");
        yield return Row("icmp -t 0xb8 198.51.100.1", $"45b8002c 00014000 010188d0 {V4} 08007565 829a0000 0000 {Zeros14}", $"45b8002c 00024000 010188cf {V4} 08007564 829a0001 0000 {Zeros14}");
        yield return Row("icmp -t 0xb8 2001:db8:1::1", $"6b800000 00143a01 {V6} 8000a1a1 829a0000 0000 {Zeros10}", $"6b800000 00143a01 {V6} 8000a1a0 829a0001 0000 {Zeros10}");
    }

    [TestCaseSource(nameof(Methods))]
    public void Sends_what_the_rules_say(string options, string first, string second)
    {
        ParsedOptions<TraceOptions> parsed = TraceOptions.ParseCommand($"trace -s 33434 -q 2 -w 1 -P {options}");
        Assert.That(parsed.Error, Is.Null);
        var target = HostAddress.Parse(parsed.Operands[0]);
        var tracer = new Tracer(HostAddress.Parse(target.IsIPv6 ? "2001:db8::1" : "198.18.0.1"), target, parsed.Options!);
        Assert.That(NextPacket(tracer, Transcript.Start), Is.EqualTo(Hex.Text(Hex.Bytes(first))));
        Assert.That(NextPacket(tracer, Transcript.Start + TimeSpan.FromSeconds(1)), Is.EqualTo(Hex.Text(Hex.Bytes(second))));
    }

    private static string NextPacket(Tracer tracer, Timestamp now)
    {
        Probe probe = tracer.NextStep(now).Probe;
        byte[] packet = new byte[probe.Size];
        ProbeWriter.Write(probe, packet);
        tracer.OnSent(probe, now);
        return Hex.Text(packet);
    }
}
