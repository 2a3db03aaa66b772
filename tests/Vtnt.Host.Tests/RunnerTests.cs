using System.Runtime.Versioning;

namespace Vtnt.Host.Tests;

/// <summary>
/// <c>vtnt run</c> in the lab: whichever way vtnt-host is deployed, its results are what <c>vtnt</c> says there, and
/// nothing stays. QEMU has a double, a script that prints what a kernel prints and runs the initrd's program, since there
/// is no kernel; crun and podman are real.
/// </summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class RunnerTests
{
    /// <summary>Prints around and between the host's lines, claims an end of its own behind them, and never ends.</summary>
    private const string EmulatorDouble =
        """
        #!/bin/sh
        while [ $# -gt 0 ]; do
            case $1 in -initrd) initrd=$2 ;; -append) line=$2 ;; esac
            shift
        done
        printf 'SeaBIOS (version 1.16.2)\r\n\r\nPowered by Unikraft\r\nen1: Add'
        mkdir "$GUEST" && cd "$GUEST" && cpio -id --quiet < "$initrd" || exit
        chroot . ${line#*] -- } | while IFS= read -r text; do
            if [ -n "$text" ]; then printf '%s\r\n' "$text"; else printf '[    0.1] Info: @vtnt json {"result":{"kernel":1}}\r\n'; fi
        done
        printf 'Crash: page fault\r\n@vtnt json {"result":{"late":1}}\r\n@vtnt end {"exit":9}\r\n'
        exec sh -c 'while :; do sleep 1000; done' "$line"
        """;

    /// <summary>What is said of a container where control groups cannot be made; nothing of anything else.</summary>
    private const string NoLimit = @"(vtnt: container: its memory is not limited, since no control group can be made for it here\n)?";

    public enum Way
    {
        Process,
        Crun,
        Podman,
        Guest,
    }

    [Test]
    public void Tunnels_are_what_vtnt_finds([Values] Way way, [Values("invisible-php", "juniper")] string network)
    {
        using HostLab lab = HostLab.Open(network);
        using var runner = new Runner();
        (int exit, string[] results, string errors) = Run(lab, runner, way, ["tnt", "--pps", "1000", .. lab.Destinations]);

        Assert.That(exit, Is.Zero, errors);
        Assert.That(ResultFacts.Of(results.Select(Frames.Parse)), Is.EqualTo(ResultFacts.Of(lab.RunVtnt("tnt"))));
        Assert.That(runner.Containers(), Has.Length.EqualTo(NameOf(way) == "container" ? 1 : 0));
        Assert.That(errors, Does.Match($@"^{NoLimit}vtnt: {NameOf(way)}: deploy \d+\.\d{{3}} s, run \d+\.\d{{3}} s, tear down \d+\.\d{{3}} s\n$"));
        runner.AssertNothingIsLeft();
    }

    [Test]
    public void A_probe_that_does_not_end_is_stopped_when_time_is_up([Values] Way way)
    {
        using HostLab lab = HostLab.Open("plain");
        using var runner = new Runner();
        (int exit, string[] results, string errors) = Run(lab, runner, way, ["ping", "-c", "1000", lab.Destinations[0]], ["--timeout", "1"]);

        Assert.That(exit, Is.EqualTo(2), errors);
        Assert.That(results, Is.Empty);
        Assert.That(errors, Does.EndWith("vtnt: the probe had not ended after 1 s and was stopped\n"));
        runner.AssertNothingIsLeft();
    }

    [TestCase(Way.Process, "TERM")]
    [TestCase(Way.Process, "HUP")]
    [TestCase(Way.Process, "INT")]
    [TestCase(Way.Crun, "TERM")]
    [TestCase(Way.Podman, "TERM")]
    [TestCase(Way.Guest, "TERM")]
    [TestCase(Way.Guest, "HUP")]
    public void A_request_to_end_takes_everything_down_and_keeps_the_results(Way way, string signal)
    {
        using HostLab lab = HostLab.Open("plain");
        using var runner = new Runner();
        string targets = runner.PathOf("targets");
        File.WriteAllLines(targets, ["# the same again and again", .. Enumerable.Repeat(lab.Destinations[0], 10_000)]);
        (int exit, string[] results, string errors) = Run(lab, runner, way, ["trace", "--targets", targets], signal: signal);

        Assert.That(exit, Is.EqualTo(130), errors);
        Assert.That(results.Select(line => Frames.Parse(line).GetProperty("dst").GetString()), Is.Not.Empty.And.All.EqualTo(lab.Destinations[0]));
        runner.AssertNothingIsLeft();
    }

    [Test]
    public void Refusals_of_vtnt_host_and_its_exit_status_come_through([Values] Way way)
    {
        using HostLab lab = HostLab.Open("plain");
        using var runner = new Runner();
        (int exit, _, string errors) = Run(lab, runner, way, ["trace", "-P", "tcp", lab.Destinations[0]]);

        Assert.That(exit, Is.EqualTo(2), errors);
        Assert.That(errors, Does.Contain("vtnt: TCP probes are not available here: "));
        runner.AssertNothingIsLeft();
    }

    [Test]
    public void A_container_runs_where_no_control_group_can_be_made([Values(Way.Crun, Way.Podman)] Way way)
    {
        using HostLab lab = HostLab.Open("plain");
        using var runner = new Runner { HasControlGroups = false };
        (int exit, string[] results, string errors) = Run(lab, runner, way, ["trace", "--pps", "1000", lab.Destinations[0]]);

        Assert.That(exit, Is.Zero, errors);
        Assert.That(ResultFacts.Of(results.Select(Frames.Parse)), Is.EqualTo(ResultFacts.Of(lab.RunVtnt("trace"))));
        Assert.That(errors, Does.Match($"^{NoLimit[..^1]}vtnt: container: deploy "));
        runner.AssertNothingIsLeft();
    }

    [TestCase("container", "neither crun nor podman is here to run a container; install the package crun")]
    [TestCase("qemu", "qemu-system-x86_64 is not here to boot a guest; install the package qemu-system-x86")]
    public void A_missing_program_is_named(string way, string sentence)
    {
        using HostLab lab = HostLab.Open("plain");
        using var runner = new Runner();
        runner.Allow();
        string[] options = way == "qemu" ? ["--kernel", "/bin/sh", "--tap", "lab0"] : [];
        (int exit, string[] results, string errors) = lab.Execute(() => runner.Run(["--as", way, .. options, "trace", "192.0.2.1"]));

        Assert.That((exit, errors), Is.EqualTo((2, $"vtnt: {sentence}\n")));
        Assert.That(results, Is.Empty);
    }

    private static (int Exit, string[] Results, string Errors) Run(
        HostLab lab, Runner runner, Way way, string[] job, string[]? options = null, string? signal = null)
    {
        string[] words = [.. options ?? [], job[0], "--allow-reserved", "--job", runner.Job, .. job[1..]];
        string[] how = Prepare(lab, runner, way);
        return lab.Execute(() => runner.Run(["--as", NameOf(way), .. how, .. words], signal));
    }

    /// <summary>What a way needs, and its options; the test is skipped where that is not there.</summary>
    private static string[] Prepare(HostLab lab, Runner runner, Way way)
    {
        switch (way)
        {
            case Way.Process:
                return ["--host", PublishedHost.Program(Form.Glibc)];
            case Way.Crun:
                runner.Note("crun");
                return ["--image", Path.Combine(PublishedHost.Folder, "oci")];
            case Way.Podman:
                runner.Allow("unshare", "mount", "sh");
                runner.Note("podman");
                return ["--image", Path.Combine(PublishedHost.Folder, "oci")];
            default:
                Runner.Require("cpio");
                runner.AddScript("qemu-system-x86_64", EmulatorDouble.Replace("$GUEST", runner.PathOf("guest"), StringComparison.Ordinal));
                return ["--host", PublishedHost.Program(Form.Glibc), "--kernel", "/bin/sh", "--tap", "lab0", "--address", $"{lab.Source}/24"];
        }
    }

    private static string NameOf(Way way) => way switch
    {
        Way.Process => "process",
        Way.Guest => "qemu",
        _ => "container",
    };
}
