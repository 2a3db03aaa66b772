using System.Text.Json;

namespace Vtnt.Host.Tests;

/// <summary>The published program under the system-call surface of the unikernel, over real raw sockets.</summary>
[Category("Netns")]
[TestFixture(Form.Glibc)]
[TestFixture(Form.Musl)]
public sealed class HostTests(string form)
{
    private string _program = "";

    [OneTimeSetUp]
    public void Make_the_image()
    {
        _program = PublishedHost.Program(form);
        Assert.That(_program, Does.Exist);
    }

    [TestCase("trace", "icmp-paris", "vtnt.trace/1", TestName = "Traces_with_icmp_paris")]
    [TestCase("trace", "udp-paris", "vtnt.trace/1", TestName = "Traces_with_udp_paris")]
    public void Traces(string measurement, string method, string schema)
    {
        (int exit, string output) = Jailed.Run(_program, measurement, "-P", method, "--allow-reserved", "--vantage", "here", "--job", "j1", "127.0.0.5");

        JsonElement envelope = Frame(output, "json");
        JsonElement result = envelope.GetProperty("result");
        Assert.That(exit, Is.Zero, output);
        Assert.That(envelope.GetProperty("vantage").GetString(), Is.EqualTo("here"));
        Assert.That(envelope.GetProperty("job").GetString(), Is.EqualTo("j1"));
        Assert.That(result.GetProperty("schema").GetString(), Is.EqualTo(schema));
        Assert.That(result.GetProperty("method").GetString(), Is.EqualTo(method));
        Assert.That(result.GetProperty("src").GetString(), Is.EqualTo("127.0.0.1"));
        Assert.That(result.GetProperty("stopReason").GetString(), Is.EqualTo("completed"));
        Assert.That(result.GetProperty("hops")[0].GetProperty("address").GetString(), Is.EqualTo("127.0.0.5"));
    }

