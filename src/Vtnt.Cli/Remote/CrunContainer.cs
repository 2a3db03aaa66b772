namespace Vtnt.Cli;

/// <summary>vtnt-host in a container that crun runs: no daemon, no image store.</summary>
/// <param name="crun">The path of crun.</param>
/// <param name="image">What runs in it.</param>
/// <param name="job">What it measures.</param>
/// <param name="memory">At most so many bytes, where the system's control groups allow a limit.</param>
/// <param name="groups">What they allow.</param>
internal sealed class CrunContainer(string crun, OciImage image, HostJob job, long memory, CgroupLayout groups) : IDeployment
{
    /// <summary>The folder of a bundle that the program sees as its root.</summary>
    internal const string RootFolder = "rootfs";

    private readonly WorkFolder _bundle = new();

    public string Name => "container";

    public TimeSpan Grace => TimeSpan.FromSeconds(2);

    private string State => _bundle.Of("state");

    public HostCommand Deploy()
    {
        ContainerFiles.Unpack(image, job, _bundle.Of(RootFolder));
        ContainerConfig.Write(_bundle.Of("config.json"), [.. image.EntryPoint, .. job.Words], _bundle.Name, groups.CanLimitMemory ? memory : null);
        string manager = groups.CanLimitMemory ? "cgroupfs" : "disabled";
        return groups.Clear(new(crun, ["--root", State, $"--cgroup-manager={manager}", "run", "--bundle", _bundle.Path, _bundle.Name]));
    }

    /// <summary>Ends the program in the container, upon which crun clears away and ends; a crun that was killed would leave it running.</summary>
    public void Stop(HostProcess process)
    {
        string? refusal = SystemProgram.Run(crun, "--root", State, "kill", _bundle.Name, "KILL");
        if (refusal is not null || !process.WaitForEnd(Grace))
        {
            process.Kill();
        }
    }

    /// <summary>A crun that was stopped before it had made the container left no word of it, perhaps its control group.</summary>
    public string? TearDown()
    {
        bool isKnown = File.Exists(Path.Combine(State, _bundle.Name, "status"));
        return isKnown && SystemProgram.Run(crun, "--root", State, "delete", "--force", _bundle.Name) is { } refusal
            ? $"the container {_bundle.Path} is left: {refusal}"
            : CgroupLayout.Remove(_bundle.Name) ?? _bundle.Delete();
    }
}
