using System.Globalization;

namespace Vtnt.Cli;

/// <summary>The long options that a command line gave, with their values; a flag's is empty.</summary>
internal sealed class LongValues
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    internal bool Has(string name) => _values.ContainsKey(name);

    internal string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Adds an option; false when it is there already.</summary>
    internal bool TryAdd(string name, string value) => _values.TryAdd(name, value);

    /// <summary>A whole number within a range, or what holds when the option is absent.</summary>
    internal int Number(string name, int minimum, int maximum, int absent)
    {
        if (this[name] is not { } text)
        {
            return absent;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum
            ? number
            : throw new UsageException($"--{name} must be a whole number from {minimum} to {maximum}, not '{text}'");
    }

    /// <summary>One of some words, or the first of them when the option is absent.</summary>
    internal string OneOf(string name, params ReadOnlySpan<string> words)
    {
        string value = this[name] ?? words[0];
        return words.Contains(value) ? value : throw new UsageException($"--{name} must be one of {string.Join(", ", words)}, not '{value}'");
    }
}
