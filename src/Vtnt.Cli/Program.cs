using System.Reflection;
using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>The program <c>vtnt</c>: finds the command that the first argument names and runs it.</summary>
internal static class Program
{
    private const int BrokenPipe = 32;

    internal static int Main(string[] args)
    {
        using var terminal = Terminal.OfProcess();
        return Run(args, terminal);
    }

    /// <summary>Runs one command line; returns the exit code.</summary>
    internal static int Run(string[] args, Terminal terminal)
    {
        try
        {
            int exit = Dispatch(args, terminal);
            terminal.Output.Flush();
            return exit;
        }
        catch (IOException failure) when ((failure.HResult & 0xFFFF) == BrokenPipe)
        {
            // Nobody reads the results any more (`vtnt … | head`): no error, and nothing left to do.
            return ExitCode.Partial;
        }
        catch (Exception failure) when (failure is UsageException or ProbingException or LabFormatException or IOException or UnauthorizedAccessException)
        {
            terminal.Output.Flush();
            terminal.Errors.WriteLine($"vtnt: {failure.Message}");
            return ExitCode.Usage;
        }
    }

    private static int Dispatch(string[] args, Terminal terminal)
    {
        if (args.Length == 0)
        {
            terminal.Errors.Write(CommandTable.Usage);
            return ExitCode.Usage;
        }

        switch (args[0])
        {
            case "--help" or "-h" or "help":
                terminal.Output.Write(CommandTable.Usage);
                return ExitCode.Done;
            case "--version":
                terminal.Output.WriteLine($"vtnt {Version}");
                return ExitCode.Done;
            default:
                return CommandTable.TryFind(args[0], out Command? command)
                    ? command.Run(args[1..], terminal)
                    : throw new UsageException($"unknown {(args[0].StartsWith('-') ? "option" : "command")} '{args[0]}'; 'vtnt --help' lists what there is");
        }
    }

    /// <summary>The program's version.</summary>
    internal static string Version =>
        typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "(unknown version)";
}
