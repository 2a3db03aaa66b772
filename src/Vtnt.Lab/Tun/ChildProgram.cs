using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>
/// A program started by the calling thread, and so in that thread's namespace, with this process's input, output and
/// working directory. Ctrl-C and Ctrl-\ are the program's business: the terminal sends them to it too, and we wait for
/// how it ends. Requests to end (SIGTERM, SIGHUP), which reach us alone, are passed on.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ChildProgram : IDisposable
{
    private readonly PosixSignalRegistration[] _signals;
    private int _process;
    private int _early;

    /// <summary>Takes over the signals. Not on a thread in a namespace: the runtime may start its signal thread here.</summary>
    internal ChildProgram()
    {
        Action<PosixSignalContext> ignore = static context => context.Cancel = true;
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, ignore),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, ignore),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => PassOn(context, Libc.Terminate)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => PassOn(context, Libc.HangUp)),
        ];
    }

    /// <summary>Starts a program and waits for its end; its exit code, 128 + the signal when one ended it.</summary>
    internal int Run(string path, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(path) { UseShellExecute = false };
        for (int i = 1; i < command.Count; i++)
        {
            start.ArgumentList.Add(command[i]);
        }

        using Process process = Start(start, command[0]);
        Interlocked.Exchange(ref _process, process.Id);
        if (Interlocked.Exchange(ref _early, 0) is int signal && signal != 0)
        {
            _ = Libc.Kill(process.Id, signal);
        }

        process.WaitForExit();
        Interlocked.Exchange(ref _process, 0);
        return process.ExitCode;
    }

    /// <summary>The file that a command names: a path, or what the directories of PATH have under that name.</summary>
    internal static string Find(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return IsProgram(name) ? Path.GetFullPath(name) : throw NotFound(name);
        }

        foreach (string directory in (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':'))
        {
            string path = Path.Combine(Path.GetFullPath(directory.Length == 0 ? "." : directory), name);
            if (name.Length > 0 && IsProgram(path))
            {
                return path;
            }
        }

        throw NotFound(name);
    }

    private static Process Start(ProcessStartInfo start, string name)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new ProbingException(ProbingError.NotSupported, $"The program '{name}' could not be started ({failure.Message}); name one that can.", failure.NativeErrorCode);
        }
    }

    private static bool IsProgram(string path)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (File.GetUnixFileMode(path) & Executable) != 0;
    }

    private static ProbingException NotFound(string name) =>
        new(ProbingError.NotSupported, $"There is no program '{name}' to run in the lab; install it, or name its path.", Libc.NoEntry);

    // A signal that comes before the program has started waits for it.
    private void PassOn(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        Interlocked.Exchange(ref _early, signal);
        int process = Interlocked.CompareExchange(ref _process, 0, 0);
        if (process != 0 && Interlocked.Exchange(ref _early, 0) == signal)
        {
            _ = Libc.Kill(process, signal); // it may have ended meanwhile
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
    }
}
