using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Vtnt.Cli.Tests.Release;

/// <summary>Starts programs, the SDK above all, and gives back what they printed.</summary>
internal static class Tool
{
    private static readonly string DotnetRoot =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    /// <summary>Skips the test where a NativeAOT program cannot be linked.</summary>
    internal static void RequireLinker()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Assert.Ignore("Publishing ahead of time is tested on Linux on x86-64.");
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "clang"))) || !File.Exists("/usr/include/zlib.h"))
        {
            Assert.Ignore("Publishing ahead of time needs clang and zlib1g-dev.");
        }
    }

    /// <summary>
    /// Publishes a project of the repository ahead of time and returns where the program lies. Fails on any warning. What
    /// the compiler made before is deleted, or it would not look again.
    /// </summary>
    internal static string PublishAot(string project, string program)
    {
        string artifacts = Path.Combine(Repository.Root, "artifacts", "aot"), name = Path.GetFileName(project), pivot = "release_linux-x64";
        string objects = Path.Combine(artifacts, "obj", name, pivot, "native");
        if (Directory.Exists(objects))
        {
            Directory.Delete(objects, recursive: true);
        }

        string output = Dotnet(
            Repository.Root, "publish", project, "-c", "Release", "-r", "linux-x64", "-v", "q", "-p:PublishAot=true", $"-p:ArtifactsPath={artifacts}");
        Assert.That(output, Does.Not.Contain("warning").IgnoreCase);
        return Path.Combine(artifacts, "publish", name, pivot, program);
    }

    /// <summary>Runs the SDK, which must succeed. No build server stays behind, which would keep our pipes open.</summary>
    internal static string Dotnet(string folder, string command, params string[] arguments)
    {
        (int exit, string output) = Start(folder, Path.Combine(DotnetRoot, "dotnet"), [command, .. arguments, "--disable-build-servers", "--nologo"]);
        Assert.That(exit, Is.Zero, output);
        return output;
    }

    /// <summary>Runs a program to its end.</summary>
    internal static (int Exit, string Output) Start(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
