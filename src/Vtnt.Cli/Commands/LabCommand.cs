using Vtnt.Lab;

namespace Vtnt.Cli;

/// <summary><c>vtnt lab list|show|up</c>: the simulated networks.</summary>
internal static class LabCommand
{
    private const string Help =
        """
        vtnt lab: the simulated Internet that comes with vtnt

        Usage: vtnt lab list
               vtnt lab show NAME
               vtnt lab up NAME [--seed N] -- COMMAND [ARGUMENT…]

        list         the networks, each with a line that says what it shows
        show NAME    the text of a network, to read or to change a copy of it
        up NAME      puts the network behind a TUN interface in a fresh network namespace and runs a command there, so that
                     any tool's real packets cross it (root); nothing stays behind. Its destinations are told on standard
                     error. Inside, vtnt needs --allow-reserved: the network's addresses are reserved ones.
        --seed N     what the simulation's chance is drawn from (1)

        A NAME that contains a slash or ends in .lab is a file of your own.

        """;

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        switch (arguments)
        {
            case ["--help", ..]:
                terminal.Output.Write(Help);
                return ExitCode.Done;
            case ["list"]:
                return List(terminal);
            case ["show", string name]:
                terminal.Output.Write(LabNetworks.Text(name));
                return ExitCode.Done;
            case ["up", ..]:
                return LabUp.Run([.. arguments.Skip(1)], terminal);
            default:
                throw new UsageException("say 'vtnt lab list', 'vtnt lab show NAME' or 'vtnt lab up NAME -- COMMAND'; 'vtnt lab --help' tells more");
        }
    }

    private static int List(Terminal terminal)
    {
        int width = ShippedNetworks.Names.Max(name => name.Length);
        foreach (string name in ShippedNetworks.Names)
        {
            terminal.Output.WriteLine($"{name.PadRight(width)}  {ShippedNetworks.Load(name).Title}");
        }

        return ExitCode.Done;
    }
}
