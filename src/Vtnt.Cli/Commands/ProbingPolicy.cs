using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>What the arguments say about care for the network: the rate, and whom not to probe.</summary>
internal static class ProbingPolicy
{
    private const int UsualRate = 20, HighestRate = 10_000_000, LargestWindow = 1_000_000;

    internal static ProberOptions Read(ProgramArguments arguments) => new()
    {
        PacketsPerSecond = arguments.Number("pps", 1, HighestRate, UsualRate),
        Window = arguments.Number("window", 0, LargestWindow, 0),
        AllowReserved = arguments.Has("allow-reserved") || arguments.Has("lab"),
        DoNotProbe = arguments.Value("do-not-probe") is { } path ? ReadPrefixes(path) : PrefixSet.Empty,
    };

    internal static HostAddress? ReadSource(ProgramArguments arguments) => arguments.Value("source") switch
    {
        null => null,
        { } text => HostAddress.TryParse(text, out HostAddress address) ? address : throw new UsageException($"--source must be an address of this machine, not '{text}'"),
    };

    private static PrefixSet ReadPrefixes(string path)
    {
        using var reader = new StreamReader(path);
        try
        {
            return PrefixSet.Parse(reader);
        }
        catch (FormatException problem)
        {
            throw new UsageException($"{path}: {problem.Message}");
        }
    }
}
