using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vtnt.Tests.Shared;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>The commands for somebody who may not open raw sockets.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class UnprivilegedCommandTests
{
    [Test]
    public void A_trace_uses_udp_and_says_so_in_one_line() => InNamespace(isIcmpAllowed: false, () =>
    {
        Invocation run = Run("trace", "-n", "--json", "--allow-reserved", "127.0.0.1");

        Assert.That(run.Exit, Is.Zero, run.Errors);
        Assert.That(run.Output, Does.Contain("\"method\":\"udp\"").And.Contain("\"stopReason\":\"completed\"").And.Not.Contain("quotedTtl"));
        Assert.That(run.Errors, Is.EqualTo(
            "vtnt: no privilege for raw sockets, so this uses method udp, the one whose replies ordinary sockets tell apart for certain; 'vtnt doctor' says what would give more\n"));
    });

    [TestCase("udp-paris")]
    [TestCase("icmp-paris")]
    public void A_method_that_can_be_carried_is_kept(string method) => InNamespace(isIcmpAllowed: true, () =>
    {
        Invocation run = Run("trace", "-n", "--json", "--allow-reserved", "-P", method, "::1");

        Assert.That(run.Exit, Is.Zero, run.Errors);
        Assert.That(run.Output, Does.Contain($"\"method\":\"{method}\"").And.Contain("\"stopReason\":\"completed\""));
        Assert.That(run.Errors, Does.Contain("ordinary sockets").And.EndsWith("\n").And.Property("Length").LessThan(200));
    });

    [TestCase("trace", "-P", "icmp-paris")]
    [TestCase("trace", "-P", "tcp")]
    [TestCase("ping")]
    [TestCase("tnt")]
    public void What_cannot_be_carried_is_refused_in_one_sentence(params string[] command) => InNamespace(isIcmpAllowed: false, () =>
    {
        Invocation run = Run([.. command, "--allow-reserved", "127.0.0.1"]);

        Assert.That(run.Exit, Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Errors, Does.Contain("CAP_NET_RAW"));
    });

    [Test]
    public void A_ping_works_where_the_group_may() => InNamespace(isIcmpAllowed: true, () =>
    {
        Invocation run = Run("ping", "-n", "-c", "1", "--json", "--allow-reserved", "127.0.0.1");

        Assert.That(run.Exit, Is.Zero, run.Errors);
        Assert.That(run.Output, Does.Contain("\"replyTtl\":64"));
    });

    [Test]
    public void The_doctor_says_what_works_and_what_would_give_more([Values] bool isIcmpAllowed) => InNamespace(isIcmpAllowed, () =>
    {
        Invocation run = Run("doctor");

        Assert.That(run.Exit, Is.Zero, run.Errors);
        Assert.That(run.Output, Does.Contain("no   raw sockets").And.Contain("no   packet sockets").And.Contain("yes  UDP sockets").And.Contain("no   IPv4 route"));
        Assert.That(run.Output, Does.Contain(isIcmpAllowed ? "yes  ICMP sockets" : "no   ICMP sockets    not for your groups: none may open them"));
        Assert.That(run.Output, Does.Contain("setcap cap_net_raw+ep "));
    });

    [Test]
    public void The_doctor_asks_for_nothing_where_everything_works() => NetworkNamespace.Run(() =>
    {
        Invocation run = Start(PairLab.Program, "doctor");

        Assert.That(run.Exit, Is.Zero, run.Errors);
        Assert.That(run.Output, Does.Contain("yes  raw sockets").And.Contain("yes  packet sockets").And.Not.Contain("setcap"));
    });

    /// <summary>The program as a process of its own, since measuring gives up root, and without the capability.</summary>
    private static Invocation Run(params string[] arguments)
    {
        PairLab.RequireTool("setpriv");
        return Start("setpriv", ["--inh-caps=-net_raw", "--bounding-set=-net_raw", PairLab.Program, .. arguments]);
    }

    private static Invocation Start(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    private static void InNamespace(bool isIcmpAllowed, Action body) => NetworkNamespace.Run(() =>
    {
        File.WriteAllText("/proc/sys/net/ipv4/ping_group_range", isIcmpAllowed ? "0 2147483647" : "1 0");
        body();
    });
}
