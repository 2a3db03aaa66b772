using System.Globalization;
using System.Text.RegularExpressions;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>Captures of tcpdump, caracal and scamper, against what independent parsers made of them.</summary>
public sealed partial class SharedCaptureTests
{
    [TestCase("tcpdump-mpls-traceroute.pcap", 6)]
    [TestCase("tcpdump-icmp-cksum-oobr-4.pcapng", 1)]
    [TestCase("tcpdump-icmp-rfc5837.pcap", 0)]
    [TestCase("tcpdump-icmp-rfc8335.pcap", 0)]
    [TestCase("caracal-icmp-icmp-echo-reply.pcap", 0)]
    [TestCase("caracal-icmp-icmp-ttl-exceeded.pcap", 0)]
    [TestCase("caracal-icmp6-icmp6-echo-reply.pcap", 0)]
    [TestCase("caracal-icmp6-icmp6-ttl-exceeded.pcap", 0)]
    [TestCase("caracal-udp-icmp-ttl-exceeded.pcap", 0)]
    [TestCase("caracal-udp-icmp6-ttl-exceeded.pcap", 0)]
    [TestCase("sim-scamper2026-v4.pcap", 26)]
    [TestCase("sim-scamper2026-v6.pcap", 11)]
    public void Finds_the_label_stacks_that_an_independent_parser_found(string name, int count)
    {
        string[] expected =
        [
            .. File.ReadLines(SharedCaptures.Path($"pcap/{name}.labels.txt"))
                .Select(line => LabelLine().Match(line))
                .Where(match => match.Success)
                .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"),
        ];
        Assert.That(expected, Has.Length.EqualTo(count), "the list itself");

        Assembled assembled = Assembled.FromFile(SharedCaptures.Path($"pcap/{name}"));
        Assert.That(assembled.Replies.Where(reply => !reply.LabelStack.IsEmpty).Select(ToLabelText), Is.EquivalentTo(expected));
        Assert.That(assembled.Damage, Is.Null);
    }

