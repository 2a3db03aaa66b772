using System.Runtime.Versioning;
using Vtnt.Cli.Tests.Netns;

namespace Vtnt.Cli.Tests;

/// <summary>The runner, with a shell script in vtnt-host's place.</summary>
[SupportedOSPlatform("linux")]
public sealed class RunCommandTests
{
    private const string End = """printf '\n@vtnt end {"schema":"vtnt.host-end/1","exit":%s}\n' """;

    [Test]
    public void Gives_back_results_and_exit_status_as_if_the_measurement_had_run_here([Values(0, 1, 2)] int exit)
    {
        Invocation run = Run(
            $$$"""
            echo 'Powered by Unikraft'
            printf '\n@vtnt json {"schema":"vtnt.host-result/1","version":"1","result":{"schema":"vtnt.trace/1","dst":"%s"}}\n' "$4"
            printf '\n@vtnt error one probe failed\n'
            {{{End}}} {{{exit}}}
            """,
            "trace", "-q", "2", "192.0.2.1");

        Assert.That(run.Exit, Is.EqualTo(exit));
        Assert.That(run.Output, Is.EqualTo("{\"schema\":\"vtnt.trace/1\",\"dst\":\"192.0.2.1\"}\n"));
        Assert.That(run.Errors, Does.Match(@"^vtnt: one probe failed\nvtnt: process: deploy \d\.\d{3} s, run \d+\.\d{3} s, tear down \d\.\d{3} s\n$"));
    }

    [Test]
    public void Unpacks_warts_and_text()
    {
        Invocation run = Run($"printf '@vtnt warts aGk=\\r\\n@vtnt text  1 192.0.2.1\\n'; {End} 0", "tnt", "192.0.2.1");
        Assert.That((run.Exit, run.Output), Is.EqualTo((0, "hi 1 192.0.2.1\n")));
    }

    [Test]
    public void Stops_a_probe_that_hangs_after_its_last_line_or_before()
    {
        Invocation done = Run($"{End} 0; exec sleep 1000", "trace", "192.0.2.1");
        Assert.That(done.Exit, Is.Zero);

        Invocation late = Run("exec sleep 1000", "trace", "192.0.2.1");
        Assert.That(late.Exit, Is.EqualTo(ExitCode.Usage));
        Assert.That(late.Errors, Does.EndWith("vtnt: the probe had not ended after 1 s and was stopped\n"));
    }

    [TestCase("true", 2, "vtnt: the probe ended without its last line\n")]
    [TestCase("""printf '@vtnt json {"result":{}}\n'""", 1, "vtnt: the probe ended without its last line\n")]
    [TestCase("""printf '@vtnt json {"res\n'""", 2, "vtnt: the probe ended without its last line\n")]
    public void Says_that_a_probe_broke_off(string script, int exit, string errors)
    {
        Invocation run = Run(script, "trace", "192.0.2.1");
        Assert.That(run.Exit, Is.EqualTo(exit));
        Assert.That(run.Errors, Does.EndWith(errors));
    }

    [TestCase("[{\"result\":{}}", """{"exit":0}""", 1, "damaged line of kind 'json'")]
    [TestCase("[{\"result\":{}}", """{"exit":2}""", 2, "damaged line of kind 'json'")]
    [TestCase("""{"result":{}}""", """{"exit":0,"results":2}""", 1, "the probe had 2 results, of which 1 arrived")]
    [TestCase("", """{"exit":0,"results":1}""", 1, "the probe had 1 results, of which 0 arrived")]
    [TestCase("""{"result":{}}""", """{"exit":0,"results":1}""", 0, "")]
    public void A_result_that_the_console_spoilt_is_a_failure(string result, string end, int exit, string sentence)
    {
        string lines = (result.Length > 0 ? $"@vtnt json {result}\n" : "") + $"@vtnt end {end}\n";
        Invocation run = Run($"cat << 'CONSOLE'\n{lines}CONSOLE", "trace", "192.0.2.1");
        Assert.That(run.Exit, Is.EqualTo(exit));
        Assert.That(run.Errors, Does.Contain(sentence).And.Contain("vtnt: process: deploy "));
    }

    [Test]
    public void What_the_kernel_prints_before_between_and_behind_the_lines_is_left_out()
    {
        Invocation run = Run(
            """
            printf '\033[2J\r\nen1: Added\r\nSeaBIOS \377\376 (half a line'
            printf '\n@vtnt json {"result":{"a":1}}\n[    0.1] Info: @vtnt json {"result":{"kernel":1}}\r\n\n'
            printf 'no line feed\n@vtnt json {"result":{"b":2}}\n'
            printf '\n@vtnt end {"exit":0,"results":2}\n'
            printf 'Crash: page fault\n@vtnt json {"result":{"late":1}}\n@vtnt end {"exit":2}\n'
            """,
            "trace", "192.0.2.1");
        Assert.That((run.Exit, run.Output), Is.EqualTo((0, "{\"a\":1}\n{\"b\":2}\n")));
    }

    [Test]
    public void The_seconds_of_the_run_are_those_that_the_probe_tells_of_itself()
    {
        Invocation run = Run("""printf '@vtnt end {"exit":0,"start":{"monotonicNs":5000000},"end":{"monotonicNs":6000000}}\n'""", "trace", "192.0.2.1");
        Assert.That(run.Errors, Does.Match(@"^vtnt: process: deploy \d\.\d{3} s, run 0\.001 s, tear down \d\.\d{3} s\n$"));
    }

