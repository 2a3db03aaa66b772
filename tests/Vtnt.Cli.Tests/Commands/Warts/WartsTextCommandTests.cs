using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Vtnt.Cli.Tests;

public sealed class WartsTextCommandTests
{
    private const string Sample = "sim-scamper2026-v4.warts";

    [Test]
    public void Writes_what_scampers_tools_write(
        [ValueSource(typeof(SampleFiles), nameof(SampleFiles.Names))] string name, [Values("json", "dump", "text")] string form)
    {
        if (form != "text" && TimeZoneInfo.Local.BaseUtcOffset != TimeSpan.Zero)
        {
            Assert.Ignore("the expected texts show times in UTC, and this machine's zone is another");
        }

        var run = Invocation.Of("warts", form, SampleFiles.PathOf(name));

        Assert.That((run.Exit, run.Errors), Is.EqualTo((ExitCode.Done, "")));
        Assert.That(run.Output, Is.EqualTo(Encoding.UTF8.GetString(SampleFiles.Read($"{name}.{form}.expected"))));
    }

    [TestCase("1")]
    [TestCase("2")]
    [TestCase("16")]
    public void The_number_of_workers_changes_nothing(string workers)
    {
        byte[] sample = SampleFiles.Read(Sample);
        byte[] large = [.. Enumerable.Repeat(sample, 200).SelectMany(bytes => bytes)];
        var run = Invocation.Of(new MemoryStream(large), "warts", "json", "--workers", workers, "-");
        string once = Encoding.UTF8.GetString(SampleFiles.Read(Sample + ".json.expected"));
        Assert.That(run.Exit, Is.Zero);
        Assert.That(run.Output, Is.EqualTo(string.Concat(Enumerable.Repeat(once, 200))));
    }

    [Test]
    public void Several_files_follow_each_other_and_standard_input_is_one()
    {
        string once = Invocation.Of("warts", "text", SampleFiles.PathOf(Sample)).Output;
        var run = Invocation.Of(new MemoryStream(SampleFiles.Read(Sample)), "warts", "text", SampleFiles.PathOf(Sample), "-");
        Assert.That(run.Output, Is.EqualTo(once + once));
    }