    [Test]
    public void Pings_until_every_probe_is_answered()
    {
        (int exit, string output) = Jailed.Run(_program, "ping", "-c", "2", "--allow-reserved", "127.0.0.5");

        Assert.That(exit, Is.Zero, output);
        Assert.That(Frame(output, "json").GetProperty("result").GetProperty("replies").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public void Looks_for_tunnels_and_finds_none_on_loopback()
    {
        (int exit, string output) = Jailed.Run(_program, "tnt", "--allow-reserved", "127.0.0.5");

        JsonElement result = Frame(output, "json").GetProperty("result");
        Assert.That(exit, Is.Zero, output);
        Assert.That(result.GetProperty("schema").GetString(), Is.EqualTo("vtnt.tnt/1"));
        Assert.That(result.GetProperty("stopReason").GetString(), Is.EqualTo("completed"));
    }

    [TestCase("trace", "json")]
    [TestCase("trace", "warts")]
    [TestCase("ping", "json")]
    [TestCase("ping", "warts")]
    [TestCase("tnt", "json")]
    [TestCase("tnt", "warts")]
    [TestCase("tnt", "text")]
    public void Goes_on_when_no_probe_can_be_sent(string measurement, string format)
    {
        (int exit, string output) = Jailed.Run(
            _program, measurement, "--format", format, "--source", "127.0.0.1", "--pps", "1000", "--allow-reserved", "192.0.2.1", "127.0.0.5");

        Assert.That(exit, Is.Zero, output);
        Assert.That(Frame(output, "end").GetProperty("results").GetInt32(), Is.EqualTo(2));
        Assert.That(format != "json" || output.Contains("\"reason\":\"unreachable\"", StringComparison.Ordinal), output);
    }

    [Test]
    public void The_last_line_tells_exit_status_times_and_packets()
    {
        (_, string output) = Jailed.Run(_program, "trace", "-P", "icmp-paris", "--allow-reserved", "127.0.0.5");

        JsonElement end = Frame(output, "end");
        long start = Monotonic(end, "start"), first = Monotonic(end, "firstProbe"), last = Monotonic(end, "lastReply"), over = Monotonic(end, "end");
        Assert.That(output.TrimEnd().Split('\n')[^1], Does.StartWith("@vtnt end "));
        Assert.That(end.GetProperty("exit").GetInt32(), Is.Zero);
        Assert.That(end.GetProperty("packetsSent").GetInt32(), Is.EqualTo(1));
        Assert.That(new[] { start, first, last, over }, Is.Ordered);
    }

    [Test]
    public void Warts_lines_are_one_file_that_begins_with_a_list()
    {
        (int exit, string output) = Jailed.Run(_program, "trace", "-P", "icmp-paris", "--format", "warts", "--allow-reserved", "127.0.0.5");

        byte[] file = [.. output.Split('\n').Where(line => line.StartsWith("@vtnt warts ", StringComparison.Ordinal))
            .SelectMany(line => Convert.FromBase64String(line["@vtnt warts ".Length..]))];
        Assert.That(exit, Is.Zero, output);
        Assert.That(file[..4], Is.EqualTo(new byte[] { 0x12, 0x05, 0, 1 }));
    }

    [TestCase("trace,-P,tcp,127.0.0.5", "TCP probes are not available here", TestName = "Refuses_tcp")]
    [TestCase("trace,::1", "IPv6 is not available here", TestName = "Refuses_ipv6")]
    [TestCase("trace,example.net", "names are not resolved here", TestName = "Refuses_names")]
    [TestCase("walk,127.0.0.5", "'walk' is no measurement", TestName = "Refuses_an_unknown_measurement")]
    [TestCase("trace", "There is no destination", TestName = "Refuses_to_run_without_a_destination")]
    [TestCase("trace,--pps,0,127.0.0.5", "--pps must be a whole number", TestName = "Refuses_a_rate_of_zero")]
    [TestCase("trace,--targets,/absent", "Cannot read /absent", TestName = "Refuses_a_missing_target_file")]
    public void Refuses_in_one_sentence(string arguments, string sentence)
    {
        (int exit, string output) = Jailed.Run(_program, [.. arguments.Split(','), "--allow-reserved"]);

        Assert.That(exit, Is.EqualTo(2), output);
        Assert.That(output.Split('\n'), Has.One.StartsWith("@vtnt error ").And.One.Contains(sentence));
        Assert.That(Frame(output, "end").GetProperty("exit").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public void Leaves_reserved_addresses_alone_unless_told()
    {
        (int exit, string output) = Jailed.Run(_program, "trace", "127.0.0.5");

        Assert.That(exit, Is.EqualTo(2), output);
        Assert.That(Frame(output, "end").GetProperty("packetsSent").GetInt32(), Is.Zero);
    }

    [Test]
    public void The_file_is_a_static_position_independent_executable()
    {
        byte[] file = File.ReadAllBytes(_program);
        Assert.That(file[..4], Is.EqualTo("\u007fELF"u8.ToArray()));
        Assert.That(BitConverter.ToUInt16(file, 16), Is.EqualTo(3), "ET_DYN");
        int headers = (int)BitConverter.ToUInt64(file, 32), size = BitConverter.ToUInt16(file, 54), count = BitConverter.ToUInt16(file, 56);
        for (int i = 0; i < count; i++)
        {
            int header = headers + (i * size);
            Assert.That(BitConverter.ToUInt32(file, header), Is.Not.EqualTo(3), "no PT_INTERP");
            Assert.That(BitConverter.ToUInt32(file, header + 4) & 3, Is.Not.EqualTo(3), "nothing writable and executable");
        }
    }

    [Test]
    public void The_file_stays_under_its_budget()
    {
        long size = new FileInfo(_program).Length, budget = form == Form.Musl ? 5 << 18 : 9 << 18;
        TestContext.Out.WriteLine($"{form}: {size} bytes");
        Assert.That(size, Is.LessThanOrEqualTo(budget), "docs/size.md says what takes the space, and what brings much of it in");
    }

    private static long Monotonic(JsonElement end, string name) => end.GetProperty(name).GetProperty("monotonicNs").GetInt64();

    private static JsonElement Frame(string output, string kind) => Frames.Of(output, kind).Single();
}
