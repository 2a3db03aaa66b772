using Vtnt.Mpls;

namespace Vtnt.Cli;

/// <summary><c>vtnt pcap FILE…</c>: the tunnels in somebody's captures.</summary>
internal static class PcapCommand
{
    private const string Help =
        """
        vtnt pcap: finds MPLS tunnels in captures of traceroutes, whichever tool made them

        Usage: vtnt pcap [options] FILE...

        Each FILE is a pcap or pcapng file, gzip-compressed or not; '-' is standard input. All
        files together are one body of knowledge: pings in one help to judge traces in another.

          --json           JSON lines (vtnt.tnt/1, and vtnt.ping/1 for pings)
          --tnt-text       the text format of TNT
          --warts FILE     also write all traces and pings to a warts file; one that exists is appended to
          --profile WORD   strict (default) or compat (TNT 5.0 as it was)
          -b               suspect every pair of adjacent hops
          -f NUMBER        least FRPLA that makes a hop a suspect (3)
          -r NUMBER        least RTLA that makes a hop a suspect (1)
          -v               say of every capture what was found and what was passed over

        Exit status: 0 done, 1 something is damaged but something was found, 2 nothing was found
        in damaged or unreadable files.

        """;

    private static readonly LongOptions Known = new(["help", "json", "tnt-text"], ["warts", "profile"]);

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        ProgramArguments read = ProgramArguments.Read("pcap", WithStandardInput(arguments), TntOptions.Syntax, Known);
        if (read.Has("help"))
        {
            terminal.Output.Write(Help);
            return ExitCode.Done;
        }

        TntOptions options = OptionsOf(read);
        ResultFormat format = FormatOf(read);
        if (read.Operands.Count == 0)
        {
            throw new UsageException("name a capture to read, or '-' for standard input; 'vtnt pcap --help' tells more");
        }

        using var report = new CaptureReport(terminal, read.Operands);
        return report.Run(format, options, read.Value("warts"));
    }

    /// <summary>A lone dash that is no option's value stands for standard input.</summary>
    private static string[] WithStandardInput(IReadOnlyList<string> arguments) =>
        [.. arguments.Select((argument, i) => argument == "-" && !(i > 0 && arguments[i - 1] == "--warts") ? CaptureSource.StandardInput : argument)];

    private static ResultFormat FormatOf(ProgramArguments read) => (read.Has("json"), read.Has("tnt-text")) switch
    {
        (true, true) => throw new UsageException("--json and --tnt-text exclude each other; give one of them"),
        (true, _) => ResultFormat.Json,
        (_, true) => ResultFormat.Tnt,
        _ => ResultFormat.Text,
    };

    private static TntOptions OptionsOf(ProgramArguments read)
    {
        foreach (string letter in read.Letters)
        {
            if (letter is "-c" or "-m" or "-s")
            {
                throw new UsageException($"{letter} says how to probe, which 'vtnt pcap' does not; leave it out");
            }
        }

        TntProfile profile = read.OneOf("profile", "strict", "compat") == "compat" ? TntProfile.Compat : TntProfile.Strict;
        return read.Valid(TntOptions.Parse(read.Letters, new TntOptions { Profile = profile }));
    }
}