    [Test]
    public void Unpacks_gzip_from_standard_input()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(SampleFiles.Read(Sample));
        }

        var run = Invocation.Of(new MemoryStream(packed.ToArray()), "warts", "text", "-");
        Assert.That(run.Output, Is.EqualTo(Invocation.Of("warts", "text", SampleFiles.PathOf(Sample)).Output));
    }

    [TestCase("sim-scamper2026-v4.warts.bz2")]
    [TestCase("sim-scamper2026-v4.warts.xz")]
    public void Unpacks_bzip2_and_xz_from_files_and_streams(string name)
    {
        string expected = Invocation.Of("warts", "text", SampleFiles.PathOf(Sample)).Output;
        Assert.That(Invocation.Of("warts", "text", SampleFiles.PathOf(name)), Is.EqualTo(new Invocation(0, expected, "")));
        using var pipe = new OneByteStream(SampleFiles.Read(name));
        Assert.That(Invocation.Of(pipe, "warts", "text", "-"), Is.EqualTo(new Invocation(0, expected, "")));
    }

    [TestCase("sim-scamper2026-v4.warts.bz2")]
    [TestCase("sim-scamper2026-v4.warts.xz")]
    public void Packed_data_damaged_anywhere_is_a_warning_and_nothing_else(string name)
    {
        byte[] packed = SampleFiles.Read(name);
        for (int at = 6; at < packed.Length; at += 311)
        {
            byte[] damaged = [.. packed];
            damaged[at] ^= 0x41;
            foreach (byte[] file in (byte[][])[damaged, packed[..at]])
            {
                var run = Invocation.Of(new MemoryStream(file), "warts", "json", "-");
                Assert.That(run.Exit, Is.AnyOf(ExitCode.Done, ExitCode.Partial, ExitCode.Usage), $"at {at}");
                Assert.That(run.Errors, run.Exit == ExitCode.Done ? Is.Empty : Does.StartWith("vtnt: -: "), $"at {at}");
            }
        }
    }

    [Test]
    public void Damage_costs_a_warning_and_the_records_around_it_are_written()
    {
        byte[] file = SampleFiles.Read(Sample);
        file.AsSpan(600, 200).Fill(0xFF);
        file = [.. file, 1, 2, 3];
        var run = Invocation.Of(new MemoryStream(file), "warts", "json", "-");
        int lines = run.Output.Split('\n').Length;
        Assert.That(run.Exit, Is.EqualTo(ExitCode.Partial));
        Assert.That(run.Errors, Does.Match(@"^vtnt: -: offset \d+: [^\n]+ \(and 1 more damaged places\)\n$"));
        Assert.That(lines, Is.EqualTo(Encoding.UTF8.GetString(SampleFiles.Read(Sample + ".json.expected")).Split('\n').Length).Within(2));
    }

    [Test]
    public void What_cannot_be_read_at_all_is_exit_code_2_and_beside_a_good_file_1()
    {
        string missing = SampleFiles.Fresh(".warts");
        Assert.That(Invocation.Of("warts", "json", missing).Exit, Is.EqualTo(ExitCode.Usage));
        Assert.That(Invocation.Of(new MemoryStream(), "warts", "json", "-"), Is.EqualTo(new Invocation(ExitCode.Usage, "", "vtnt: -: the file is empty\n")));
        Assert.That(Invocation.Of(new MemoryStream([1, 2, 3]), "warts", "json", "-").Exit, Is.EqualTo(ExitCode.Usage));
        Assert.That(Invocation.Of("warts", "text", missing, SampleFiles.PathOf(Sample)).Exit, Is.EqualTo(ExitCode.Partial));
    }

    [Test]
    public void Writes_our_own_schema_on_request()
    {
        string[] lines = Invocation.Of("warts", "json", "--schema", "vtnt", SampleFiles.PathOf(Sample)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] schemas = [.. lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("schema").GetString()!)];
        Assert.That(schemas.Count(schema => schema == "vtnt.trace/1"), Is.EqualTo(20));
        Assert.That(schemas.Count(schema => schema == "vtnt.ping/1"), Is.EqualTo(7));
    }

    [Test]
    public void Reads_tnts_dialect_when_asked()
    {
        string file = SampleFiles.PathOf("tnt2018-explicit.warts");
        Assert.That(Invocation.Of("warts", "json", file).Output, Does.Not.Contain("hop_types_mflags"));
        Assert.That(Invocation.Of("warts", "json", "--dialect", "auto", file).Output, Does.Contain("hop_types_mflags"));
    }

    [TestCase("say what to do: 'vtnt warts json|dump|text|stat|cat|tnt FILE'; 'vtnt warts --help' tells more", "warts")]
    [TestCase("name at least one warts file, or '-' for standard input", "warts", "json")]
    [TestCase("unknown option --frobnicate; 'vtnt warts --help' lists the options", "warts", "json", "--frobnicate", "x")]
    [TestCase("unknown option -x; 'vtnt warts --help' lists the options", "warts", "dump", "-x")]
    [TestCase("--workers must be a whole number from 1 to 256, not '0'", "warts", "json", "--workers=0", "x")]
    [TestCase("--dialect must be one of auto, scamper, tnt, not 'klingon'", "warts", "json", "--dialect", "klingon", "x")]
    [TestCase("--schema must be one of scamper, vtnt, not 'x'", "warts", "json", "--schema", "x", "x")]
    [TestCase("--workers needs a value; 'vtnt warts --help' says which", "warts", "json", "--workers")]
    [TestCase("--dialect is given twice; give it once", "warts", "json", "--dialect=tnt", "--dialect=tnt", "x")]
    public void What_cannot_be_done_is_said_in_one_line(string sentence, params string[] arguments) =>
        Assert.That(Invocation.Of(arguments), Is.EqualTo(new Invocation(ExitCode.Usage, "", $"vtnt: {sentence}\n")));

    /// <summary>A pipe that gives one byte at a time.</summary>
    private sealed class OneByteStream(byte[] bytes) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == bytes.Length || count == 0)
            {
                return 0;
            }

            buffer[offset] = bytes[_at++];
            return 1;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
