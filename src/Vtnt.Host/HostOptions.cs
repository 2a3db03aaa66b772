using System.Globalization;
using Vtnt.Probing;

namespace Vtnt.Host;

/// <summary>What the arguments say. Long options belong to the program, single letters to the measurement.</summary>
internal sealed class HostOptions
{
    internal string? Measurement { get; private set; }

    /// <summary>Letters and destinations, for the measurement's own parser.</summary>
    internal List<string> Words { get; } = [];

    internal string Format { get; private set; } = "json";

    internal string? Output { get; private set; }

    internal string? Pull { get; private set; }

    internal string? TargetFile { get; private set; }

    internal string? Job { get; private set; }

    internal string? Vantage { get; private set; }

    internal HostAddress? Source { get; private set; }

    internal TimeSpan? Deadline { get; private set; }

    internal int PacketsPerSecond { get; private set; } = 20;

    internal int Window { get; private set; } = 1;

    internal bool AllowReserved { get; private set; }

    internal bool IsCompat { get; private set; }

    internal bool WantsVersion { get; private set; }

    /// <summary>Reads the arguments of the command line, and later those of a pulled job, over what is there.</summary>
    internal void Read(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string word = arguments[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                Measurement ??= word;
                if (!ReferenceEquals(Measurement, word))
                {
                    Words.Add(word);
                }
            }
            else if (!TryReadFlag(word))
            {
                ReadValue(word, i + 1 < arguments.Count ? arguments[++i] : throw new HostFailure($"Option {word} needs a value."));
            }
        }
    }

    private bool TryReadFlag(string word)
    {
        AllowReserved |= word == "--allow-reserved";
        WantsVersion |= word == "--version";
        return word is "--allow-reserved" or "--version";
    }

    private void ReadValue(string word, string value)
    {
        switch (word)
        {
            case "--format": Format = OneOf(word, value, "json", "warts", "text"); break;
            case "--output": Output = value; break;
            case "--pull": Pull = value; break;
            case "--targets": TargetFile = value; break;
            case "--job": Job = value; break;
            case "--vantage": Vantage = value; break;
            case "--source": Source = Address(value); break;
            case "--deadline": Deadline = TimeSpan.FromSeconds(Number(word, value, 1_000_000)); break;
            case "--pps": PacketsPerSecond = Number(word, value, 1_000_000); break;
            case "--window": Window = Number(word, value, 100_000); break;
            case "--profile": IsCompat = OneOf(word, value, "strict", "compat") == "compat"; break;
            default: throw new HostFailure($"Unknown option {word}.");
        }
    }

    private static string OneOf(string word, string value, params ReadOnlySpan<string> allowed) =>
        allowed.Contains(value) ? value : throw new HostFailure($"Option {word} must be one of: {string.Join(", ", allowed)}.");

    private static int Number(string word, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most
            ? number
            : throw new HostFailure($"Option {word} must be a whole number from 1 to {most}.");

    internal static HostAddress Address(string text) =>
        !HostAddress.TryParse(text, out HostAddress address) ? throw new HostFailure($"'{text}' is not an address; names are not resolved here.")
            : address.IsIPv4 ? address
            : throw new HostFailure($"IPv6 is not available here: {text}.");
}
