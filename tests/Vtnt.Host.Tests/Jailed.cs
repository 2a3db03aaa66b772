using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Vtnt.Host.Tests;

/// <summary>Runs programs, in the jail or outside, and gives back what they printed.</summary>
internal static class Jailed
{
    internal static string Root { get; } = FindRoot();

    /// <summary>The program that confines another.</summary>
    internal static string Launcher { get; } = Path.Combine(Root, "artifacts/bin/Vtnt.Jail/release/jail");

    internal static void RequireJail()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Assert.Ignore("The jail needs Linux on x86-64.");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("The jail needs root: it makes a network namespace and changes the root directory.");
        }
    }

    internal static void RequireClang()
    {
        if (!File.Exists("/usr/bin/clang") || !File.Exists("/usr/bin/ld.lld"))
        {
            Assert.Ignore("Linking a static executable needs the packages clang and lld.");
        }
    }

    /// <summary>Runs a program in the jail, in a network namespace with a loopback interface, its root an empty folder.</summary>
    internal static (int Exit, string Output) Run(string program, params string[] arguments) =>
        WithRoot(root => Start(Launcher, ["--loopback", "--root", root, program, .. arguments]));

    /// <summary>Runs a program in the jail, in the network namespace of the calling thread, its root an empty folder.</summary>
    internal static (int Exit, string Output) RunHere(string program, params string[] arguments) =>
        WithRoot(root => Start(Launcher, ["--root", root, program, .. arguments]));

    /// <summary>Makes an empty folder for a program to have as its root, and deletes it with what was put there.</summary>
    internal static T WithRoot<T>(Func<string, T> use)
    {
        string root = Directory.CreateTempSubdirectory("vtnt-jail-").FullName;
        try
        {
            return use(root);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    internal static (int Exit, string Output) Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        SetEnvironment(start);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>What a program on .NET needs to find its runtime.</summary>
    internal static void SetEnvironment(ProcessStartInfo start)
    {
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Vtnt.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
