using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace Vtnt.Host.Tests;

/// <summary>
/// <c>vtnt run</c> as a user starts it, in the network of the calling thread, with a folder of its own for temporary
/// files: what a run leaves there or among the processes is found.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class Runner : IDisposable
{
    private const string Log = "asked";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] UsualFolders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vtnt-runner-");
    private readonly string _temporary, _programs;

    internal Runner()
    {
        _temporary = _folder.CreateSubdirectory("tmp").FullName;
        _programs = _folder.CreateSubdirectory("bin").FullName;
    }

    /// <summary>The words for --job by which processes of this run are known.</summary>
    internal string Job { get; } = Path.GetRandomFileName();

    /// <summary>True when only programs of this folder are found by their names.</summary>
    internal bool IsAlone { get; set; }

    /// <summary>False: it sees an empty folder in their place.</summary>
    internal bool HasControlGroups { get; init; } = true;

    /// <summary>Skips the test where a program is not installed.</summary>
    internal static string Require(string name)
    {
        string? path = Find(name);
        if (path is null)
        {
            Assert.Ignore($"The program {name} is not installed here.");
        }

        return path!;
    }

    /// <summary>The path of a file of this test.</summary>
    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Puts a script in front of the programs of the system.</summary>
    internal void AddScript(string name, string text)
    {
        string path = Path.Combine(_programs, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Puts a program of the system behind a script that notes what it is asked; the test is skipped where it is missing.</summary>
    internal void Note(string name) => AddScript(name, $"#!/bin/sh\necho \"$@\" >> '{PathOf(Log)}'\nexec {Require(name)} \"$@\"\n");

    /// <summary>Leaves only some programs to be found by their names.</summary>
    internal void Allow(params string[] names)
    {
        IsAlone = true;
        foreach (string name in names)
        {
            File.CreateSymbolicLink(Path.Combine(_programs, name), Require(name));
        }
    }

    /// <summary>Runs it to its end. A signal is sent to it once the first result is there.</summary>
    internal (int Exit, string[] Results, string Errors) Run(IEnumerable<string> words, string? signal = null)
    {
        string[] command = [Path.Combine(Jailed.Root, "artifacts/bin/Vtnt.Cli/release/vtnt"), "run", .. words];
        if (!HasControlGroups)
        {
            command = [Require("unshare"), "--mount", Require("sh"), "-c", "/bin/mount -t tmpfs none /sys/fs/cgroup && exec \"$@\"", "sh", .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Jailed.SetEnvironment(start);
        start.Environment["TMPDIR"] = _temporary;
        start.Environment["PATH"] = string.Join(':', IsAlone ? [_programs] : [_programs, .. UsualFolders]);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string first = process.StandardOutput.ReadLine() ?? "";
        if (signal is not null)
        {
            using Process kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {process.Id}")]);
            kill.WaitForExit();
        }

        string[] results = [first, .. process.StandardOutput.ReadToEnd().Split('\n')];
        process.WaitForExit();
        Assert.That(errors.Wait(Patience), "somebody whom the run started still holds its standard error");
        return (process.ExitCode, [.. results.Where(line => line.Length > 0)], errors.GetAwaiter().GetResult());
    }

    /// <summary>Fails when a file, a process or a control group of the run is still there.</summary>
    internal void AssertNothingIsLeft()
    {
        Assert.That(Directory.GetFileSystemEntries(_temporary), Is.Empty, "temporary files");
        Assert.That(Directory.GetDirectories("/proc").Where(IsOfRun), Is.Empty, "processes");
        foreach (string container in Containers())
        {
            Assert.That(Directory.GetDirectories("/sys/fs/cgroup").Select(folder => Path.Combine(folder, container)).Where(Directory.Exists), Is.Empty, "control groups");
            Assert.That(Directory.Exists($"/sys/fs/cgroup/{container}"), Is.False, "its control group");
            string beneath = $"umount /sys/fs/cgroup/unified 2> /dev/null; ! test -e /sys/fs/cgroup/unified/{container}";
            Assert.That(Jailed.Start(Require("unshare"), "--mount", "sh", "-c", beneath).Exit, Is.Zero, "a folder beneath a mount");
            Assert.That(Find("podman") is not { } podman || Jailed.Start(podman, "container", "exists", container).Exit == 1, "podman still knows it");
        }
    }

    /// <summary>The names of the containers that the runtimes were asked to make.</summary>
    internal string[] Containers() => !File.Exists(PathOf(Log)) ? [] :
    [
        .. File.ReadAllText(PathOf(Log)).Split(' ', '\n').Where(word => word.StartsWith("vtnt-run-", StringComparison.Ordinal)).Distinct(),
    ];

    public void Dispose() => _folder.Delete(recursive: true);

    private bool IsOfRun(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(Job, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // No process, or one that is gone since the folder was listed.
            return false;
        }
    }

    private static string? Find(string name) => UsualFolders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
