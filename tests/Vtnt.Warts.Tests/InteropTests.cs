using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Vtnt.Probing;

namespace Vtnt.Warts.Tests;

/// <summary>What Debian's scamper tools say of files that our writer made of the model.</summary>
[Category("Interop")]
public sealed class InteropTests
{
    [TestCase("sim-scamper2026-v4.warts")]
    [TestCase("sim-scamper2026-v6.warts")]
    [TestCase("sim-scamper2021.warts")]
    public void Sc_warts2json_reads_what_we_write_as_we_do(string name)
    {
        byte[] file = Rewrite(name);
        string[] theirs = Run("sc_warts2json", file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var output = new ArrayBufferWriter<byte>();
        var writer = new ScamperJsonWriter(output);
        using var reader = new WartsReader(file);
        while (reader.Visit(ref writer))
        {
        }

        string[] ours = Encoding.UTF8.GetString(output.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(theirs, Has.Length.EqualTo(ours.Length));
        for (int i = 0; i < ours.Length; i++)
        {
            using var ourDocument = JsonDocument.Parse(ours[i]);
            using var theirDocument = JsonDocument.Parse(theirs[i]);
            AssertCommonMembersAgree(ourDocument.RootElement, theirDocument.RootElement, $"object {i}");
        }
    }

    [TestCase("sim-scamper2026-v4.warts")]
    [TestCase("sim-scamper2026-v6.warts")]
    public void Sc_wartsdump_reads_what_we_write_without_complaint(string name)
    {
        byte[] file = Rewrite(name);
        string dump = Run("sc_wartsdump", file);
        int measurements = WartsReaderTests.ReadAll(new WartsReader(file)).Count(record => record is WartsTraceRecord or WartsPingRecord);
        int paragraphs = dump.SplitLines().Count(line => line.StartsWith("traceroute from ", StringComparison.Ordinal) || line.StartsWith("ping from ", StringComparison.Ordinal));
        Assert.That(paragraphs, Is.EqualTo(measurements));
    }

    [Test]
    public void Sc_wartsdump_reads_options_of_pings_and_sections_of_traces()
    {
        var output = new ArrayBufferWriter<byte>();
        var encoder = new WartsEncoder(output);
        uint list = encoder.WriteList(1, "vtnt", "vtnt", "vp1");
        uint cycle = encoder.WriteCycleStart(list, 2, new Timestamp(1_700_000_000_000_000_000), "host");
        encoder.Write(OptionsPing(), list, cycle);
        encoder.Write(SectionsTrace(), list, cycle);
        encoder.WriteCycleStop(cycle, new Timestamp(1_700_000_060_000_000_000));
        string dump = Run("sc_wartsdump", output.WrittenSpan.ToArray());
        Assert.That(dump, Does.Contain("list id 1, name vtnt, descr \"vtnt\""));
        Assert.That(dump, Does.Contain("192.0.2.7").And.Contain("192.0.2.8"));
        Assert.That(dump, Does.Contain("doubletree firsthop: 4").And.Contain("gss-stop: 10.0.0.9").And.Contain("lss-stop: 10.0.0.8"));
        Assert.That(dump, Does.Contain("note 0: nhmtu 1400, ptb-bad 10.0.0.1 mtu 68"));
        Assert.That(dump, Does.Contain("cycle stop"));
    }

    [TestCase("sim-scamper2026-v4.warts", "sim-scamper2026-v6.warts")]
    [TestCase("sim-scamper2026-v4.warts", "sim-scamper2026-v4.warts")]
    [TestCase("sim-scamper2021.warts", "sim-scamper2026-v4.warts", "sim-scamper2021.warts")]
    public void Sc_warts2json_reads_several_files_that_we_made_one_of(params string[] names)
    {
        var output = new ArrayBufferWriter<byte>();
        var concatenator = new WartsConcatenator(output);
        foreach (string name in names)
        {
            concatenator.BeginFile();
            using var reader = new WartsReader(WartsFiles.Read(name));
            while (reader.Visit(ref concatenator))
            {
            }
        }

        Assert.That(Run("sc_warts2json", output.WrittenSpan.ToArray()), Is.EqualTo(string.Concat(names.Select(name => Run("sc_warts2json", WartsFiles.Read(name))))));
    }

    [TestCase("ours/path-mtu.warts")]
    [TestCase("ours/replies.warts")]
    public void Sc_warts2text_says_of_our_files_what_we_say(string name)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new ScamperTextWriter(output);
        using var reader = new WartsReader(WartsFiles.Read(name));
        while (reader.Visit(ref writer))
        {
        }

        Assert.That(Encoding.Latin1.GetString(output.WrittenSpan), Is.EqualTo(Run("sc_warts2text", WartsFiles.Read(name))));
    }

    private static Ping OptionsPing() => new()
    {
        Source = HostAddress.Parse("192.0.2.1"),
        Destination = HostAddress.Parse("192.0.2.7"),
        Start = new Timestamp(1_700_000_000_000_000_000),
        StopReason = StopReason.Completed,
        Flags = PingFlags.RecordRoute,
        ProbeCount = 1,
        ProbesSent = 1,
        ProbeSize = 124,
        ProbeTtl = 64,
        WaitProbe = TimeSpan.FromSeconds(1),
        WaitTimeout = TimeSpan.FromSeconds(1),
        Probes =
        [
            new()
            {
                ProbeTtl = 64,
                Attempt = 1,
                Size = 124,
                SentAt = new Timestamp(1_700_000_000_000_500_000),
                IpId = 7,
                Replies =
                [
                    new()
                    {
                        Address = HostAddress.Parse("192.0.2.7"),
                        Kind = ReplyKind.EchoReply,
                        IcmpType = 0,
                        IcmpCode = 0,
                        Rtt = TimeSpan.FromMicroseconds(1234),
                        ReplyTtl = 60,
                        ReplySize = 124,
                        ReplyIpId = 9,
                        RecordRoute = [HostAddress.Parse("192.0.2.7"), HostAddress.Parse("192.0.2.8")],
                    },
                ],
            },
        ],
    };

    private static Vtnt.Probing.Trace SectionsTrace()
    {
        ProbeOutcome probe = new()
        {
            ProbeTtl = 1,
            Attempt = 1,
            Size = 44,
            SentAt = new Timestamp(1_700_000_001_000_000_000),
            Replies =
            [
                new()
                {
                    Address = HostAddress.Parse("10.0.0.1"),
                    Kind = ReplyKind.TimeExceeded,
                    IcmpType = 11,
                    IcmpCode = 0,
                    Rtt = TimeSpan.FromMicroseconds(500),
                    ReplyTtl = 255,
                    ReplySize = 56,
                    QuotedTtl = 1,
                    QuotedLength = 44,
                    Extensions = [new(1, 1, [0, 0, 0x11, 1]), new(2, 2, [1, 2, 3, 4])],
                },
            ],
        };
        ProbeOutcome large = probe with
        {
            ProbeTtl = 255,
            Size = 1500,
            Replies = [probe.Replies[0] with { Kind = ReplyKind.DestinationUnreachable, IcmpType = 3, IcmpCode = 4, NextHopMtu = 68, QuotedTtl = 255, QuotedLength = 1500, Extensions = [] }],
        };
        return new Vtnt.Probing.Trace
        {
            Source = HostAddress.Parse("192.0.2.1"),
            Destination = HostAddress.Parse("198.51.100.1"),
            Method = TraceMethod.UdpParis,
            Start = new Timestamp(1_700_000_001_000_000_000),
            StopReason = StopReason.GapLimit,
            Flags = TraceFlags.PathMtu | TraceFlags.Doubletree | TraceFlags.Backwards,
            Attempts = 2,
            ProbeSize = 44,
            HopCount = 6,
            GapLimit = 5,
            GapAction = GapAction.LastDitch,
            ProbesSent = 12,
            Hops = [new() { ProbeTtl = 1, Probes = [probe] }],
            LastDitch = [probe with { ProbeTtl = 255 }],
            PathMtu = new() { InterfaceMtu = 1500, Mtu = 1400, Probes = [large], Notes = [new(PathMtuNoteKind.BadPacketTooBig, 1400, 0)] },
            Doubletree = new() { FirstHop = 4, GlobalStop = HostAddress.Parse("10.0.0.9"), LocalStop = HostAddress.Parse("10.0.0.8"), LocalStopSet = "local" },
        };
    }

    /// <summary>The sample's measurements, read into the model and written anew, whatever version wrote them.</summary>
    private static byte[] Rewrite(string name)
    {
        var output = new ArrayBufferWriter<byte>();
        var encoder = new WartsEncoder(output);
        foreach (WartsRecord record in WartsReaderTests.ReadAll(new WartsReader(WartsFiles.Read(name))))
        {
            encoder.Write(record switch
            {
                WartsTraceRecord trace => trace with { Trace = trace.Trace },
                WartsPingRecord ping => ping with { Ping = ping.Ping },
                _ => record,
            });
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Members that only one release has are left out, and what the releases count differently (statistics; the hops of
    /// a trace whose stop hop only the newer one knows); all others must be equal.
    /// </summary>
    private static void AssertCommonMembersAgree(JsonElement ours, JsonElement theirs, string where)
    {
        Assert.That(ours.ValueKind, Is.EqualTo(theirs.ValueKind), where);
        switch (ours.ValueKind)
        {
            case JsonValueKind.Object:
                bool stopsEarlier = ours.TryGetProperty("extra_hops", out _);
                foreach (JsonProperty member in theirs.EnumerateObject())
                {
                    bool isCountedDifferently = member.Name == "statistics" || (stopsEarlier && (member.Name is "hop_count" or "hops"));
                    if (!isCountedDifferently && ours.TryGetProperty(member.Name, out JsonElement value))
                    {
                        AssertCommonMembersAgree(value, member.Value, $"{where}.{member.Name}");
                    }
                }

                break;
            case JsonValueKind.Array:
                Assert.That(ours.GetArrayLength(), Is.EqualTo(theirs.GetArrayLength()), where);
                for (int i = 0; i < ours.GetArrayLength(); i++)
                {
                    AssertCommonMembersAgree(ours[i], theirs[i], $"{where}[{i}]");
                }

                break;
            default:
                Assert.That(ours.GetRawText(), Is.EqualTo(theirs.GetRawText()), where);
                break;
        }
    }

    /// <summary>The tool's output for a file; it must succeed and say nothing on stderr.</summary>
    private static string Run(string tool, byte[] file)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"interop-{Guid.NewGuid():N}.warts");
        File.WriteAllBytes(path, file);
        try
        {
            var start = new ProcessStartInfo(tool, [path]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.Latin1 };
            start.Environment["TZ"] = "UTC";
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That((process.ExitCode, errors.GetAwaiter().GetResult()), Is.EqualTo((0, "")));
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore($"{tool} is not installed (Debian's package scamper has it).");
            return "";
        }
        finally
        {
            File.Delete(path);
        }
    }
}
