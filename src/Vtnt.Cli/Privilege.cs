using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// Gives up root for good once sockets and files are open: the rest of the run needs no right but to use them. It goes
/// to the user who called sudo, otherwise to nobody.
/// </summary>
internal static class Privilege
{
    private const uint Root = 0, Nobody = 65534;

    /// <summary>Gives up root; does nothing for anybody else.</summary>
    /// <exception cref="ProbingException">The system refuses.</exception>
    internal static void GiveUp()
    {
        if (OperatingSystem.IsLinux() && Libc.GetEffectiveUser() == Root)
        {
            BecomeOrdinary(Id("SUDO_UID"), Id("SUDO_GID"));
        }
    }

    [SupportedOSPlatform("linux")]
    private static void BecomeOrdinary(uint user, uint group)
    {
        LoadProgram();
        if (Libc.SetGroups(0, 0) != 0 || Libc.SetGroup(group, group, group) != 0 || Libc.SetUser(user, user, user) != 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            throw new ProbingException(ProbingError.Privilege, $"cannot give up root (error {errno}); start the program as another user with CAP_NET_RAW", errno);
        }
    }

    private static uint Id(string variable) =>
        uint.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out uint id) && id != Root
            ? id
            : Nobody;

    /// <summary>The runtime loads an assembly when it is first used; in a directory that only root can enter that would be too late.</summary>
    private static void LoadProgram()
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled || AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is not string paths)
        {
            return;
        }

        Dictionary<string, bool> entered = new(StringComparer.Ordinal);
        foreach (string path in paths.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string directory = Path.GetDirectoryName(path)!;
            if (!entered.TryGetValue(directory, out bool canEnter))
            {
                entered[directory] = canEnter = OthersCanEnter(directory);
            }

            if (!canEnter)
            {
                Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(path)));
            }
        }
    }

    private static bool OthersCanEnter(string directory)
    {
        for (string? at = directory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(at).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }
}
