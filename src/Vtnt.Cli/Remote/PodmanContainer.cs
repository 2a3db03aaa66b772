using System.Globalization;

namespace Vtnt.Cli;

/// <summary>
/// vtnt-host in a container that podman runs, where crun is not at hand. It gets the unpacked image rather than the
/// layout: podman would keep a copy of that among its own.
/// </summary>
/// <param name="podman">The path of podman.</param>
/// <param name="image">What runs in it.</param>
/// <param name="job">What it measures.</param>
/// <param name="memory">At most so many bytes, where the system's control groups allow a limit.</param>
/// <param name="groups">What they allow.</param>
internal sealed class PodmanContainer(string podman, OciImage image, HostJob job, long memory, CgroupLayout groups) : IDeployment
{
    private readonly WorkFolder _folder = new();
    private string? _refusal;

    public string Name => "container";

    public TimeSpan Grace => TimeSpan.FromSeconds(10);

    public HostCommand Deploy()
    {
        string root = _folder.Of(CrunContainer.RootFolder), user = ContainerConfig.User.ToString(CultureInfo.InvariantCulture);
        ContainerFiles.Unpack(image, job, root);

        // Why the caller's processes: see ContainerConfig. Without a control group podman insists on processes apart.
        string[] limit = groups.CanLimitMemory
            ? ["--memory", memory.ToString(CultureInfo.InvariantCulture), "--pid", "host"]
            : ["--cgroups", "disabled"];

        // Podman's usual limits are higher than what every machine grants.
        return groups.Clear(new(podman,
        [
            "run", "--rm", "--name", _folder.Name, "--network", "host", "--cap-drop", "all", "--cap-add", "net_raw",
            "--security-opt", "no-new-privileges", "--user", $"{user}:{user}", "--read-only", "--read-only-tmpfs=false", "--log-driver", "none",
            "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", .. limit,
            "--rootfs", root, .. image.EntryPoint, .. job.Words,
        ]));
    }

    /// <summary>podman first, so that it makes nothing any more; the container does not end with it.</summary>
    public void Stop(HostProcess process)
    {
        process.Kill();
        HostCommand remove = groups.Clear(new(podman, ["rm", "--force", "--ignore", "--time", "0", _folder.Name]));
        _refusal = SystemProgram.Run(remove.Program, remove.Arguments);
    }

    public string? TearDown() => _refusal is null ? _folder.Delete() : $"the container {_folder.Name} is left: {_refusal}";
}
