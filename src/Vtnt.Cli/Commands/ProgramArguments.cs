using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// A measuring command's arguments, split: long options are the program's, single letters the measurement's (but for
/// <c>-4 -6 -n</c>, which are the program's too), the rest are destinations.
/// </summary>
internal sealed class ProgramArguments
{
    private readonly string _command;
    private readonly LongOptions _known;
    private readonly LongValues _values = new();

    private ProgramArguments(string command, LongOptions known) => (_command, _known) = (command, known);

    /// <summary>The measurement's letters and their values, as its own parser takes them.</summary>
    internal List<string> Letters { get; } = [];

    /// <summary>Destinations as they were typed.</summary>
    internal List<string> Operands { get; } = [];

    internal bool OnlyIPv4 { get; private set; }

    internal bool OnlyIPv6 { get; private set; }

    internal bool Numeric { get; private set; }

    /// <summary>What the measurement's parser reads: letters, and numeric destinations that options may depend on.</summary>
    internal IReadOnlyList<string> ForParser => [.. Letters, "--", .. Operands];

    /// <summary>Splits the arguments.</summary>
    /// <param name="command">The command's name, for what is said to the user.</param>
    /// <param name="arguments">The arguments behind it.</param>
    /// <param name="syntax">The measurement's letters.</param>
    /// <param name="known">The long options that the command has.</param>
    /// <exception cref="UsageException">Something is not understood.</exception>
    internal static ProgramArguments Read(string command, IReadOnlyList<string> arguments, OptionSyntax syntax, LongOptions known)
    {
        var read = new ProgramArguments(command, known);
        OptionSyntax all = syntax.Add("46n");
        var reader = new OptionReader(arguments, all);
        while (reader.Read())
        {
            switch (reader.Kind)
            {
                case OptionTokenKind.Operand:
                    read.Operands.Add(reader.Text);
                    break;
                case OptionTokenKind.Word:
                    read.AddWord(reader);
                    break;
                default:
                    read.AddLetter(reader, all);
                    break;
            }
        }

        if (reader.Problem != OptionProblem.None)
        {
            throw read.Misunderstood(reader);
        }

        return read.OnlyIPv4 && read.OnlyIPv6 ? throw new UsageException("-4 and -6 exclude each other; give one of them") : read;
    }

    internal bool Has(string name) => _values.Has(name);

    internal string? Value(string name) => _values[name];

    /// <inheritdoc cref="LongValues.Number"/>
    internal int Number(string name, int minimum, int maximum, int absent) => _values.Number(name, minimum, maximum, absent);

    /// <inheritdoc cref="LongValues.OneOf"/>
    internal string OneOf(string name, params ReadOnlySpan<string> words) => _values.OneOf(name, words);

    /// <summary>The options of a parser, or its refusal in a sentence.</summary>
    internal TOptions Valid<TOptions>(ParsedOptions<TOptions> parsed)
        where TOptions : class =>
        parsed.Options ?? throw new UsageException($"{parsed.Error}; 'vtnt {_command} --help' lists the options and their ranges");

    private void AddWord(OptionReader reader)
    {
        string name = reader.Text;
        if (_known.IsFlag(name))
        {
            _ = _values.TryAdd(name, reader.AttachedValue is null ? "" : throw new UsageException($"--{name} takes no value"));
            return;
        }

        if (!_known.TakesValue(name))
        {
            throw new UsageException($"unknown option --{name}; 'vtnt {_command} --help' lists the options");
        }

        string value = reader.TakeValue() ?? throw new UsageException($"--{name} needs a value; 'vtnt {_command} --help' says which");
        if (!_values.TryAdd(name, value))
        {
            throw new UsageException($"--{name} is given twice; give it once");
        }
    }

    private void AddLetter(OptionReader reader, OptionSyntax syntax)
    {
        switch (reader.Letter)
        {
            case '4':
                OnlyIPv4 = true;
                return;
            case '6':
                OnlyIPv6 = true;
                return;
            case 'n':
                Numeric = true;
                return;
            default:
                Letters.Add($"-{reader.Letter}");
                if (syntax.TryGetKind(reader.Letter, out OptionValueKind kind) && kind != OptionValueKind.None)
                {
                    Letters.Add(reader.Text);
                }

                return;
        }
    }

    private UsageException Misunderstood(OptionReader reader)
    {
        string help = $"'vtnt {_command} --help' lists the options";
        return new(reader.Problem switch
        {
            OptionProblem.UnknownLetter => $"unknown option -{reader.Letter}; {help}",
            OptionProblem.MissingValue => $"-{reader.Letter} needs a value; {help}",
            OptionProblem.GluedValue => $"write the value of -{reader.Letter} as an argument of its own, not as '{reader.Text}'; {help}",
            OptionProblem.NotANumber => $"-{reader.Letter} needs a number, not '{reader.Text}'; {help}",
            _ => $"'{reader.Text}' is neither an option nor a destination; {help}",
        });
    }
}
