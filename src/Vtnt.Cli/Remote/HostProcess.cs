using System.ComponentModel;
using System.Diagnostics;

namespace Vtnt.Cli;

/// <summary>The program that a run consists of on this machine: vtnt-host itself, or what runs it.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process) => _process = process;

    /// <summary>Starts the program.</summary>
    /// <exception cref="UsageException">It cannot be started.</exception>
    internal static HostProcess Start(HostCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        try
        {
            Process process = Process.Start(start) ?? throw new UsageException($"'{command.Program}' cannot be started");
            process.StandardInput.Close();
            return new(process);
        }
        catch (Win32Exception failure)
        {
            throw new UsageException($"'{command.Program}' cannot be started: {failure.Message}");
        }
    }

    /// <summary>Hands over each line until one is the last, the console is closed, or the watch is ended.</summary>
    /// <param name="isLast">Takes a line, null when no more comes; true ends the watch.</param>
    /// <param name="end">Ends the watch.</param>
    /// <returns>False when the watch was ended: there may be more to come.</returns>
    internal bool Watch(Func<string?, bool> isLast, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            string? line;
            try
            {
                line = _process.StandardOutput.ReadLineAsync(end).AsTask().GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            if (isLast(line))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Waits for its end; false when it has not come by then.</summary>
    internal bool WaitForEnd(TimeSpan patience) => _process.WaitForExit(patience);

    /// <summary>Ends it and the programs that it started.</summary>
    internal void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose() => _process.Dispose();
}
