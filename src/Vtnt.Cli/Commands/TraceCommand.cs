using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary><c>vtnt trace</c>: scamper's trace, with its letters.</summary>
internal static class TraceCommand
{
    private static readonly LongOptions Known = LongOptions.Measuring();

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        ProgramArguments read = ProgramArguments.Read("trace", arguments, TraceOptions.Syntax, Known);
        if (read.Has("help"))
        {
            terminal.Output.Write(TraceHelp.Text);
            return ExitCode.Done;
        }

        TraceOptions options = read.Valid(TraceOptions.Parse(read.ForParser));
        using var run = MeasuringRun.Open("trace", read, terminal, FormatOptions.Read(read, hasTnt: false), options.Method is TraceMethod.Tcp or TraceMethod.TcpAck, options.Router);
        options = options with
        {
            Method = Fallback.MethodFor(options.Method, read.Letters.Contains("-P"), run.Vantage, terminal),
            Source = options.Source ?? run.Source,
            SourcePort = options.SourcePort ?? (run.Vantage.ProcessId is { } process ? (ushort)(process | 0x8000) : null),
        };
        return run.Execute((targets, sources) => new TraceSource(targets, options, sources, run.Results.Write));
    }
}
