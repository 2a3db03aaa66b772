using System.IO.Compression;
using System.Text.Json;
using SharpCompress.Compressors.BZip2;
using Vtnt.Warts;

namespace Vtnt.Cli.Tests;

public sealed class PcapCommandTests
{
    private const string Egress = "198.18.2.7";

    [TestCase("traceroute-udp.pcap", "udp")]
    [TestCase("traceroute-icmp.pcap.gz", "icmp")]
    [TestCase("traceroute-tcp.pcap", "tcp")]
    [TestCase("mtr-icmp.pcapng", "icmp")]
    [TestCase("scamper-icmp-paris.pcap", "icmp-paris")]
    public void Tells_the_tunnel_of_a_capture_in_json_and_in_tnts_text(string name, string method)
    {
        string path = CapturePaths.Of($"pcap/{name}");
        Invocation json = Invocation.Of("pcap", "--json", path);
        Invocation text = Invocation.Of("pcap", path, "--tnt-text");

        Assert.That((json.Exit, json.Errors, text.Exit, text.Errors), Is.EqualTo((0, "", 0, "")));
        JsonElement trace = Lines(json).Single();
        Assert.That(trace.GetProperty("schema").GetString(), Is.EqualTo("vtnt.tnt/1"));
        Assert.That(trace.GetProperty("method").GetString(), Is.EqualTo(method));
        JsonElement tunnel = trace.GetProperty("tunnels").EnumerateArray().Single();
        Assert.That(tunnel.GetProperty("kind").GetString(), Is.EqualTo("explicit"));
        Assert.That(tunnel.GetProperty("egress").GetString(), Is.EqualTo(Egress));
        Assert.That(text.Output, Does.StartWith($"trace [{method}] from 198.18.0.1 to 198.18.4.2\n  1 198.18.0.2 "));
        Assert.That(text.Output.Split("[MPLS,EXP,LSR] Labels ").Length - 1, Is.EqualTo(3));
    }

