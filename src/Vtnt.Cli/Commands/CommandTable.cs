using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Vtnt.Cli;

/// <summary>All commands, in the order of the help.</summary>
internal static class CommandTable
{
    private static readonly Command[] Commands =
    [
        new("trace", "trace the path to each destination", TraceCommand.Run),
        new("ping", "ping each destination", PingCommand.Run),
        new("tnt", "trace, notice MPLS tunnels, reveal the routers hidden in them", TntCommand.Run),
        new("pcap", "the traces and tunnels in captures that any tool made", PcapCommand.Run),
        new("warts", "what is in scamper's warts files: json, dump, text, stat, cat, tnt", WartsCommand.Run),
        new("doctor", "which ways of probing work on this machine, and what would give more", DoctorCommand.Run),
        new("run", "measure by vtnt-host, the probe in one static executable", RunCommand.Run),
        new("lab", "the simulated Internet that comes with vtnt: list, show, up", LabCommand.Run),
    ];

    internal static string Usage
    {
        get
        {
            var text = new StringBuilder("vtnt: a traceroute that sees MPLS\n\nUsage: vtnt COMMAND [options]\n       vtnt COMMAND --help\n       vtnt --version\n\n");
            foreach (Command command in Commands)
            {
                text.Append("  ").Append(command.Name.PadRight(8)).Append(command.Summary).Append('\n');
            }

            return text.Append("\nTry it without network or privilege: vtnt tnt --lab invisible-php\n").ToString();
        }
    }

    internal static bool TryFind(string name, [NotNullWhen(true)] out Command? command)
    {
        command = Array.Find(Commands, candidate => candidate.Name == name);
        return command is not null;
    }
}
