using System.Diagnostics;
using System.Globalization;

namespace Vtnt.Cli;

/// <summary><c>vtnt run --as process</c>: lets vtnt-host measure, and gives back its results as if it had been this program.</summary>
internal static class RunCommand
{
    private const int LongestTimeout = 1_000_000;

    private const string Help =
        """
        vtnt run: lets vtnt-host, the probe in one static executable, measure

        Usage: vtnt run --as process [--host FILE] [--timeout SECONDS] trace|ping|tnt [options] DEST...

          --as process         a process of this machine
          --host FILE          the executable; else the one that ./vtnt-image made
          --timeout SECONDS    it is stopped when it has not ended by then (600)

        What follows goes to vtnt-host as it stands (docs/unikernel.md): letters of the measurement,
        --format json|warts|text, --pps, --allow-reserved, --deadline and others, numeric destinations.
        Results and exit status are those of the measurement; standard error tells the seconds that
        deploying, running and tearing down took.

        """;

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        if (arguments is ["--help", ..])
        {
            terminal.Output.Write(Help);
            return ExitCode.Done;
        }

        (Dictionary<string, string> own, List<string> job) = Split(arguments);
        if (own.GetValueOrDefault("--as") != "process")
        {
            throw new UsageException("say --as process; 'vtnt run --help' tells more");
        }

        if (job is not ["trace" or "ping" or "tnt", ..])
        {
            throw new UsageException("say what to measure: trace, ping or tnt; 'vtnt run --help' tells more");
        }

        if (job.Find(word => word is "--output" or "--pull") is { } elsewhere)
        {
            throw new UsageException($"{elsewhere} sends results elsewhere, but 'vtnt run' gives them back; leave it out");
        }

        return Measure(HostProgram.Find(own.GetValueOrDefault("--host")), job, Timeout(own.GetValueOrDefault("--timeout")), terminal);
    }

    /// <summary>Our own options stand in front; the measurement and all that follows is vtnt-host's.</summary>
    private static (Dictionary<string, string> Own, List<string> Job) Split(IReadOnlyList<string> arguments)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        int i = 0;
        while (i < arguments.Count && arguments[i].StartsWith('-'))
        {
            if (arguments[i] is not ("--as" or "--host" or "--timeout"))
            {
                throw new UsageException($"unknown option {arguments[i]}; 'vtnt run --help' lists the options");
            }

            own[arguments[i]] = i + 1 < arguments.Count ? arguments[i + 1] : throw new UsageException($"{arguments[i]} needs a value; 'vtnt run --help' says which");
            i += 2;
        }

        return (own, [.. arguments.Skip(i)]);
    }

    private static TimeSpan Timeout(string? text) =>
        text is null ? TimeSpan.FromMinutes(10)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= LongestTimeout ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"--timeout must be a whole number from 1 to {LongestTimeout}, not '{text}'");

    private static int Measure(string program, List<string> job, TimeSpan timeout, Terminal terminal)
    {
        var results = new HostResults(terminal);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(terminal.Interrupted);
        end.CancelAfter(timeout);
        long begin = Stopwatch.GetTimestamp();
        using HostProcess host = HostProcess.Start(program, job);
        TimeSpan deploy = Stopwatch.GetElapsedTime(begin);
        host.Watch(results.Take, end.Token);
        TimeSpan run = Stopwatch.GetElapsedTime(begin) - deploy;
        host.End(isDone: results.Exit is not null);
        TimeSpan tearDown = Stopwatch.GetElapsedTime(begin) - deploy - run;
        terminal.Errors.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"vtnt: process: deploy {deploy.TotalSeconds:F3} s, run {run.TotalSeconds:F3} s, tear down {tearDown.TotalSeconds:F3} s"));
        return ExitOf(results, timeout, end.IsCancellationRequested, terminal);
    }

    private static int ExitOf(HostResults results, TimeSpan timeout, bool wasStopped, Terminal terminal)
    {
        if (results.Exit is { } exit)
        {
            return exit;
        }

        if (terminal.Interrupted.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        terminal.Errors.WriteLine(wasStopped
            ? string.Create(CultureInfo.InvariantCulture, $"vtnt: the probe had not ended after {timeout.TotalSeconds} s and was stopped")
            : "vtnt: the probe ended without its last line");
        return results.Count > 0 ? ExitCode.Partial : ExitCode.Usage;
    }
}
