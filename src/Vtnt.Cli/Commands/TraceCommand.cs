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
        bool isTcp = options.Method is TraceMethod.Tcp or TraceMethod.TcpAck;
        var needs = new VantageNeeds { Tcp = isTcp, Router = options.Router, Datalink = options.Datalink, Names = options.ReverseNames };
        using var run = MeasuringRun.Open("trace", read, terminal, FormatOptions.Read(read, hasTnt: false), needs);
        options = options with
        {
            Method = Fallback.MethodFor(options.Method, read.Letters.Contains("-P"), run.Vantage, terminal),
            Source = options.Source ?? run.Source,
        };
        if (run.Vantage.ProcessId is { } process && options.SourcePort is null)
        {
            bool isIcmp = options.Method is TraceMethod.Icmp or TraceMethod.IcmpParis;
            options = options with { SystemPort = false, SourcePort = options.SystemPort && !isIcmp ? SystemPort.Ask(isTcp) : (ushort)(process | 0x8000) };
        }

        return run.Execute((targets, sources) => new TraceSource(targets, options, sources, run.Results.Write));
    }
}
