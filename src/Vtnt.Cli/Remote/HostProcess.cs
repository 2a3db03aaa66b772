using System.ComponentModel;
using System.Diagnostics;

namespace Vtnt.Cli;

/// <summary>A vtnt-host as a process of this machine: started, watched for its last line, ended whatever happens.</summary>
internal sealed class HostProcess : IDisposable
{
    /// <summary>So long it may take to end by itself after its last line.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    private HostProcess(Process process) => _process = process;

    /// <summary>Starts the program.</summary>
    /// <exception cref="UsageException">It cannot be started.</exception>
    internal static HostProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        try
        {
            Process process = Process.Start(start) ?? throw new UsageException($"'{program}' cannot be started");
            process.StandardInput.Close();
            return new(process);
        }
        catch (Win32Exception failure)
        {
            throw new UsageException($"'{program}' cannot be started: {failure.Message}");
        }
    }

    /// <summary>Hands over each line until one is the last, the program ends, or time is up.</summary>
    /// <param name="isLast">Takes a line; true ends the watch.</param>
    /// <param name="end">Ends the watch.</param>
    internal void Watch(Func<string, bool> isLast, CancellationToken end)
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
                return;
            }

            if (line is null || isLast(line))
            {
                return;
            }
        }
    }

    /// <summary>Waits a little for its end, then makes it end.</summary>
    /// <param name="isDone">False when there is nothing to wait for.</param>
    internal void End(bool isDone)
    {
        if (!isDone || !_process.WaitForExit(Grace))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    public void Dispose() => _process.Dispose();
}
