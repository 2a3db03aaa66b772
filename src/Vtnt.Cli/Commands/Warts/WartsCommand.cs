namespace Vtnt.Cli;

/// <summary><c>vtnt warts json|dump|text|stat|cat|tnt</c>: what is in warts files.</summary>
internal static class WartsCommand
{
    private const string Help =
        """
        vtnt warts: reads scamper's warts files, of every version

        Usage: vtnt warts json [--schema scamper|vtnt] [--dialect D] [--workers N] FILE...
               vtnt warts dump [--dialect D] [--workers N] FILE...
               vtnt warts text [--dialect D] [--workers N] FILE...
               vtnt warts stat [--json] FILE...
               vtnt warts cat -o OUT FILE...
               vtnt warts tnt [--json | --format text|json|tnt] [--profile strict|compat] [--dialect D] [--warts OUT] FILE...

        json     one JSON object per line, as sc_warts2json of scamper 20260420 writes;
                 --schema vtnt writes traces and pings as 'vtnt trace --json' and 'vtnt ping --json' do
        dump     every stored value, as sc_wartsdump writes
        text     the customary short form, as sc_warts2text writes
        stat     how many records of each type there are, and what is damaged
        cat      copies records into OUT, lists and cycles numbered anew, as sc_wartscat does;
                 an OUT that exists is appended to, '-' is standard output
        tnt      looks for MPLS tunnels in stored traces: nothing is sent. Pings in the files give echo-reply TTLs,
                 traces towards suspected egresses give revelations. What TNT stored with a trace is shown as stored.
                 --warts OUT writes the annotated traces in TNT's dialect

        A FILE is plain or compressed with gzip, bzip2 or xz; '-' is standard input.
        --dialect D    auto, scamper or tnt: whose numbering traces follow. 'tnt' and 'stat' use auto unless told,
                       json, dump and text use scamper, as scamper's tools do
        --workers N    threads that write text, 1 to 256; unless told as many as there are processors

        Where a file is damaged, what is sound before and behind is read, a warning names the place, and the exit code
        is 1; it is 2 when nothing could be read.

        """;

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        if (arguments.Contains("--help"))
        {
            terminal.Output.Write(Help);
            return ExitCode.Done;
        }

        IReadOnlyList<string> rest = [.. arguments.Skip(1)];
        return arguments switch
        {
            ["json", ..] => WartsTextCommand.RunJson(rest, terminal),
            ["dump", ..] => WartsTextCommand.RunDump(rest, terminal),
            ["text", ..] => WartsTextCommand.RunText(rest, terminal),
            ["stat", ..] => WartsStatCommand.Run(rest, terminal),
            ["cat", ..] => WartsCatCommand.Run(rest, terminal),
            ["tnt", ..] => WartsTntCommand.Run(rest, terminal),
            _ => throw new UsageException("say what to do: 'vtnt warts json|dump|text|stat|cat|tnt FILE'; 'vtnt warts --help' tells more"),
        };
    }
}
