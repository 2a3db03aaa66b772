using System.Text;
using Vtnt.Probing;

namespace Vtnt.Cli.Tests;

/// <summary>One run of the program inside this process, with what it wrote.</summary>
internal sealed record Invocation(int Exit, string Output, string Errors)
{
    internal static Invocation Of(params string[] arguments) => Of(Stream.Null, arguments);

    internal static Invocation Of(Stream input, params string[] arguments) => Of(wire: null, input, arguments);

    /// <summary>A run whose probes leave by a transport of the test.</summary>
    internal static Invocation Over(IProbeTransport wire, params string[] arguments) => Of(wire, Stream.Null, arguments);

    private static Invocation Of(IProbeTransport? wire, Stream input, string[] arguments)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter { NewLine = "\n" };
        int exit;
        using (var terminal = new Terminal(output, errors, input) { Wire = wire })
        {
            exit = Program.Run(arguments, terminal);
        }

        return new(exit, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }
}
