using System.Diagnostics;

namespace Vtnt.Tests.Shared;

/// <summary>Runs Debian's tools in the present thread's namespace.</summary>
internal static class Shell
{
    /// <summary>Runs a script; the test is skipped when it fails, since the machine then lacks what it needs.</summary>
    internal static void Run(string script)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", script]) { RedirectStandardError = true };
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            Assert.Ignore($"The network of this test cannot be set up here: {errors.Trim()}");
        }
    }
}