    [Test]
    public void Prints_what_the_documentation_shows()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "captures.md"));
        string printed = Invocation.Of("pcap", CapturePaths.Of("pcap/mtr-icmp.pcapng")).Output;

        Assert.That(text, Does.Contain($"$ vtnt pcap tests/captures/pcap/mtr-icmp.pcapng\n{printed}```\n"));
    }

    [Test]
    public void Draws_each_trace_for_people_with_an_empty_line_between_two()
    {
        Invocation run = Invocation.Of("pcap", CapturePaths.Of("pcap/interleaved.pcap"));

        string[] views = run.Output.Split("\n\ntnt to 198.18.4.2 from 198.18.0.1, ");
        Assert.That(views, Has.Length.EqualTo(4));
        Assert.That(views, Has.All.Contains("198.18.2.3").And.All.Contains("24092/0/S/1").And.All.Not.Contain("\u001b"));
        Assert.That(views[1], Does.StartWith("udp, 60-byte probes"));
    }

    [Test]
    public void Orders_traces_and_pings_by_their_start_and_judges_traces_by_pings_that_come_later()
    {
        Invocation run = Invocation.Of("pcap", "--json", CapturePaths.Of("pcap/invisible-pings.pcap"));

        JsonElement[] lines = Lines(run);
        Assert.That(lines.Select(line => line.GetProperty("schema").GetString()), Is.EqualTo(new[]
        {
            "vtnt.tnt/1", "vtnt.ping/1", "vtnt.ping/1", "vtnt.ping/1", "vtnt.ping/1", "vtnt.ping/1", "vtnt.ping/1",
        }));
        Assert.That(lines.Select(line => line.GetProperty("start").GetString()), Is.Ordered);
        JsonElement suspect = lines[0].GetProperty("indicators").EnumerateArray().Single(hop => hop.GetProperty("address").GetString() == Egress);
        Assert.That(suspect.GetProperty("echoReplyTtl").GetInt32(), Is.EqualTo(249));
        Assert.That(suspect.GetProperty("frpla").GetInt32(), Is.EqualTo(3));
        Assert.That(lines[0].GetProperty("candidates").GetArrayLength(), Is.GreaterThan(0));
    }

    [Test]
    public void Measures_the_return_tunnel_by_pings_of_a_router_with_two_initial_ttls()
    {
        JsonElement trace = Lines(Invocation.Of("pcap", "--json", CapturePaths.Of("pcap/juniper-pings.pcap")))[0];

        JsonElement suspect = trace.GetProperty("indicators").EnumerateArray().Single(hop => hop.GetProperty("address").GetString() == Egress);
        Assert.That((suspect.GetProperty("rtla").GetInt32(), suspect.GetProperty("frpla").GetInt32()), Is.EqualTo((3, 3)), "the lab's three hidden routers");
        JsonElement candidate = trace.GetProperty("candidates").EnumerateArray().Single(found => found.GetProperty("egress").GetString() == Egress);
        Assert.That(candidate.GetProperty("trigger").GetString(), Is.EqualTo("rtla"));
    }

    [Test]
    public void Takes_the_pings_of_one_file_for_the_traces_of_another()
    {
        string both = CapturePaths.Of("pcap/invisible-pings.pcap");
        byte[] capture = File.ReadAllBytes(both);
        (string traces, string pings) = (CapturePaths.Temporary("traces.pcap"), CapturePaths.Temporary("pings.pcap"));
        int split = OffsetOfFirstPing(capture);
        File.WriteAllBytes(traces, capture[..split]);
        File.WriteAllBytes(pings, [.. capture[..24], .. capture[split..]]);

        Assert.That(Invocation.Of("pcap", "--json", traces, pings).Output, Is.EqualTo(Invocation.Of("pcap", "--json", both).Output));
        JsonElement alone = JsonDocument.Parse(Invocation.Of("pcap", "--json", traces).Output).RootElement;
        IEnumerable<string?> known = alone.GetProperty("indicators").EnumerateArray()
            .Where(hop => hop.TryGetProperty("echoReplyTtl", out _)).Select(hop => hop.GetProperty("address").GetString());
        Assert.That(known, Is.EqualTo(new[] { alone.GetProperty("dst").GetString() }), "the trace itself tells the destination's");
    }

    [Test]
    public void Reads_standard_input_plain_and_gzip([Values] bool isCompressed)
    {
        string path = CapturePaths.Of("pcap/traceroute-udp.pcap");
        byte[] capture = File.ReadAllBytes(path);
        using var input = new MemoryStream();
        if (isCompressed)
        {
            using var gzip = new GZipStream(input, CompressionMode.Compress, leaveOpen: true);
            gzip.Write(capture);
        }
        else
        {
            input.Write(capture);
        }

        input.Position = 0;
        Invocation run = Invocation.Of(input, "pcap", "-", "--json");
        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Output, Is.EqualTo(Invocation.Of("pcap", "--json", path).Output));
    }

    [Test]
    public void Converts_a_capture_to_warts()
    {
        string path = CapturePaths.Temporary("out.warts");
        Invocation run = Invocation.Of("pcap", "--tnt-text", "--warts", path, CapturePaths.Of("pcap/interleaved.pcap"), CapturePaths.Of("pcap/invisible-pings.pcap"));

        Assert.That(run.Exit, Is.Zero);
        using var reader = new WartsReader(File.ReadAllBytes(path));
        List<WartsRecord> records = [];
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        Assert.That(records.OfType<WartsTraceRecord>().Count(), Is.EqualTo(5));
        Assert.That(records.OfType<WartsPingRecord>().Count(), Is.EqualTo(6));
        Assert.That(records[0], Is.TypeOf<WartsListRecord>());
        Assert.That(((WartsCycleRecord)records[1]).StartSeconds, Is.EqualTo(1795643762), "when the first trace began");
        Assert.That(((WartsCycleStopRecord)records[^1]).StopSeconds, Is.EqualTo(1795643771), "when the last ping began");
        Assert.That(records.OfType<WartsTraceRecord>().SelectMany(record => record.Trace.Hops).SelectMany(hop => hop.Probes).SelectMany(probe => probe.Replies).Count(reply => !reply.LabelStack.IsEmpty), Is.EqualTo(33));
    }

    [Test]
    public void Uses_the_options_of_tnt()
    {
        string path = CapturePaths.Of("pcap/invisible-pings.pcap");
        Assert.That(Candidates("-f", "3"), Is.GreaterThan(0));
        Assert.That(Candidates("-f", "9", "-r", "9"), Is.Zero);
        Assert.That(Lines(Invocation.Of("pcap", "--json", "--profile", "compat", path))[0].GetProperty("rules").GetString(), Is.EqualTo("compat/5.0"));

        int Candidates(params string[] options) =>
            Lines(Invocation.Of(["pcap", "--json", "--profile", "compat", path, .. options]))[0].GetProperty("candidates").GetArrayLength();
    }

    [Test]
    public void Gives_the_account_of_a_capture_when_asked()
    {
        string path = CapturePaths.Of("pcap/traceroute-udp.pcap");
        Assert.That(
            Invocation.Of("pcap", "-v", "--json", path).Errors,
            Is.EqualTo($"vtnt: {path}: 1 trace and 0 pings in 60 frames: 30 probes, 30 replies.\n"));
    }

    [Test]
    public void Says_that_it_read_no_more_than_a_damaged_capture_has_and_exits_with_1()
    {
        string path = CapturePaths.Temporary("cut.pcap");
        byte[] capture = File.ReadAllBytes(CapturePaths.Of("pcap/traceroute-udp.pcap"));
        File.WriteAllBytes(path, capture[..^3]);

        Invocation run = Invocation.Of("pcap", "--json", path);
        Assert.That(run.Exit, Is.EqualTo(ExitCode.Partial));
        Assert.That(Lines(run), Has.Length.EqualTo(1));
        Assert.That(run.Errors, Does.Match($@"^vtnt: .*cut\.pcap: The file ends within a packet \(byte \d+\)\. What stands before it was read\.\nvtnt: .*cut\.pcap: 1 trace and 0 pings in \d+ frames: .*\.\n$"));
    }

    [Test]
    public void Counts_what_it_refused_by_reason()
    {
        string path = CapturePaths.Temporary("hostile.pcap");
        byte[] capture = File.ReadAllBytes(CapturePaths.Of("pcap/traceroute-udp.pcap"));
        File.WriteAllBytes(path, [.. capture, .. Frame("45"), .. Frame("4500001C0000000040010000010203040506070805009A4100000000"), .. Frame("00")]);

        Invocation run = Invocation.Of("pcap", "--json", path);
        Assert.That(run.Exit, Is.EqualTo(ExitCode.Partial));
        Assert.That(run.Errors, Does.Contain("packets damaged and not taken."));
        Assert.That(run.Errors, Does.Contain(", 1 truncated, 1 with a wrong checksum, 1 not IP."));
    }

    [Test]
    public void Tells_of_replies_whose_probes_are_missing()
    {
        string path = CapturePaths.Temporary("lost.pcap");
        File.WriteAllBytes(path, WithoutPackets(File.ReadAllBytes(CapturePaths.Of("pcap/traceroute-tcp.pcap")), index => index is 2 or 5));

        Invocation run = Invocation.Of("pcap", "--json", path);
        Assert.That(run.Exit, Is.Zero);
        Assert.That(run.Errors, Is.EqualTo($"vtnt: {path}: 2 replies to missing probes left out, hops may seem silent that are not.\n"));
    }

    [Test]
    public void Says_in_one_sentence_that_nothing_can_be_read_and_exits_with_2()
    {
        string text = CapturePaths.Of("pcap/README.md");
        Invocation noCapture = Invocation.Of("pcap", text);
        Assert.That((noCapture.Exit, noCapture.Output, noCapture.Errors), Is.EqualTo((2, "", $"vtnt: {text}: The file is neither pcap nor pcapng.\n")));

        Invocation noFile = Invocation.Of("pcap", "/nowhere/x.pcap");
        Assert.That((noFile.Exit, noFile.Output), Is.EqualTo((2, "")));
        Assert.That(noFile.Errors, Does.StartWith("vtnt: ").And.Contains("/nowhere/x.pcap"));
    }

    [Test]
    public void Reads_captures_that_were_compressed_with_bzip2_as_far_as_they_are_sound()
    {
        string whole = CapturePaths.Of("pcap/traceroute-udp.pcap");
        (string packed, string cut) = (CapturePaths.Temporary("a.pcap.bz2"), CapturePaths.Temporary("b.pcap.bz2"));
        using (var bzip2 = BZip2Stream.Create(File.Create(packed), SharpCompress.Compressors.CompressionMode.Compress, false, false, false))
        {
            bzip2.Write(File.ReadAllBytes(whole));
        }

        File.WriteAllBytes(cut, File.ReadAllBytes(packed)[..^100]);
        Assert.That(Invocation.Of("pcap", "--json", packed), Is.EqualTo(Invocation.Of("pcap", "--json", whole)));
        Invocation damaged = Invocation.Of("pcap", "--json", cut);
        Assert.That(damaged.Exit, Is.EqualTo(ExitCode.Partial).Or.EqualTo(ExitCode.Usage));
        Assert.That(damaged.Errors, Does.Contain("The compressed data is damaged or cut short."));
    }

    [Test]
    public void Goes_on_with_the_other_files_when_one_cannot_be_read()
    {
        Invocation run = Invocation.Of("pcap", "--json", "/nowhere/x.pcap", CapturePaths.Of("pcap/README.md"), CapturePaths.Of("pcap/traceroute-udp.pcap"));

        Assert.That(run.Exit, Is.EqualTo(ExitCode.Partial));
        Assert.That(Lines(run), Has.Length.EqualTo(1));
        Assert.That(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(2));
    }

    [Test]
    public void Succeeds_and_says_so_when_a_sound_capture_has_no_trace()
    {
        string path = CapturePaths.Temporary("empty.pcap");
        File.WriteAllBytes(path, [.. File.ReadAllBytes(CapturePaths.Of("pcap/traceroute-udp.pcap"))[..24], .. Frame("45000014000000004059000001020304050607FF")]);

        Invocation run = Invocation.Of("pcap", path);
        Assert.That((run.Exit, run.Output), Is.EqualTo((0, "")));
        Assert.That(run.Errors, Is.EqualTo($"vtnt: {path}: 0 traces and 0 pings in 1 frame: 0 probes, 0 replies, 1 of other protocols.\n"));
    }

    [Test]
    public void Says_that_a_capture_is_empty()
    {
        string path = CapturePaths.Temporary("header.pcap");
        File.WriteAllBytes(path, File.ReadAllBytes(CapturePaths.Of("pcap/traceroute-udp.pcap"))[..24]);

        Invocation run = Invocation.Of("pcap", "--json", path);
        Assert.That((run.Exit, run.Output, run.Errors), Is.EqualTo((0, "", $"vtnt: {path}: 0 traces and 0 pings in 0 frames: 0 probes, 0 replies.\n")));
    }

    [TestCase("name a capture to read, or '-' for standard input; 'vtnt pcap --help' tells more")]
    [TestCase("--json and --tnt-text exclude each other; give one of them", "--json", "--tnt-text", "x")]
    [TestCase("-m says how to probe, which 'vtnt pcap' does not; leave it out", "-m", "udp-paris", "x")]
    [TestCase("--profile must be one of strict, compat, not 'x'", "--profile", "x", "x")]
    [TestCase("unknown option --frobnicate; 'vtnt pcap --help' lists the options", "--frobnicate", "x")]
    public void Refuses_what_makes_no_sense(string sentence, params string[] arguments)
    {
        Invocation run = Invocation.Of(["pcap", .. arguments]);
        Assert.That((run.Exit, run.Output, run.Errors), Is.EqualTo((2, "", $"vtnt: {sentence}\n")));
    }

    [Test]
    public void Has_a_help_of_its_own() => Assert.That(Invocation.Of("pcap", "--help").Output, Does.StartWith("vtnt pcap: "));

    private static JsonElement[] Lines(Invocation run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>A frame of a capture with little-endian headers, at the end of all times.</summary>
    private static byte[] Frame(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        byte length = (byte)bytes.Length;
        return [0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, length, 0, 0, 0, length, 0, 0, 0, .. bytes];
    }

    private static byte[] WithoutPackets(byte[] capture, Predicate<int> isLost)
    {
        List<byte> kept = [.. capture[..24]];
        int index = 0;
        for (int offset = 24, length; offset < capture.Length; offset += length)
        {
            length = 16 + BitConverter.ToInt32(capture, offset + 8);
            kept.AddRange(isLost(index++) ? [] : capture[offset..(offset + length)]);
        }

        return [.. kept];
    }

    /// <summary>The first echo request with TTL 64 of a capture of raw IP.</summary>
    private static int OffsetOfFirstPing(byte[] capture)
    {
        for (int offset = 24; offset < capture.Length; offset += 16 + BitConverter.ToInt32(capture, offset + 8))
        {
            if (capture[offset + 16 + 8] == 64 && capture[offset + 16 + 20] == 8)
            {
                return offset;
            }
        }

        throw new InvalidDataException("The capture has no ping.");
    }
}
