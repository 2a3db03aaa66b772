using Vtnt.Probing;

namespace Vtnt.Host;

/// <summary>What the arguments say. Long options belong to the program, single letters to the measurement.</summary>
internal sealed class HostOptions
{
    private static readonly string[] Flags = ["--allow-reserved", "--version"];

    private static readonly string[] Valued =
        ["--format", "--output", "--pull", "--targets", "--job", "--vantage", "--source", "--deadline", "--pps", "--window", "--profile"];

    private readonly Dictionary<string, string> _values = [];

    /// <summary>The measurement, then letters and destinations for its own parser.</summary>
    internal List<string> Words { get; } = [];

    internal bool AllowReserved => _values.ContainsKey("--allow-reserved");

    internal string Format => OneOf("--format", "json", "warts", "text");

    /// <summary>The value of an option; of a flag, anything. Null when it is not given.</summary>
    internal string? this[string word] => _values.GetValueOrDefault(word);

    /// <summary>Reads the arguments of the command line, and later those of a pulled job, over what is there.</summary>
    internal void Read(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string word = arguments[i];
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                _values[word] = Array.IndexOf(Flags, word) >= 0 ? ""
                    : Array.IndexOf(Valued, word) < 0 ? throw new HostFailure($"Unknown option {word}.")
                    : ++i < arguments.Count ? arguments[i] : throw new HostFailure($"Option {word} needs a value.");
            }
            else
            {
                Words.Add(word);
            }
        }
    }

    /// <summary>One of some words; the first when the option is not given.</summary>
    internal string OneOf(string word, params ReadOnlySpan<string> allowed) =>
        this[word] is not { } value ? allowed[0]
        : allowed.Contains(value) ? value : throw new HostFailure($"Option {word} must be one of: {string.Join(", ", allowed)}.");

    /// <summary>A whole number from 1; null when the option is not given.</summary>
    internal int? Number(string word, int most) =>
        this[word] is not { } value ? null
        : OptionValues.TryParseNumber(value, 1, most, out long number) ? (int)number
        : throw new HostFailure($"Option {word} must be a whole number from 1 to {most}.");

    internal static HostAddress Address(string text) =>
        !HostAddress.TryParse(text, out HostAddress address) ? throw new HostFailure($"'{text}' is not an address; names are not resolved here.")
            : address.IsIPv4 ? address
            : throw new HostFailure($"IPv6 is not available here: {text}.");
}
