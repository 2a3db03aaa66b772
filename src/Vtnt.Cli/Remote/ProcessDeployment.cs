namespace Vtnt.Cli;

/// <summary>vtnt-host as a process of this machine.</summary>
internal sealed class ProcessDeployment(string program, IReadOnlyList<string> job) : IDeployment
{
    public string Name => "process";

    public TimeSpan Grace => TimeSpan.FromSeconds(2);

    public HostCommand Deploy() => new(program, job);

    public void Stop(HostProcess process) => process.Kill();

    public string? TearDown() => null;
}
