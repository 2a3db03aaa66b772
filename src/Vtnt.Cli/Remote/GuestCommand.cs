namespace Vtnt.Cli;

/// <summary>
/// The command line that boots vtnt-host as a guest of QEMU, in Unikraft's ELF loader: written here for the runner and for
/// the tests that boot a guest; build/image/qemu.sh says the same to people without <c>vtnt</c>.
/// </summary>
internal sealed record GuestCommand
{
    /// <summary>QEMU's program.</summary>
    internal const string Emulator = "qemu-system-x86_64";

    /// <summary>The most that the kernel's command line may have: bytes, and words.</summary>
    internal const int MostBytes = 4095, MostWords = 60;

    private const string Card = "n0";

    /// <summary>The kernel's file.</summary>
    internal required string Kernel { get; init; }

    /// <summary>The archive with vtnt-host.</summary>
    internal required string Initrd { get; init; }

    /// <summary>What the guest's network card is connected to: a value of -netdev.</summary>
    internal required string Network { get; init; }

    /// <summary>Address, prefix length and perhaps gateway, as <c>192.0.2.2/24:192.0.2.1</c>; null: the kernel asks DHCP.</summary>
    internal string? Address { get; init; }

    /// <summary>What stands on vtnt-host's command line, behind its name.</summary>
    internal required IReadOnlyList<string> Words { get; init; }

    /// <summary>Memory of the guest, in MiB.</summary>
    internal int Memory { get; init; } = 32;

    /// <summary>The processor runs the guest (KVM); otherwise QEMU translates it.</summary>
    internal bool IsAccelerated { get; init; }

    /// <summary>The kernel's command line.</summary>
    internal string KernelLine =>
        $"elfloader {(Address is null ? "" : $"netdev.ip={Address} ")}vfs.fstab=[ \"initrd0:/:extract::ramfs=1:\" ] -- /vtnt-host {string.Join(' ', Words)}";

    /// <summary>True when the kernel takes its command line whole.</summary>
    internal bool Fits => KernelLine.Length <= MostBytes && KernelLine.Split(' ').Length <= MostWords;

    /// <summary>What follows QEMU's name.</summary>
    internal IReadOnlyList<string> Arguments =>
    [
        "-nodefaults", "-display", "none", "-serial", "stdio", "-no-reboot", "-device", "isa-debug-exit",
        .. IsAccelerated ? ["-enable-kvm", "-cpu", "host"] : (ReadOnlySpan<string>)["-cpu", "max"],
        "-m", Memory.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "-kernel", Kernel, "-initrd", Initrd,
        "-netdev", Network, "-device", $"virtio-net-pci,netdev={Card}",
        "-append", KernelLine,
    ];

    /// <summary>A card on a tap interface that exists.</summary>
    internal static string Tap(string name) => $"tap,id={Card},ifname={name},script=no,downscript=no";

    /// <summary>A card whose frames go through a connection to a port of this machine.</summary>
    internal static string Connection(int port) => $"socket,id={Card},connect=127.0.0.1:{port}";
}
