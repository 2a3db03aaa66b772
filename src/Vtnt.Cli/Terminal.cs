using System.Runtime.InteropServices;
using System.Text;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>What a command writes to, and how it learns that the user has had enough.</summary>
internal sealed class Terminal : IDisposable
{
    private const int UsualWidth = 80;
    private const string OwnStatus = "/proc/self/status";

    private readonly CancellationTokenSource _interruption = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <summary>Streams of a test: results and errors are kept apart, neither is a terminal.</summary>
    internal Terminal(Stream output, TextWriter errors, Stream? input = null)
    {
        OutputBytes = output;
        Output = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        Errors = errors;
        InputBytes = input ?? Stream.Null;
    }

    /// <summary>Results as text. Flush it before writing to <see cref="OutputBytes"/>.</summary>
    internal TextWriter Output { get; }

    /// <summary>Results as bytes: JSON lines, warts.</summary>
    internal Stream OutputBytes { get; }

    /// <summary>Standard input.</summary>
    internal Stream InputBytes { get; }

    /// <summary>Errors, warnings, progress.</summary>
    internal TextWriter Errors { get; }

    /// <summary>True when a person watches the results.</summary>
    internal bool OutputIsTerminal { get; init; }

    /// <summary>True when a person watches the errors.</summary>
    internal bool ErrorsIsTerminal { get; init; }

    /// <summary>What probes leave by in place of this machine's sockets; null but in a test.</summary>
    internal IProbeTransport? Wire { get; init; }

    /// <summary>Held by whoever writes results or progress: they may share a screen.</summary>
    internal Lock Screen { get; } = new();

    /// <summary>Columns of the screen.</summary>
    internal int Width { get; init; } = UsualWidth;

    /// <summary>Cancelled by Ctrl-C or a request to end.</summary>
    internal CancellationToken Interrupted => _interruption.Token;

    /// <summary>The streams of this process. The first Ctrl-C asks the command to end, a second one ends the process.</summary>
    internal static Terminal OfProcess()
    {
        bool outputIsTerminal = !Console.IsOutputRedirected;
        var terminal = new Terminal(Console.OpenStandardOutput(), Console.Error, Console.OpenStandardInput())
        {
            OutputIsTerminal = outputIsTerminal,
            ErrorsIsTerminal = !Console.IsErrorRedirected,
            Width = outputIsTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth,
        };
        terminal._signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, terminal.OnSignal));
        terminal._signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, terminal.OnSignal));
        return terminal;
    }

    /// <summary>
    /// Asks the command to end when the terminal is closed too, for one that would leave something running; not when the
    /// user said that it shall go on then (nohup).
    /// </summary>
    internal void EndOnHangUp()
    {
        if (_signals.Count > 0 && !IsHangUpIgnored())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal));
        }
    }

    /// <summary>Asks the running command to end.</summary>
    internal void Interrupt() => _interruption.Cancel();

    /// <summary>Leaves Ctrl-C and requests to end to somebody else.</summary>
    internal void ReleaseSignals()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _signals.Clear();
    }

    public void Dispose()
    {
        ReleaseSignals();
        Output.Dispose();
        _interruption.Dispose();
    }

    // The lowest bit of SigIgn is signal 1, SIGHUP (proc_pid_status(5)).
    private static bool IsHangUpIgnored() =>
        File.Exists(OwnStatus) && File.ReadLines(OwnStatus).Any(line => line.StartsWith("SigIgn:", StringComparison.Ordinal) && (Convert.ToInt32(line[^1..], 16) & 1) != 0);

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_interruption.IsCancellationRequested;
        _interruption.Cancel();
    }
}
