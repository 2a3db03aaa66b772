using Vtnt.Mpls;

namespace Vtnt.Cli;

/// <summary><c>vtnt tnt</c>: trace, notice tunnels, reveal what they hide.</summary>
internal static class TntCommand
{
    private static readonly LongOptions Known = LongOptions.Measuring(values: ["profile"]);

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        ProgramArguments read = ProgramArguments.Read("tnt", arguments, TntOptions.Syntax, Known);
        if (read.Has("help"))
        {
            terminal.Output.Write(TntHelp.Text);
            return ExitCode.Done;
        }

        TntOptions options = read.Valid(TntOptions.Parse(read.ForParser));
        options = options with { Profile = read.OneOf("profile", "strict", "compat") == "compat" ? TntProfile.Compat : TntProfile.Strict };
        using var run = MeasuringRun.Open("tnt", read, terminal, FormatOptions.Read(read, hasTnt: true));
        run.Results.IsVerbose = options.Verbose;
        options = options with
        {
            AllowReserved = run.AllowsReserved,
            Source = run.Source,
            TraceIdentifier = run.Vantage.ProcessId is { } process ? (ushort)(process | 0x8000) : null,
            PingIdentifier = run.Vantage.ProcessId is { } id ? (ushort)id : null,
        };
        return run.Execute((targets, sources) => new TntRun(targets, options, sources, run.Results.Write));
    }
}
