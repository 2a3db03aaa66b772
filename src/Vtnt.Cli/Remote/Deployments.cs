namespace Vtnt.Cli;

/// <summary>The ways to run vtnt-host: finds what each needs, and refuses in one sentence when it is not there.</summary>
internal static class Deployments
{
    /// <summary>The environment variable that names a kernel.</summary>
    internal const string KernelVariable = "VTNT_UNIKRAFT_KERNEL";

    private const int Mebibyte = 1 << 20;

    /// <summary>The way that the options name.</summary>
    /// <exception cref="UsageException">The machine lacks something.</exception>
    internal static IDeployment Of(RunOptions options, Terminal terminal) => options.Way switch
    {
        "container" => OfContainer(options, terminal),
        "qemu" => OfGuest(options),
        _ => new ProcessDeployment(HostProgram.Find(options.Host), options.Job),
    };

    private static IDeployment OfContainer(RunOptions options, Terminal terminal)
    {
        string? crun = SystemProgram.Find("crun"), podman = crun is null ? SystemProgram.Find("podman") : null;
        if (crun is null && podman is null)
        {
            throw new UsageException("neither crun nor podman is here to run a container; install the package crun");
        }

        if (!OperatingSystem.IsLinux() || Libc.GetEffectiveUser() != 0)
        {
            throw new UsageException("a container that probes needs root: nobody else can give it raw sockets in this network");
        }

        long memory = (long)options.Memory * Mebibyte;
        var image = OciImage.Open(HostProgram.FindImage(options.Image));
        var job = HostJob.Read(options.Job);
        var groups = CgroupLayout.OfSystem();
        if (!groups.CanLimitMemory)
        {
            terminal.Errors.WriteLine("vtnt: container: its memory is not limited, since no control group can be made for it here");
        }

        return crun is not null ? new CrunContainer(crun, image, job, memory, groups) : new PodmanContainer(podman!, image, job, memory, groups);
    }

    private static GuestDeployment OfGuest(RunOptions options)
    {
        string kernel = options.Kernel ?? Environment.GetEnvironmentVariable(KernelVariable) ?? "";
        if (kernel.Length == 0)
        {
            throw new UsageException($"say which kernel boots the guest, by --kernel FILE or {KernelVariable}: none comes with vtnt (docs/unikernel.md)");
        }

        if (!File.Exists(kernel))
        {
            throw new UsageException($"there is no kernel '{kernel}'");
        }

        string tap = options.Tap ?? throw new UsageException("say which tap interface carries the guest's packets, by --tap NAME; 'ip tuntap add NAME mode tap' makes one");
        if (!HasInterface(tap))
        {
            throw new UsageException($"there is no network interface '{tap}'; 'ip tuntap add {tap} mode tap' makes one");
        }

        string emulator = SystemProgram.Find(GuestCommand.Emulator)
            ?? throw new UsageException($"{GuestCommand.Emulator} is not here to boot a guest; install the package qemu-system-x86");
        var guest = new GuestCommand
        {
            Kernel = Path.GetFullPath(kernel),
            Initrd = "",
            Network = GuestCommand.Tap(tap),
            Address = options.Address,
            Words = [],
            Memory = options.Memory,
            IsAccelerated = options.MayUseKvm && HasKvm(),
        };
        return new(emulator, guest, HostProgram.Find(options.Host), HostJob.Read(WithSource(options)));
    }

    /// <summary>The guest's kernel does not tell a program its address, so the job says it.</summary>
    private static IReadOnlyList<string> WithSource(RunOptions options) =>
        options.AddressWithoutLength is { } address && !options.Job.Contains("--source")
            ? [options.Job[0], "--source", address, .. options.Job.Skip(1)]
            : options.Job;

    private static bool HasInterface(string name) =>
        File.ReadLines("/proc/thread-self/net/dev").Any(line => line.Split(':')[0].Trim() == name);

    private static bool HasKvm()
    {
        try
        {
            File.OpenHandle("/dev/kvm", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return true;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
