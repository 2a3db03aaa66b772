using System.Globalization;

namespace Vtnt.Cli;

/// <summary>
/// One run of vtnt-host, whichever way it is deployed: its console is watched for the last line or until time is up,
/// whatever was started is taken down on every way out, results and exit status are given back.
/// </summary>
internal sealed class HostRun(IDeployment deployment, TimeSpan timeout, Terminal terminal)
{
    /// <summary>Ctrl-C reaches what was started as well, whose end may be seen before our own signal is.</summary>
    private static readonly TimeSpan SignalDelay = TimeSpan.FromMilliseconds(200);

    private readonly HostResults _results = new(terminal);
    private readonly RunTimes _times = new();

    /// <summary>Runs it; returns the exit code.</summary>
    /// <exception cref="UsageException">It cannot be deployed or started.</exception>
    internal int Execute()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(terminal.Interrupted);
        end.CancelAfter(timeout);
        try
        {
            Measure(end.Token);
        }
        finally
        {
            if (deployment.TearDown() is { } left)
            {
                terminal.Errors.WriteLine($"vtnt: {left}");
            }
        }

        terminal.Errors.WriteLine($"vtnt: {deployment.Name}: {_times.Text(_results.Measured)}");
        return Exit(wasStopped: end.IsCancellationRequested);
    }

    private void Measure(CancellationToken end)
    {
        using HostProcess process = HostProcess.Start(deployment.Deploy());
        _times.OnStarted();
        bool isOver = false;
        try
        {
            isOver = process.Watch(Take, end);
            if (!isOver)
            {
                _times.OnConsole();
            }
        }
        finally
        {
            if (!isOver || !process.WaitForEnd(deployment.Grace))
            {
                deployment.Stop(process);
            }
        }
    }

    // The time is that of the line's arrival: what we do with it is not the probe's.
    private bool Take(string? line)
    {
        _times.OnConsole();
        return line is null || _results.Take(line);
    }

    private int Exit(bool wasStopped)
    {
        if (_results.Exit is { } exit)
        {
            return exit;
        }

        if (terminal.Interrupted.IsCancellationRequested || (!wasStopped && terminal.Interrupted.WaitHandle.WaitOne(SignalDelay)))
        {
            return ExitCode.Interrupted;
        }

        terminal.Errors.WriteLine(wasStopped
            ? string.Create(CultureInfo.InvariantCulture, $"vtnt: the probe had not ended after {timeout.TotalSeconds} s and was stopped")
            : "vtnt: the probe ended without its last line");
        return _results.Count > 0 ? ExitCode.Partial : ExitCode.Usage;
    }
}
