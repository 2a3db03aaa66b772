using System.Buffers;
using System.Text;

namespace Vtnt.Probing.Tests;

public sealed class TraceJsonTests
{
    private static readonly Timestamp Start = new(1_767_225_600_000_000_007);

    private static HostAddress Address(string text) => HostAddress.Parse(text);

    private static string Json(Trace trace)
    {
        var output = new ArrayBufferWriter<byte>();
        TraceJson.Write(trace, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static Reply LabelledReply() => new()
    {
        Address = Address("198.18.0.2"),
        Kind = ReplyKind.TimeExceeded,
        Rtt = TimeSpan.FromMicroseconds(8250.1),
        ReceivedAt = Start + TimeSpan.FromMicroseconds(8250.1),
        ReceivedOrigin = TimestampOrigin.Simulated,
        ReplyTtl = 254,
        ReplyTos = 0,
        ReplySize = 168,
        ReplyIpId = 0,
        IcmpType = 11,
        IcmpCode = 0,
        QuotedTtl = 2,
        QuotedTos = 0,
        QuotedLength = 44,
        Extensions =
        [
            new IcmpExtensionObject(1, 1, [0x00, 0x01, 0x00, 0x01, 0x00, 0x02, 0x03, 0xFF]),
            new IcmpExtensionObject(2, 5, [0xAB]),
            new IcmpExtensionObject(1, 1, [0x00, 0x00, 0x01, 0x01]),
        ],
    };

    private static Trace LabelledTrace() => new()
    {
        Source = Address("198.18.0.1"),
        Destination = Address("198.18.0.9"),
        Method = TraceMethod.IcmpParis,
        UserId = 7,
        Start = Start,
        StopReason = StopReason.Unreach,
        StopData = 13,
        StopHop = 2,
        Attempts = 2,
        HopLimit = 30,
        ProbeSize = 44,
        SourcePort = 33000,
        DestinationPort = 33435,
        WaitTimeout = TimeSpan.FromSeconds(5),
        WaitProbe = TimeSpan.FromMilliseconds(0.5),
        Loops = 1,
        HopCount = 2,
        GapLimit = 5,
        ProbesSent = 3,
        Hops =
        [
            new Hop { ProbeTtl = 1, Probes = [new ProbeOutcome { ProbeTtl = 1, Attempt = 1, Size = 44, Failure = SendFailure.NoBuffer }] },
            new Hop
            {
                ProbeTtl = 2,
                Probes = [new ProbeOutcome { ProbeTtl = 2, Attempt = 1, Size = 44, SentAt = Start, SentOrigin = TimestampOrigin.Simulated, IpId = 3, Replies = [LabelledReply()] }],
            },
        ],
    };

    [Test]
    public void Everything_observed_is_told_and_nothing_else() =>
        Assert.That(Json(LabelledTrace()), Is.EqualTo(string.Concat(
            """{"schema":"vtnt.trace/1","method":"icmp-paris","src":"198.18.0.1","dst":"198.18.0.9","userId":7""",
            ""","start":"2026-01-01T00:00:00.000000007Z","stopReason":"unreach","stopData":13,"stopHop":2,"hopCount":2,"probesSent":3""",
            ""","attempts":2,"firstHop":1,"hopLimit":30,"gapLimit":5,"gapAction":"stop","loops":1,"probeSize":44,"tos":0,"icmpId":33000,"icmpChecksum":33435,"waitTimeoutMs":5000,"waitProbeMs":0.5""",
            ""","hops":[{"probeTtl":2,"attempt":1,"probeSize":44,"probeIpId":3,"sentAt":"2026-01-01T00:00:00.000000007Z","sentOrigin":"simulated","address":"198.18.0.2","kind":"timeExceeded","rttMs":8.250100""",
            ""","receivedAt":"2026-01-01T00:00:00.008250107Z","receivedOrigin":"simulated","replyTtl":254,"replyTos":0,"replySize":168,"replyIpId":0,"icmpType":11,"icmpCode":0,"quotedTtl":2,"quotedTos":0,"quotedLength":44""",
            ""","labels":[{"label":16,"tc":0,"bottom":false,"lseTtl":1},{"label":32,"tc":1,"bottom":true,"lseTtl":255}]""",
            ""","extensions":[{"class":2,"cType":5,"payload":"ab"},{"class":1,"cType":1,"payload":"00000101"}]}]""",
            ""","sendFailures":[{"probeTtl":1,"attempt":1,"reason":"noBuffer"}]}""")));

    [Test]
    public void Every_failure_has_its_own_name_as_its_word()
    {
        SendFailure[] failures = [.. Enum.GetValues<SendFailure>().Where(failure => failure != SendFailure.None)];
        Assert.That(
            failures.Select(JsonWords.Of),
            Is.EqualTo(failures.Select(failure => $"{char.ToLowerInvariant(failure.ToString()[0])}{failure.ToString()[1..]}")));
    }

    private static IEnumerable<TestCaseData<Trace>> Traces()
    {
        Trace full = LabelledTrace();
        var bare = new Trace { Destination = Address("2001:db8::1"), Method = TraceMethod.Udp };
        ProbeOutcome probe = full.Hops[1].Probes[0];
        var bareReply = new Reply { Address = Address("2001:db8::2"), Kind = ReplyKind.Tcp, Rtt = TimeSpan.Zero, TcpFlags = 18, Name = "r1.example" };
        yield return new(full);
        yield return new(bare);
        yield return new(bare with { Hops = [new Hop { ProbeTtl = 255, Probes = [probe with { ProbeTtl = 255, DroppedReplies = 3, Replies = [bareReply, bareReply] }] }] });
        yield return new(full with { LastDitch = [probe], Confidence = 95, Squeries = 3, FragmentOffset = 2, Flags = (TraceFlags)0x7FF });
        yield return new(full with { PathMtu = new PathMtu { Mtu = 1400, Probes = [probe], Notes = [new PathMtuNote(PathMtuNoteKind.Silence, 1400, null)] } });
        yield return new(full with { Doubletree = new DoubletreeOutcome { FirstHop = 4, GlobalStop = Address("198.18.0.4"), LocalStopSet = "a" } });
        foreach (StopReason reason in Enum.GetValues<StopReason>())
        {
            yield return new(bare with { StopReason = reason, ErrorText = "no route" });
        }

        foreach (TraceMethod method in Enum.GetValues<TraceMethod>())
        {
            yield return new(bare with { Method = method, GapAction = GapAction.LastDitch });
        }
    }

    [TestCaseSource(nameof(Traces))]
    public void Documents_hold_to_the_schema(Trace trace) =>
        Assert.That(JsonSchemas.Check("vtnt.trace-1.json", Json(trace)), Is.Empty);

    [TestCase("\"rttMs\":8.250100", "\"rttMs\":null", "$.hops[0].rttMs: type")]
    [TestCase("\"dst\":", "\"target\":", "$: required")]
    [TestCase("\"lseTtl\":255", "\"lseTtl\":256", "$.hops[0].labels[1].lseTtl: maximum")]
    [TestCase("\"stopReason\":\"unreach\"", "\"stopReason\":\"Unreach\"", "$.stopReason: enum")]
    public void The_schema_refuses_what_it_must(string good, string bad, string problem) =>
        Assert.That(JsonSchemas.Check("vtnt.trace-1.json", Json(LabelledTrace()).Replace(good, bad, StringComparison.Ordinal)), Does.Contain(problem));

    [TestCase(0, ExpectedResult = "0.000000")]
    [TestCase(1, ExpectedResult = "0.000100")]
    [TestCase(12_345_678, ExpectedResult = "1234.567800")]
    [TestCase(long.MaxValue / 100, ExpectedResult = "9223372036854.775800")]
    public string Round_trip_times_have_six_decimals(long ticks)
    {
        Trace trace = LabelledTrace();
        ProbeOutcome probe = trace.Hops[1].Probes[0];
        Reply reply = probe.Replies[0] with { Rtt = TimeSpan.FromTicks(ticks) };
        string json = Json(trace with { Hops = [trace.Hops[1] with { Probes = [probe with { Replies = [reply] }] }] });
        return json.Split("\"rttMs\":")[1].Split(',')[0];
    }
}
