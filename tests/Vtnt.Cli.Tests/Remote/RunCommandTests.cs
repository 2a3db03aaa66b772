using System.Runtime.Versioning;

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

    [TestCase("say --as process; 'vtnt run --help' tells more", "trace", "192.0.2.1")]
    [TestCase("say what to measure: trace, ping or tnt; 'vtnt run --help' tells more", "--as", "process")]
    [TestCase("there is no file '/nowhere/vtnt-host'", "--as", "process", "--host", "/nowhere/vtnt-host", "ping", "192.0.2.1")]
    [TestCase("--timeout must be a whole number from 1 to 1000000, not '0'", "--as", "process", "--host", "/bin/sh", "--timeout", "0", "ping", "192.0.2.1")]
    [TestCase("--pull sends results elsewhere, but 'vtnt run' gives them back; leave it out", "--as", "process", "trace", "--pull", "tcp://192.0.2.1:1")]
    public void Refuses_what_makes_no_sense(string sentence, params string[] arguments)
    {
        Invocation run = Invocation.Of(["run", .. arguments]);
        Assert.That((run.Exit, run.Output, run.Errors), Is.EqualTo((2, "", $"vtnt: {sentence}\n")));
    }

    private static Invocation Run(string script, params string[] job)
    {
        string path = CapturePaths.Temporary("host.sh");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Invocation.Of(["run", "--as", "process", "--host", path, "--timeout", "1", .. job]);
    }
}
