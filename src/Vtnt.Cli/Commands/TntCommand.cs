using Vtnt.Mpls;

namespace Vtnt.Cli;

/// <summary><c>vtnt tnt</c>: trace, notice tunnels, reveal what they hide.</summary>
internal static class TntCommand
{
    private const int LargestBudget = 10_000;

    private static readonly LongOptions Known = LongOptions.Measuring(flags: ["explain", "compare-profiles"], values: ["profile", "budget", "dialect"]);

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        ProgramArguments read = ProgramArguments.Read("tnt", arguments, TntOptions.Syntax, Known);
        if (read.Has("help"))
        {
            terminal.Output.Write(TntHelp.Text);
            return ExitCode.Done;
        }

        TntOptions options = read.Valid(TntOptions.Parse(read.ForParser));
        CheckForms(read);
        options = options with
        {
            Budget = read.Number("budget", 0, LargestBudget, options.Budget),
            Profile = read.OneOf("profile", "strict", "compat") == "compat" ? TntProfile.Compat : TntProfile.Strict,
        };
        using var run = MeasuringRun.Open("tnt", read, terminal, FormatOptions.Read(read, hasTnt: true));
        Fallback.NeedIcmp(run.Vantage, terminal);
        run.Results.IsVerbose = options.Verbose;
        run.Results.TellsTotal = !read.Has("compare-profiles");
        options = options with
        {
            AllowReserved = run.AllowsReserved,
            Source = run.Source,
            TraceIdentifier = run.Vantage.ProcessId is { } process ? (ushort)(process | 0x8000) : null,
            PingIdentifier = run.Vantage.ProcessId is { } id ? (ushort)id : null,
        };
        run.Results.Explained = read.Has("explain") ? options : null;
        return run.Execute(
            (targets, sources) => read.Has("compare-profiles")
                ? new ProfileRun(targets, options, sources, run.Results.WriteBoth)
                : new TntRun(targets, options, sources, run.Results.Write),
            isSearch: true);
    }

    private static void CheckForms(ProgramArguments read)
    {
        bool isText = !read.Has("json") && read.Value("format") is null or "text";
        if (read.Has("compare-profiles") && (!isText || read.Has("profile") || read.Has("explain") || read.Has("warts")))
        {
            throw new UsageException("--compare-profiles is a text of its own; leave out --json, --format, --profile, --explain and --warts");
        }

        if (read.Has("explain") && !isText)
        {
            throw new UsageException("--explain belongs to the text for people; leave out --json and --format");
        }
    }
}
