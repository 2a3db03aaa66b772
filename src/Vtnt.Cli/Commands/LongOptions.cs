namespace Vtnt.Cli;

/// <summary>The long options that a command understands.</summary>
internal sealed class LongOptions
{
    private static readonly string[] CommonFlags = ["help", "json", "allow-reserved"];

    private static readonly string[] CommonValues =
        ["format", "lab", "seed", "pps", "window", "targets", "do-not-probe", "source", "interface", "warts", "record"];

    private readonly HashSet<string> _flags, _values;

    /// <summary>Exactly these.</summary>
    internal LongOptions(IEnumerable<string> flags, IEnumerable<string> values) =>
        (_flags, _values) = (new(flags, StringComparer.Ordinal), new(values, StringComparer.Ordinal));

    /// <summary>What every measuring command has, and these.</summary>
    internal static LongOptions Measuring(IEnumerable<string>? flags = null, IEnumerable<string>? values = null) =>
        new([.. CommonFlags, .. flags ?? []], [.. CommonValues, .. values ?? []]);

    internal bool IsFlag(string name) => _flags.Contains(name);

    internal bool TakesValue(string name) => _values.Contains(name);
}
