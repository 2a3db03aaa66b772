using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.Json;
using Vtnt.Lab;
using Vtnt.Lab.Tun;
using Vtnt.Probing;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// A lab network in which programs run as a user starts them: Debian's tools and the built <c>vtnt</c>, always as
/// processes of their own, since measuring gives up root.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PairLab : IDisposable
{
    private const string Scamper = "scamper", ProbesPerSecond = "1000";

    private static readonly string RuntimeRoot = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    private readonly LabNamespace _lab;

    private PairLab(LabNamespace lab) => _lab = lab;

    /// <summary>The program that the tests were built with.</summary>
    internal static string Program { get; } = Path.Combine(Repository.Root, "artifacts/bin/Vtnt.Cli/release/vtnt");

    /// <summary>Puts a network into operation; the test is skipped where that cannot be done, or a tool is missing.</summary>
    internal static PairLab Open(Network network, params string[] tools)
    {
        foreach (string tool in tools)
        {
            RequireTool(tool);
        }

        try
        {
            return new(LabNamespace.Open(network));
        }
        catch (ProbingException exception)
        {
            Assert.Ignore($"No lab can be put behind a TUN interface here: {exception.Message}");
            throw;
        }
    }

    /// <summary>Skips the test where a program is not installed.</summary>
    internal static void RequireTool(string name)
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, name))))
        {
            Assert.Ignore($"Debian's {name} is not installed here.");
        }
    }

    /// <summary>What Debian's scamper measures by one command, one object per destination, by destination.</summary>
    internal List<JsonElement> RunScamper(string command, params string[] destinations) =>
        Results(Run(Scamper, ["-O", "json", "-p", ProbesPerSecond, "-c", command, "-i", .. destinations]), "type", "trace", "ping");

    /// <summary>What <c>vtnt</c> measures by the same command, one object per destination, by destination.</summary>
    internal List<JsonElement> RunVtnt(string command, params string[] destinations) =>
        Results(Run(Program, [.. command.Split(' '), "--json", "--allow-reserved", "--pps", ProbesPerSecond, .. destinations]), "schema", "vtnt.trace/1", "vtnt.ping/1", "vtnt.tnt/1");

    /// <summary>The standard output of a program that ran inside, which must succeed.</summary>
    internal string Run(string program, params string[] arguments) => _lab.Execute(() => RunHere(program, arguments));

    /// <summary>The standard output of a program that ran where this thread is, which must succeed.</summary>
    internal static string RunHere(string program, params string[] arguments)
    {
        (int exit, string output, string errors) = EndOf(program, arguments);
        Assert.That(exit, Is.Zero, $"{program} {string.Join(' ', arguments)}\n{output}\n{errors}");
        return output;
    }

    /// <summary>How a program ended that ran where this thread is.</summary>
    internal static (int Exit, string Output, string Errors) EndOf(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = RuntimeRoot;
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <summary>The objects of some types in a program's output, by destination.</summary>
    internal static List<JsonElement> Results(string output, string typeMember, params string[] types) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Where(item => types.Contains(item.GetProperty(typeMember).GetString()))
            .OrderBy(item => item.GetProperty("dst").GetString(), StringComparer.Ordinal),
    ];

    public void Dispose() => _lab.Dispose();
}
