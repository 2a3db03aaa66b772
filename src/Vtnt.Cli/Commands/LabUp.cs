using Vtnt.Lab;
using Vtnt.Lab.Tun;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary><c>vtnt lab up</c>: a simulated network that other programs' real packets cross.</summary>
internal static class LabUp
{
    private const string Usage = "vtnt lab up NAME -- COMMAND";

    private static readonly OptionSyntax NoLetters = new("");

    private static readonly LongOptions Known = new(flags: [], values: ["seed"]);

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        string[] words = [.. arguments];
        int end = Array.IndexOf(words, "--");
        string[] command = end < 0 ? [] : words[(end + 1)..];
        ProgramArguments read = ProgramArguments.Read("lab", end < 0 ? words : words[..end], NoLetters, Known);
        string name = read.Operands switch
        {
            [string only] => only,
            _ => throw new UsageException($"say which network: {Usage}"),
        };
        if (command.Length == 0)
        {
            throw new UsageException($"say which command to run in the network: {Usage}");
        }

        Network network = LabNetworks.Load(name);
        ulong seed = (ulong)read.Number("seed", 0, int.MaxValue, 1);
        if (!OperatingSystem.IsLinux())
        {
            throw new UsageException("network namespaces exist on Linux only; elsewhere there is --lab NAME");
        }

        terminal.ReleaseSignals();
        using var lab = LabNamespace.Open(network, seed);
        string sources = lab.SourceIPv6.IsNone ? lab.Source.ToString() : $"{lab.Source} and {lab.SourceIPv6}";
        terminal.Errors.WriteLine($"vtnt: network {name}: source {sources}, destinations {string.Join(' ', network.Destinations)}");
        return lab.Run(command);
    }
}
