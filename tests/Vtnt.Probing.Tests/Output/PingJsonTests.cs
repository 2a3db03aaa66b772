using System.Buffers;
using System.Text;

namespace Vtnt.Probing.Tests;

public sealed class PingJsonTests
{
    private static readonly Timestamp Start = new(1_767_225_600_000_000_000);

    private static string Json(Ping ping)
    {
        var output = new ArrayBufferWriter<byte>();
        PingJson.Write(ping, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static Ping AnsweredPing() => new()
    {
        Source = HostAddress.Parse("198.18.0.1"),
        Destination = HostAddress.Parse("198.18.0.9"),
        Start = Start,
        StopReason = StopReason.Completed,
        ProbeCount = 2,
        ProbesSent = 2,
        StopCount = 1,
        ProbeSize = 84,
        ProbeTtl = 64,
        SourcePort = 16384,
        WaitProbe = TimeSpan.FromSeconds(1),
        WaitTimeout = TimeSpan.FromSeconds(1),
        Probes =
        [
            new ProbeOutcome { ProbeTtl = 64, Attempt = 1, Size = 84, SentAt = Start, IpId = 1 },
            new ProbeOutcome
            {
                ProbeTtl = 64, Attempt = 2, Size = 84, SentAt = Start + TimeSpan.FromSeconds(1), IpId = 2,
                Replies = [new Reply { Address = HostAddress.Parse("198.18.0.9"), Kind = ReplyKind.EchoReply, Rtt = TimeSpan.FromMilliseconds(2), ReplyTtl = 60, IcmpType = 0, IcmpCode = 0 }],
            },
        ],
    };

    [Test]
    public void A_silent_probe_leaves_no_reply() =>
        Assert.That(Json(AnsweredPing()), Is.EqualTo(string.Concat(
            """{"schema":"vtnt.ping/1","method":"icmp-echo","src":"198.18.0.1","dst":"198.18.0.9","start":"2026-01-01T00:00:00.000000000Z","stopReason":"completed","probesSent":2""",
            ""","probeCount":2,"stopCount":1,"probeTtl":64,"probeSize":84,"tos":0,"icmpId":16384,"icmpSequence":0,"waitProbeMs":1000,"waitTimeoutMs":1000""",
            ""","replies":[{"probeTtl":64,"attempt":2,"probeSize":84,"probeIpId":2,"sentAt":"2026-01-01T00:00:01.000000000Z","address":"198.18.0.9","kind":"echoReply","rttMs":2.000000,"replyTtl":60,"icmpType":0,"icmpCode":0}]}""")));

    /// <summary>A ping whose reply tells all that a probe can ask for.</summary>
    private static Ping PingThatAsks()
    {
        Ping ping = AnsweredPing();
        HostAddress router = HostAddress.Parse("198.18.0.2");
        Reply reply = ping.Probes[1].Replies[0] with
        {
            IcmpTimestamps = new(1, 2, uint.MaxValue),
            RecordRoute = [router, ping.Destination],
            IpTimestamps = new([3, 4], [router, ping.Destination]),
        };
        return ping with { Probes = [ping.Probes[1] with { SourcePort = 7, Replies = [reply, reply with { IpTimestamps = new([5], []), RecordRoute = [], IcmpTimestamps = null }] }] };
    }

    [Test]
    public void What_was_asked_for_is_told()
    {
        string json = Json(PingThatAsks());
        Assert.That(json, Does.Contain(""","probeIpId":2,"probeSourcePort":7,"""));
        Assert.That(json, Does.Contain("\"icmpTimestamps\":{\"originate\":1,\"receive\":2,\"transmit\":4294967295},\"recordRoute\":[\"198.18.0.2\",\"198.18.0.9\"],"
            + "\"ipTimestamps\":[{\"time\":3,\"address\":\"198.18.0.2\"},{\"time\":4,\"address\":\"198.18.0.9\"}]}"));
        Assert.That(json, Does.EndWith("""
            "ipTimestamps":[{"time":5}]}]}
            """));
    }

    private static IEnumerable<TestCaseData<Ping>> Pings()
    {
        Ping ping = AnsweredPing();
        yield return new(PingThatAsks());
        yield return new(ping);
        yield return new(new Ping { Destination = HostAddress.Parse("2001:db8::1") });
        yield return new(ping with { StopReason = StopReason.Error, StopData = 101, ErrorText = "no route", Payload = [1, 2], IcmpChecksum = 4, UserId = 1, ReplyPathMtu = 1280 });
        yield return new(ping with { Method = PingMethod.TcpAck, TcpSequence = 0, TcpAcknowledgement = 1, Router = ping.Source });
        yield return new(ping with { Probes = [ping.Probes[0] with { Failure = SendFailure.Unreachable, DroppedReplies = 1 }] });
        foreach (PingMethod method in Enum.GetValues<PingMethod>())
        {
            yield return new(ping with { Method = method, StopReason = StopReason.Halted });
        }
    }

    [TestCaseSource(nameof(Pings))]
    public void Documents_hold_to_the_schema(Ping ping) =>
        Assert.That(JsonSchemas.Check("vtnt.ping-1.json", Json(ping)), Is.Empty);
}