    [Test]
    public void Reads_every_field_of_an_mpls_traceroute_on_ppp()
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path("pcap/tcpdump-mpls-traceroute.pcap"));

        Assert.That(assembled.Traces, Has.Count.EqualTo(1));
        Trace trace = assembled.Traces[0];
        Assert.Multiple(() =>
        {
            Assert.That(trace.Method, Is.EqualTo(TraceMethod.Udp));
            Assert.That(trace.Source, Is.EqualTo(HostAddress.Parse("12.4.4.4")));
            Assert.That(trace.Destination, Is.EqualTo(HostAddress.Parse("12.1.1.1")));
            Assert.That(trace.SourcePort, Is.EqualTo(42315));
            Assert.That(trace.DestinationPort, Is.EqualTo(33435));
            Assert.That(trace.Start, Is.EqualTo(new Timestamp(1_087_208_009_315_598_000)));
            Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
            Assert.That(trace.ProbeSize, Is.EqualTo(40));
            Assert.That(trace.ProbesSent, Is.EqualTo(9));
            Assert.That(trace.HopCount, Is.EqualTo(3));
            Assert.That(trace.Hops.Select(hop => hop.Probes.Length), Is.EqualTo(new[] { 3, 3, 3 }));
        });
        Assert.That(trace.Hops[1].Probes[2], Is.EqualTo(new ProbeOutcome
        {
            ProbeTtl = 2,
            Attempt = 3,
            Size = 40,
            SentAt = new Timestamp(1_087_208_009_331_066_000),
            SentOrigin = TimestampOrigin.Datalink,
            IpId = 42321,
            Replies =
            [
                new Reply
                {
                    Address = HostAddress.Parse("10.4.0.2"),
                    Kind = ReplyKind.TimeExceeded,
                    Rtt = TimeSpan.FromMicroseconds(615),
                    ReceivedAt = new Timestamp(1_087_208_009_331_681_000),
                    ReceivedOrigin = TimestampOrigin.Datalink,
                    ReplyTtl = 254,
                    ReplyTos = 0,
                    ReplySize = 168,
                    ReplyIpId = 59168,
                    IcmpType = 11,
                    IcmpCode = 0,
                    QuotedTtl = 1,
                    QuotedTos = 0,
                    QuotedLength = 40,
                    Extensions = [new IcmpExtensionObject(1, 1, [0x19, 0x11, 0x01, 0x01])],
                },
            ],
        }));
    }

    [Test]
    public void Reads_a_truncated_reply_with_a_bad_header_checksum_and_no_probe()
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path("pcap/tcpdump-icmp-cksum-oobr-4.pcapng"));

        Assert.That(assembled.Captured, Has.Count.EqualTo(1));
        Assert.That(assembled.Captured[0].HasInferredTtls);
        Reply reply = assembled.Traces[0].Hops[0].FirstReply!;
        Assert.That(reply.Address, Is.EqualTo(HostAddress.Parse("10.0.12.2")));
        Assert.That(reply.ReplyTtl, Is.EqualTo(251));
        Assert.That(reply.ReplySize, Is.EqualTo(8360), "what the header claims");
        Assert.That(reply.Rtt, Is.EqualTo(TimeSpan.Zero));
        Assert.That(assembled.Traces[0].Hops[0].Probes[0].SentAt, Is.Null);
        Assert.That(assembled.Counters.Truncated, Is.EqualTo(1));
        Assert.That(assembled.Counters.BadHeaderChecksums, Is.EqualTo(1));
    }

    [Test]
    public void Keeps_an_extension_object_that_is_not_mpls()
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path("pcap/tcpdump-icmp-rfc5837.pcap"));

        IcmpExtensionObject extension = assembled.Traces[0].Hops[0].FirstReply!.Extensions.Single();
        Assert.That((extension.Class, extension.CType, extension.Payload.Length), Is.EqualTo(((byte)2, (byte)14, 76)));
    }

    [Test]
    public void Ignores_extended_echo()
    {
        Assembled assembled = Assembled.FromFile(SharedCaptures.Path("pcap/tcpdump-icmp-rfc8335.pcap"));

        Assert.That(assembled.Traces, Is.Empty);
        Assert.That(assembled.Pings, Is.Empty);
        Assert.That(assembled.Counters.Refused(Wire.PacketVerdict.OtherIcmp), Is.EqualTo(10));
    }

    [TestCase("caracal-icmp-icmp-ttl-exceeded.pcap", TraceMethod.IcmpParis, 6, "72.14.204.68", 6_585, 250, 56)]
    [TestCase("caracal-udp-icmp-ttl-exceeded.pcap", TraceMethod.Udp, 6, "72.14.204.68", 8_220, 250, 56)]
    [TestCase("caracal-icmp6-icmp6-ttl-exceeded.pcap", TraceMethod.IcmpParis, 2, "2a04:8ec0:0:a::1:119", 565, 63, 100)]
    [TestCase("caracal-udp-icmp6-ttl-exceeded.pcap", TraceMethod.Udp, 2, "2a04:8ec0:0:a::1:119", 537, 63, 100)]
    public void Reads_a_single_expired_probe(string name, TraceMethod method, int ttl, string address, int rtt, int replyTtl, int replySize)
    {
        Trace trace = Assembled.FromFile(SharedCaptures.Path($"pcap/{name}")).Traces.Single();

        Reply reply = trace.Hops.Single().FirstReply!;
        Assert.Multiple(() =>
        {
            Assert.That(trace.Method, Is.EqualTo(method));
            Assert.That(trace.SourcePort, Is.EqualTo(24000));
            Assert.That(trace.FirstHop, Is.EqualTo(ttl));
            Assert.That(reply.Address, Is.EqualTo(HostAddress.Parse(address)));
            Assert.That(reply.Rtt, Is.EqualTo(TimeSpan.FromMicroseconds(rtt)));
            Assert.That(reply.ReplyTtl, Is.EqualTo(replyTtl));
            Assert.That(reply.ReplySize, Is.EqualTo(replySize));
            Assert.That(reply.QuotedTtl, Is.EqualTo(1));
        });
    }

    [TestCase("caracal-icmp-icmp-echo-reply.pcap", "8.8.8.8", 10, 3398, 6_920, 117)]
    [TestCase("caracal-icmp6-icmp6-echo-reply.pcap", "2001:4860:4860::8888", 8, 55003, 1_341, 118)]
    public void Reads_an_answered_echo_request_as_a_ping(string name, string address, int ttl, int sequence, int rtt, int replyTtl)
    {
        Ping ping = Assembled.FromFile(SharedCaptures.Path($"pcap/{name}")).Pings.Single();

        Reply reply = ping.Probes.Single().Replies.Single();
        Assert.Multiple(() =>
        {
            Assert.That(ping.Destination, Is.EqualTo(HostAddress.Parse(address)));
            Assert.That(ping.SourcePort, Is.EqualTo(24000));
            Assert.That(ping.DestinationPort, Is.EqualTo(sequence));
            Assert.That(ping.ProbeTtl, Is.EqualTo(ttl));
            Assert.That(reply.Kind, Is.EqualTo(ReplyKind.EchoReply));
            Assert.That(reply.Rtt, Is.EqualTo(TimeSpan.FromMicroseconds(rtt)));
            Assert.That(reply.ReplyTtl, Is.EqualTo(replyTtl));
        });
    }

    private static string ToLabelText(Reply reply) =>
        $"{reply.Address} " + string.Join(" | ", reply.LabelStack.Select(entry => string.Create(
            CultureInfo.InvariantCulture, $"L={entry.Label},E={entry.TrafficClass},S={(entry.IsBottomOfStack ? 1 : 0)},TTL={entry.LseTtl}")));

    [GeneratedRegex(@"from (\S+) .*MPLS\[(.*)\]")]
    private static partial Regex LabelLine();
}