    [Test]
    public void A_probe_whose_results_nobody_reads_any_more_is_stopped()
    {
        string pid = CapturePaths.Temporary("pid"), path = Script($$"""echo $$ > '{{pid}}'; printf '@vtnt text 1\n'; exec sleep 1000""");
        using var terminal = new Terminal(new BrokenPipe(), TextWriter.Null);
        Assert.That(Program.Run(["run", "--as", "process", "--host", path, "tnt", "192.0.2.1"], terminal), Is.EqualTo(ExitCode.Partial));
        Assert.That(Directory.Exists($"/proc/{File.ReadAllText(pid).Trim()}"), Is.False);
    }

    [Test]
    public void An_interruption_stops_the_probe_and_keeps_what_it_had_told()
    {
        string pid = CapturePaths.Temporary("pid"), path = Script($$"""echo $$ > '{{pid}}'; printf '@vtnt text 1\n'; exec sleep 1000""");
        using var output = new InterruptedOutput();
        using var errors = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal(output, errors);
        output.Terminal = terminal;
        Assert.That(Program.Run(["run", "--as", "process", "--host", path, "tnt", "192.0.2.1"], terminal), Is.EqualTo(ExitCode.Interrupted));
        Assert.That(output.ToArray(), Is.EqualTo("1\n"u8.ToArray()));
        Assert.That(errors.ToString(), Does.Match("^vtnt: process: deploy .*\n$"));
        Assert.That(Directory.Exists($"/proc/{File.ReadAllText(pid).Trim()}"), Is.False);
    }

    [Test]
    [Category("Netns")]
    public void A_container_whose_program_cannot_start_is_cleared_away()
    {
        PairLab.RequireTool("crun");
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("Starting a container needs root.");
        }

        using var layout = new OciLayout(OciLayout.PlainFile("vtnt-host", "no program", UnixFileMode.UserRead));
        Invocation run = Invocation.Of("run", "--as", "container", "--image", layout.Folder, "trace", "192.0.2.1");
        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Errors, Does.Match(@"^vtnt: container: deploy .* s\nvtnt: the probe ended without its last line\n$"));
    }

    [TestCase("say --as process, --as container or --as qemu; 'vtnt run --help' tells more", "trace", "192.0.2.1")]
    [TestCase("say --as process, --as container or --as qemu; 'vtnt run --help' tells more", "--as", "docker", "trace", "192.0.2.1")]
    [TestCase("--tap is for --as qemu", "--as", "container", "--tap", "tap0", "trace", "192.0.2.1")]
    [TestCase("--memory is for --as container and --as qemu", "--as", "process", "--memory", "32", "trace", "192.0.2.1")]
    [TestCase("--timeout is given twice", "--as", "process", "--timeout", "1", "--timeout", "2", "trace", "192.0.2.1")]
    [TestCase("unknown option --kernal; 'vtnt run --help' lists the options", "--as", "qemu", "--kernal", "k", "trace", "192.0.2.1")]
    [TestCase("--tap needs a value; 'vtnt run --help' says which", "--as", "qemu", "--tap")]
    [TestCase("there is no kernel '/nowhere/kernel'", "--as", "qemu", "--kernel", "/nowhere/kernel", "trace", "192.0.2.1")]
    [TestCase("say which tap interface carries the guest's packets, by --tap NAME; 'ip tuntap add NAME mode tap' makes one", "--as", "qemu", "--kernel", "/bin/sh", "trace", "192.0.2.1")]
    [TestCase("there is no network interface 'tap-of-nobody'; 'ip tuntap add tap-of-nobody mode tap' makes one", "--as", "qemu", "--kernel", "/bin/sh", "--tap", "tap-of-nobody", "trace", "192.0.2.1")]
    [TestCase("say what to measure: trace, ping or tnt; 'vtnt run --help' tells more", "--as", "process")]
    [TestCase("there is no file '/nowhere/vtnt-host'", "--as", "process", "--host", "/nowhere/vtnt-host", "ping", "192.0.2.1")]
    [TestCase("--timeout must be a whole number from 1 to 1000000, not '0'", "--as", "process", "--host", "/bin/sh", "--timeout", "0", "ping", "192.0.2.1")]
    [TestCase("--pull sends results elsewhere, but 'vtnt run' gives them back; leave it out", "--as", "process", "trace", "--pull", "tcp://192.0.2.1:1")]
    public void Refuses_what_makes_no_sense(string sentence, params string[] arguments)
    {
        Invocation run = Invocation.Of(["run", .. arguments]);
        Assert.That((run.Exit, run.Output, run.Errors), Is.EqualTo((2, "", $"vtnt: {sentence}\n")));
    }

    private static Invocation Run(string script, params string[] job) =>
        Invocation.Of(["run", "--as", "process", "--host", Script(script), "--timeout", "1", .. job]);

    /// <summary>A pipe that nobody reads.</summary>
    private sealed class BrokenPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", 32);
    }

    /// <summary>Interrupts the run when its first result is written.</summary>
    private sealed class InterruptedOutput : MemoryStream
    {
        internal Terminal? Terminal { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer);
            Terminal?.Interrupt();
        }
    }

    private static string Script(string script)
    {
        string path = CapturePaths.Temporary("host.sh");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
