namespace Vtnt.Cli.Tests;

/// <summary>What tables of mounts say about control groups.</summary>
public sealed class CgroupLayoutTests
{
    private const string V2 = "cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nodev,noexec,relatime 0 0";

    private static readonly string[] V1 = ["tmpfs /sys/fs/cgroup tmpfs rw 0 0", "cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0"];

    [TestCase("cpuset cpu io memory pids\n", ExpectedResult = true, TestName = "Version_2_that_hands_memory_on_can_limit_it")]
    [TestCase("cpu pids\n", ExpectedResult = false, TestName = "Version_2_that_hands_only_others_on_cannot")]
    [TestCase("", ExpectedResult = false, TestName = "Version_2_that_hands_nothing_on_cannot")]
    public bool Version_2(string subtree)
    {
        CgroupLayout layout = Of(("/sys/fs/cgroup/cgroup.subtree_control", subtree), V2);
        Assert.That(layout.InTheWay, Is.Null);
        return layout.CanLimitMemory;
    }

    [Test]
    public void What_is_mounted_read_only_limits_nothing() =>
        Assert.That(Of(("/sys/fs/cgroup/cgroup.subtree_control", "memory"), V2.Replace("rw,", "ro,", StringComparison.Ordinal)), Is.EqualTo(new CgroupLayout(false, null)));

    [TestCase("", null)]
    [TestCase("hugetlb\n", "/sys/fs/cgroup/unified")]
    public void Version_2_beside_version_1_is_in_the_way_when_it_has_controllers(string controllers, string? inTheWay) =>
        Assert.That(
            Of(("/sys/fs/cgroup/unified/cgroup.controllers", controllers), [.. V1, "cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0"]),
            Is.EqualTo(new CgroupLayout(false, inTheWay)));

    [TestCase("9223372036854771712\n", ExpectedResult = true, TestName = "Version_1_can_limit_memory")]
    [TestCase("", ExpectedResult = false, TestName = "Version_1_that_something_is_mounted_over_cannot")]
    public bool Version_1(string limit)
    {
        CgroupLayout layout = Of(("/sys/fs/cgroup/memory/memory.limit_in_bytes", limit), V1);
        Assert.That(layout.InTheWay, Is.Null);
        return layout.CanLimitMemory;
    }

    [Test]
    public void A_machine_without_them_limits_nothing() => Assert.That(Of(("", ""), "proc /proc proc rw 0 0", ""), Is.EqualTo(new CgroupLayout(false, null)));

    [Test]
    public void A_command_is_started_where_the_obstacle_does_not_show()
    {
        var command = new HostCommand("/usr/bin/crun", ["run", "x"]);
        Assert.That(new CgroupLayout(true, null).Clear(command), Is.EqualTo(command));
        HostCommand cleared = new CgroupLayout(true, "/sys/fs/cgroup/unified").Clear(command);
        Assert.That(cleared.Program, Is.EqualTo("unshare"));
        Assert.That(cleared.Arguments, Is.EqualTo(
            new[] { "--mount", "sh", "-c", "mount -t tmpfs none /sys/fs/cgroup/unified && exec \"$@\"", "sh", "/usr/bin/crun", "run", "x" }));
    }

    [Test]
    public void Folders_that_crun_made_where_no_hierarchy_is_mounted_are_removed()
    {
        string root = Directory.CreateTempSubdirectory("vtnt-groups-").FullName;
        foreach (string folder in (string[])["unified/vtnt-run-x", "unified/vtnt-run-y", "memory"])
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        File.WriteAllText(Path.Combine(root, "unified/vtnt-run-x/cgroup.procs"), "1");
        Assert.That(CgroupLayout.Remove("vtnt-run-x", root), Is.Null);
        Assert.That(Directory.GetFileSystemEntries(Path.Combine(root, "unified")).Select(Path.GetFileName), Is.EqualTo(new[] { "vtnt-run-y" }));
        Directory.Delete(root, recursive: true);
    }

    private static CgroupLayout Of((string Path, string Content) file, params string[] mounts) =>
        CgroupLayout.Of(mounts, path => path == file.Path ? file.Content : "");
}
