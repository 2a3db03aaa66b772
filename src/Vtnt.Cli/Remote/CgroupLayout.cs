namespace Vtnt.Cli;

/// <summary>How this machine's control groups are mounted, as far as it decides how a container is started.</summary>
/// <param name="CanLimitMemory">A group with a memory limit can be made.</param>
/// <param name="InTheWay">
/// The mount of cgroup v2 beside v1 when v2 has controllers: crun refuses to start while it sees such a mixture. Null
/// when there is none.
/// </param>
internal readonly record struct CgroupLayout(bool CanLimitMemory, string? InTheWay)
{
    private const string Root = "/sys/fs/cgroup", MemoryOfV1 = Root + "/memory", V2BesideV1 = Root + "/unified";

    /// <summary>That of this machine.</summary>
    internal static CgroupLayout OfSystem() =>
        Of(File.ReadLines("/proc/self/mounts"), path => File.Exists(path) ? File.ReadAllText(path) : "");

    /// <summary>That of a table of mounts (proc_pid_mounts(5)).</summary>
    internal static CgroupLayout Of(IEnumerable<string> mounts, Func<string, string> read)
    {
        bool canLimit = false;
        string? inTheWay = null;
        foreach (string mount in mounts)
        {
            switch (mount.Split(' '))
            {
                case [_, Root, "cgroup2", string options, ..]:
                    // Only what is handed on to the groups below: in a group with processes of its own nothing can be added to it.
                    canLimit = IsWritable(options) && read(Root + "/cgroup.subtree_control").Split(' ', '\n').Contains("memory");
                    break;
                case [_, MemoryOfV1, "cgroup", string options, ..]:
                    // Another file system may have been mounted over it.
                    canLimit = IsWritable(options) && read(MemoryOfV1 + "/memory.limit_in_bytes").Length > 0;
                    break;
                case [_, V2BesideV1, "cgroup2", ..]:
                    inTheWay = read(V2BesideV1 + "/cgroup.controllers").Trim().Length > 0 ? V2BesideV1 : null;
                    break;
                default:
                    break;
            }
        }

        return new(canLimit, inTheWay);
    }

    /// <summary>
    /// The same command where what is in the way does not show, in a mount namespace of its own: behind an empty file
    /// system, in which crun makes folders as in every hierarchy, and with which they vanish.
    /// </summary>
    internal HostCommand Clear(HostCommand command) => InTheWay is { } mount
        ? new("unshare", ["--mount", "sh", "-c", $"mount -t tmpfs none {mount} && exec \"$@\"", "sh", command.Program, .. command.Arguments])
        : command;

    /// <summary>
    /// Removes the groups of a name, in every hierarchy; there need not be any. Where no hierarchy is mounted, crun makes
    /// plain folders and leaves them.
    /// </summary>
    /// <returns>A sentence that says which is left and why; null when none is.</returns>
    internal static string? Remove(string name, string root = Root)
    {
        string[] hierarchies = Directory.Exists(root) ? [root, .. Directory.GetDirectories(root)] : [];
        foreach (string group in hierarchies.Select(folder => Path.Combine(folder, name)).Where(Directory.Exists))
        {
            try
            {
                // The files of a group are the kernel's, and go with it. Each version has one of these in every group.
                bool isGroup = File.Exists(Path.Combine(group, "cgroup.events")) || File.Exists(Path.Combine(group, "cgroup.clone_children"));
                Directory.Delete(group, recursive: !isGroup);
            }
            catch (IOException failure)
            {
                return $"the control group {group} is left: {failure.Message}";
            }
        }

        return null;
    }

    private static bool IsWritable(string options) => options.Split(',').Contains("rw");
}
