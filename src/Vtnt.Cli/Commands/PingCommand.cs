using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary><c>vtnt ping</c>: scamper's ping, with its letters.</summary>
internal static class PingCommand
{
    private static readonly LongOptions Known = LongOptions.Measuring();

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        ProgramArguments read = ProgramArguments.Read("ping", arguments, PingOptions.Syntax, Known);
        if (read.Has("help"))
        {
            terminal.Output.Write(PingHelp.Text);
            return ExitCode.Done;
        }

        PingOptions options = read.Valid(PingOptions.Parse(read.ForParser));
        bool isTcp = NeedsTcp(options.Method), isDatalink = (options.Sockets & (PingFlags.Datalink | PingFlags.DatalinkTransmit)) != 0;
        var needs = new VantageNeeds { Tcp = isTcp, Router = options.Router, Datalink = isDatalink, FirstFragments = options.ReplyPathMtu != 0 };
        using var run = MeasuringRun.Open("ping", read, terminal, FormatOptions.Read(read, hasTnt: false), needs);
        Fallback.NeedIcmp(run.Vantage, terminal);
        options = options with { Source = options.Source ?? run.Source };
        if (run.Vantage.ProcessId is { } process)
        {
            bool isAsked = options.SystemPort && options.Method is not (PingMethod.IcmpEcho or PingMethod.IcmpTime);
            options = options with { SystemPort = false, SourcePort = isAsked ? SystemPort.Ask(isTcp) : options.SourcePort };
            options = PingDefaults.Fill(options, process, Random.Shared);
        }

        return run.Execute((targets, sources) => new PingSource(targets, options, sources, run.Results.Write));
    }

    private static bool NeedsTcp(PingMethod method) => method is PingMethod.TcpAck or PingMethod.TcpAckSourcePort or PingMethod.TcpSyn
        or PingMethod.TcpSynAck or PingMethod.TcpRst or PingMethod.TcpSynSourcePort;
}
