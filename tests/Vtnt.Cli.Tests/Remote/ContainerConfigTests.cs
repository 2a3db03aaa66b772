namespace Vtnt.Cli.Tests;

/// <summary>The config.json of a bundle, whole: every right in it is meant.</summary>
public sealed class ContainerConfigTests
{
    private const string Before =
        """{"ociVersion":"1.0.2","process":{"terminal":false,"user":{"uid":65534,"gid":65534},"args":["/vtnt-host","trace","192.0.2.1"],"""
        + """ "env":[],"cwd":"/","noNewPrivileges":true,"capabilities":{"bounding":["CAP_NET_RAW"],"effective":["CAP_NET_RAW"],"""
        + """ "inheritable":["CAP_NET_RAW"],"permitted":["CAP_NET_RAW"],"ambient":["CAP_NET_RAW"]}},"root":{"path":"rootfs","readonly":true},"""
        + """ "mounts":[{"destination":"/dev","type":"tmpfs","source":"tmpfs","options":["nosuid","noexec","mode=755","size=64k"]}],"""
        + """ "linux":{"namespaces":[{"type":"mount"},{"type":"ipc"},{"type":"uts"}]""";

    [Test]
    public void A_container_has_one_capability_and_the_networks_of_its_caller() => Assert.That(Written(memory: null), Is.EqualTo(Expected("")));

    [Test]
    public void A_limit_of_memory_needs_a_group_of_its_own() => Assert.That(
        Written(memory: 33_554_432),
        Is.EqualTo(Expected(""","cgroupsPath":"/vtnt-run-x","resources":{"memory":{"limit":33554432}}""")));

    private static string Expected(string group) => (Before + group + "}}").Replace(", \"", ",\"", StringComparison.Ordinal);

    private static string Written(long? memory)
    {
        string path = CapturePaths.Temporary("config.json");
        ContainerConfig.Write(path, ["/vtnt-host", "trace", "192.0.2.1"], "vtnt-run-x", memory);
        return File.ReadAllText(path);
    }
}
