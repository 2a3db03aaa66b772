namespace Vtnt.Probing;

/// <summary>Reads the letters and operands of one measurement command; the words of a refusal are scamper's.</summary>
internal static class OptionLetters
{
    /// <summary>Reads all tokens first, then applies the letters in their order.</summary>
    /// <param name="command">The command's name, for the error text.</param>
    /// <param name="arguments">Options and operands, mixed.</param>
    /// <param name="syntax">The command's letters.</param>
    /// <param name="repeatable">Letters that may stand more than once.</param>
    /// <param name="apply">Takes a letter and its value; returns what is wrong, or null.</param>
    /// <param name="operands">The operands in their order.</param>
    /// <returns>What is wrong, or null.</returns>
    internal static string? Read(
        string command, IReadOnlyList<string> arguments, OptionSyntax syntax, string repeatable,
        Func<char, string, string?> apply, out IReadOnlyList<string> operands)
    {
        List<string> rest = [];
        operands = rest;
        if (!TryTokenise(arguments, syntax, rest, out List<(char Letter, string Value)> letters))
        {
            return $"could not parse {command} command";
        }

        var seen = new HashSet<char>();
        foreach ((char letter, string value) in letters)
        {
            if (!seen.Add(letter) && !repeatable.Contains(letter, StringComparison.Ordinal))
            {
                return $"repeated option -{letter}";
            }

            if (apply(letter, value) is { } problem)
            {
                return $"-{letter} failed: {problem}";
            }
        }

        return null;
    }

    /// <summary>The operands that are numeric addresses; names are left out.</summary>
    internal static IReadOnlyList<HostAddress> AddressesOf(IReadOnlyList<string> operands)
    {
        List<HostAddress> addresses = [];
        foreach (string operand in operands)
        {
            if (HostAddress.TryParse(operand, out HostAddress address))
            {
                addresses.Add(address);
            }
        }

        return addresses;
    }

    /// <summary>Which families the destinations are of.</summary>
    internal static (bool IPv4, bool IPv6) FamiliesOf(IReadOnlyList<HostAddress> destinations)
    {
        (bool toIPv4, bool toIPv6) = (false, false);
        foreach (HostAddress destination in destinations)
        {
            toIPv4 |= destination.IsIPv4;
            toIPv6 |= destination.IsIPv6;
        }

        return (toIPv4, toIPv6);
    }

    /// <summary>Splits a whole command line; its first word must be the command, its operands addresses.</summary>
    internal static ParsedOptions<TOptions> ParseCommand<TOptions>(
        string command, string line, string expected, Func<IReadOnlyList<string>, ParsedOptions<TOptions>> parse)
        where TOptions : class
    {
        if (!OptionReader.TrySplit(line, out IReadOnlyList<string> tokens) || tokens.Count == 0 || tokens[0] != command)
        {
            return ParsedOptions.Failure<TOptions>($"could not parse {command} command");
        }

        ParsedOptions<TOptions> parsed = parse([.. new List<string>(tokens)[1..]]);
        if (!parsed.IsValid)
        {
            return parsed;
        }

        return parsed.Operands.Count == 0 ? ParsedOptions.Failure<TOptions>(expected)
            : AddressesOf(parsed.Operands).Count < parsed.Operands.Count ? ParsedOptions.Failure<TOptions>("invalid destination address")
            : parsed;
    }

    /// <summary>Nothing is wrong with it: does it.</summary>
    internal static string? Do(Action action)
    {
        action();
        return null;
    }

    /// <summary>Assigns a decimal number within a range, or says that it is not.</summary>
    internal static string? Set(string value, string name, long minimum, long maximum, Action<long> assign) =>
        OptionValues.TryParseNumber(value, minimum, maximum, out long number)
            ? Do(() => assign(number))
            : $"{name} must be within {minimum} - {maximum}";

    /// <summary>Assigns a number within a range whose base shows, or says that it is not.</summary>
    internal static string? SetAnyBase(string value, string name, long minimum, long maximum, Action<long> assign) =>
        OptionValues.TryParseAnyBase(value, minimum, maximum, out long number)
            ? Do(() => assign(number))
            : $"{name} must be within {minimum} - {maximum}";

    /// <summary>Assigns a numeric address, or gives <paramref name="problem"/>.</summary>
    internal static string? SetAddress(string value, string problem, Action<HostAddress> assign) =>
        HostAddress.TryParse(value, out HostAddress address) ? Do(() => assign(address)) : problem;

    private static bool TryTokenise(
        IReadOnlyList<string> arguments, OptionSyntax syntax, List<string> operands, out List<(char Letter, string Value)> letters)
    {
        letters = [];
        var reader = new OptionReader(arguments, syntax);
        while (reader.Read())
        {
            switch (reader.Kind)
            {
                case OptionTokenKind.Letter:
                    letters.Add((reader.Letter, reader.Text));
                    break;
                case OptionTokenKind.Operand:
                    operands.Add(reader.Text);
                    break;
                default:
                    return false;
            }
        }

        return reader.Problem == OptionProblem.None;
    }
}
