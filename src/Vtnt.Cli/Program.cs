using System.Reflection;

namespace Vtnt.Cli;

/// <summary>The program <c>vtnt</c>: finds the command that the first argument names and runs it.</summary>
internal static class Program
{
    private const string UsageText =
        """
        vtnt: a traceroute that sees MPLS

        Usage: vtnt COMMAND [options]
               vtnt --help
               vtnt --version

        """;

    internal static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs one command line with the given streams; returns the exit code.</summary>
    internal static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Length == 0)
        {
            errors.Write(UsageText);
            return ExitCode.Usage;
        }

        switch (args[0])
        {
            case "--help":
                output.Write(UsageText);
                return ExitCode.Done;
            case "--version":
                output.WriteLine($"vtnt {Version}");
                return ExitCode.Done;
            default:
                string kind = args[0].StartsWith('-') ? "option" : "command";
                errors.WriteLine($"vtnt: unknown {kind} '{args[0]}'; 'vtnt --help' lists what there is");
                return ExitCode.Usage;
        }
    }

    private static string Version =>
        typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "(unknown version)";
}
