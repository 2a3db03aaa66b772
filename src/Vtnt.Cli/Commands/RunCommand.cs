namespace Vtnt.Cli;

/// <summary><c>vtnt run --as WAY</c>: lets vtnt-host measure, and gives back its results as if it had been this program.</summary>
internal static class RunCommand
{
    private const string Help =
        """
        vtnt run: lets vtnt-host, the probe in one static executable, measure

        Usage: vtnt run --as process|container|qemu [options] trace|ping|tnt [options] DEST...

          --as process         a process of this machine
          --as container       a container on the network of this process, run by crun, else by podman (root)
          --as qemu            a guest of QEMU, in a Unikraft kernel of yours
          --timeout SECONDS    it is stopped when it has not ended by then (600)
          --host FILE          process, qemu: the executable; else the one that ./vtnt-image made
          --image FOLDER       container: the OCI image; else the one that ./vtnt-image made
          --memory MIB         container, qemu: its memory (32)
          --kernel FILE        qemu: the kernel; else the one that VTNT_UNIKRAFT_KERNEL names
          --tap NAME           qemu: the tap interface that carries its packets
          --address CIDR[:GW]  qemu: its address, as 192.0.2.2/24:192.0.2.1; else its kernel asks DHCP
          --kvm on|off         qemu: off where KVM is there and does not work (on)

        What follows goes to vtnt-host as it stands (docs/unikernel.md): letters of the measurement,
        --format json|warts|text, --pps, --allow-reserved, --deadline and others, numeric destinations.
        A container and a guest get a copy of the file that --targets names.
        Results and exit status are those of the measurement; standard error tells the seconds that
        deploying (until vtnt-host is at work), running and tearing down took.

        """;

    internal static int Run(IReadOnlyList<string> arguments, Terminal terminal)
    {
        if (arguments is ["--help", ..])
        {
            terminal.Output.Write(Help);
            return ExitCode.Done;
        }

        var options = RunOptions.Read(arguments);
        TimeSpan timeout = options.Timeout;
        terminal.EndOnHangUp();
        return new HostRun(Deployments.Of(options, terminal), timeout, terminal).Execute();
    }
}
