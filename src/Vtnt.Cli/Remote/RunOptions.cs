using System.Globalization;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>The options of <c>vtnt run</c> itself: they stand in front, the measurement and all that follows is vtnt-host's.</summary>
internal sealed class RunOptions
{
    private const string Process = "process", Container = "container", Guest = "qemu";
    private const int LongestTimeout = 1_000_000, LeastMemory = 8, MostMemory = 1 << 20;

    /// <summary>Each option, and the ways that know it.</summary>
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["--as"] = [Process, Container, Guest],
        ["--timeout"] = [Process, Container, Guest],
        ["--host"] = [Process, Guest],
        ["--image"] = [Container],
        ["--memory"] = [Container, Guest],
        ["--kernel"] = [Guest],
        ["--tap"] = [Guest],
        ["--address"] = [Guest],
        ["--kvm"] = [Guest],
    };

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private RunOptions(IReadOnlyList<string> arguments)
    {
        int i = 0;
        for (; i < arguments.Count && arguments[i].StartsWith('-'); i += 2)
        {
            string name = Known.ContainsKey(arguments[i]) ? arguments[i] : throw new UsageException($"unknown option {arguments[i]}; 'vtnt run --help' lists the options");
            string value = i + 1 < arguments.Count ? arguments[i + 1] : throw new UsageException($"{name} needs a value; 'vtnt run --help' says which");
            if (!_values.TryAdd(name, value))
            {
                throw new UsageException($"{name} is given twice");
            }
        }

        Job = [.. arguments.Skip(i)];
    }

    /// <summary>The measurement, its options and destinations.</summary>
    internal IReadOnlyList<string> Job { get; }

    /// <summary>How the user wants vtnt-host to run.</summary>
    internal string Way => Value("--as")!;

    /// <summary>The program, if the user named it.</summary>
    internal string? Host => Value("--host");

    /// <summary>The folder of the image, if the user named it.</summary>
    internal string? Image => Value("--image");

    /// <summary>The guest's kernel, if the user named it.</summary>
    internal string? Kernel => Value("--kernel");

    /// <summary>The guest's network interface on this machine, if the user named it.</summary>
    internal string? Tap => Value("--tap");

    /// <summary>After so long it is stopped.</summary>
    internal TimeSpan Timeout => TimeSpan.FromSeconds(Number("--timeout", 1, LongestTimeout) ?? 600);

    /// <summary>Memory of the container or of the guest, in MiB.</summary>
    internal int Memory => Number("--memory", LeastMemory, MostMemory) ?? 32;

    /// <summary>False when QEMU shall translate the guest although this machine has KVM: nested, it may be there and not work.</summary>
    internal bool MayUseKvm => Value("--kvm") switch
    {
        null or "on" => true,
        "off" => false,
        { } text => throw new UsageException($"--kvm must be on or off, not '{text}'"),
    };

    /// <summary>The guest's address with its prefix length and perhaps a gateway, as the user wrote it; null: DHCP.</summary>
    internal string? Address => Value("--address") is not { } text ? null
        : AddressWithoutLength is not null ? text
        : throw new UsageException($"--address must be like 192.0.2.2/24 or 192.0.2.2/24:192.0.2.1, not '{text}'");

    /// <summary>The guest's address; null when it is not given as it must be.</summary>
    internal string? AddressWithoutLength =>
        Value("--address")?.Split(':') is [string network, .. { Length: <= 1 } gateway]
        && network.Split('/') is [string address, string length]
        && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) && bits is >= 1 and <= 32
        && IsIPv4(address) && gateway.All(IsIPv4) ? address : null;

    /// <summary>Reads the words behind <c>vtnt run</c>.</summary>
    /// <exception cref="UsageException">They make no sense.</exception>
    internal static RunOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new RunOptions(arguments);
        string way = options.Value("--as") ?? "";
        if (!Known["--as"].Contains(way))
        {
            throw new UsageException("say --as process, --as container or --as qemu; 'vtnt run --help' tells more");
        }

        if (options._values.Keys.FirstOrDefault(name => !Known[name].Contains(way)) is { } stranger)
        {
            throw new UsageException($"{stranger} is for --as {string.Join(" and --as ", Known[stranger])}");
        }

        if (options.Job is not ["trace" or "ping" or "tnt", ..])
        {
            throw new UsageException("say what to measure: trace, ping or tnt; 'vtnt run --help' tells more");
        }

        if (options.Job.FirstOrDefault(word => word is "--output" or "--pull") is { } elsewhere)
        {
            throw new UsageException($"{elsewhere} sends results elsewhere, but 'vtnt run' gives them back; leave it out");
        }

        return options;
    }

    private string? Value(string name) => _values.GetValueOrDefault(name);

    private int? Number(string name, int least, int most) => Value(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
        : throw new UsageException($"{name} must be a whole number from {least} to {most}, not '{text}'");

    private static bool IsIPv4(string text) => HostAddress.TryParse(text, out HostAddress address) && address.IsIPv4;
}
