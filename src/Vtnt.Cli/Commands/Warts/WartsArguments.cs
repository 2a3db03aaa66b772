using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>The arguments of one of the <c>vtnt warts</c> commands: long options, <c>-o FILE</c>, and files.</summary>
internal sealed class WartsArguments
{
    private readonly LongValues _values = new();

    private WartsArguments()
    {
    }

    /// <summary>The files in the order given; <c>-</c> is standard input.</summary>
    internal List<string> Files { get; } = [];

    /// <summary>The file of <c>-o</c>; null when not given.</summary>
    internal string? OutputFile => _values["o"];

    /// <summary>Splits the arguments.</summary>
    /// <exception cref="UsageException">Something is not understood, or no file is named.</exception>
    internal static WartsArguments Read(IReadOnlyList<string> arguments, LongOptions known)
    {
        var read = new WartsArguments();
        bool onlyFiles = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (onlyFiles || argument == "-" || !argument.StartsWith('-'))
            {
                read.Files.Add(argument);
            }
            else if (argument == "--")
            {
                onlyFiles = true;
            }
            else
            {
                read.AddOption(arguments, ref i, known);
            }
        }

        return read.Files.Count > 0 ? read : throw new UsageException("name at least one warts file, or '-' for standard input");
    }

    internal bool Has(string name) => _values.Has(name);

    internal string? Value(string name) => _values[name];

    /// <inheritdoc cref="LongValues.Number"/>
    internal int Number(string name, int minimum, int maximum, int absent) => _values.Number(name, minimum, maximum, absent);

    /// <inheritdoc cref="LongValues.OneOf"/>
    internal string OneOf(string name, params ReadOnlySpan<string> words) => _values.OneOf(name, words);

    /// <summary>How <c>--dialect</c> wants the files read.</summary>
    internal WartsReaderOptions ReaderOptions(WartsDialect absent) => new()
    {
        Dialect = Value("dialect") switch
        {
            null => absent,
            "auto" => WartsDialect.Detect,
            "scamper" => WartsDialect.Scamper,
            "tnt" => WartsDialect.Tnt,
            string other => throw new UsageException($"--dialect must be one of auto, scamper, tnt, not '{other}'"),
        },
    };

    private void AddOption(IReadOnlyList<string> arguments, ref int i, LongOptions known)
    {
        string argument = arguments[i];
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = (equals < 0 ? argument : argument[..equals]).TrimStart('-');
        bool isLong = argument.StartsWith("--", StringComparison.Ordinal);
        if (isLong != name.Length > 1 || (!known.IsFlag(name) && !known.TakesValue(name)))
        {
            throw new UsageException($"unknown option {argument}; 'vtnt warts --help' lists the options");
        }

        string value = "";
        if (known.TakesValue(name))
        {
            value = equals >= 0 ? argument[(equals + 1)..] : i + 1 < arguments.Count ? arguments[++i]
                : throw new UsageException($"{argument} needs a value; 'vtnt warts --help' says which");
        }

        if (!_values.TryAdd(name, value))
        {
            throw new UsageException($"{(isLong ? "--" : "-")}{name} is given twice; give it once");
        }
    }
}
