namespace Vtnt.Probing;

/// <summary>
/// Reads a command's arguments token by token, by scamper's rules: letters are case-sensitive, flags may be clustered,
/// a value is always the next token and never glued to its letter. Options and operands may be mixed; after a lone
/// <c>--</c> everything is an operand.
/// </summary>
public sealed class OptionReader
{
    private readonly IReadOnlyList<string> _arguments;
    private readonly OptionSyntax _syntax;
    private int _next;
    private string _cluster = "";
    private int _inCluster;
    private bool _onlyOperands;

    /// <summary>A reader that stands before the first argument.</summary>
    public OptionReader(IReadOnlyList<string> arguments, OptionSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(syntax);
        (_arguments, _syntax) = (arguments, syntax);
    }

    /// <summary>What the last <see cref="Read"/> found.</summary>
    public OptionTokenKind Kind { get; private set; }

    /// <summary>The letter, of <see cref="OptionTokenKind.Letter"/>; after a problem, the letter it is about or NUL.</summary>
    public char Letter { get; private set; }

    /// <summary>
    /// A letter's value (empty for a flag); a long option's name without its dashes; an operand as it stands. After a
    /// problem, the argument it is about.
    /// </summary>
    public string Text { get; private set; } = "";

    /// <summary>The value of <c>--name=value</c>; null when the long option stands alone.</summary>
    public string? AttachedValue { get; private set; }

    /// <summary>What stopped the reader, or <see cref="OptionProblem.None"/>.</summary>
    public OptionProblem Problem { get; private set; }

    /// <summary>Splits one command line at spaces. A token in <c>'</c> or <c>"</c> may hold spaces; inside, a backslash takes the next character as it is.</summary>
    /// <returns>False when a quote is not closed, or something is glued to its end.</returns>
    public static bool TrySplit(ReadOnlySpan<char> line, out IReadOnlyList<string> tokens)
    {
        List<string> found = [];
        tokens = found;
        while (!(line = line.TrimStart(' ')).IsEmpty)
        {
            int length = line[0] is '\'' or '"' ? UnquoteInto(found, line) : CopyInto(found, line);
            if (length < 0)
            {
                return false;
            }

            line = line[length..];
        }

        return true;
    }

    /// <summary>Goes to the next token. False at the end, or when <see cref="Problem"/> says that something is wrong.</summary>
    public bool Read()
    {
        if (Problem != OptionProblem.None)
        {
            return false;
        }

        (Kind, Letter, AttachedValue) = (OptionTokenKind.None, default, null);
        return _inCluster < _cluster.Length ? ReadLetter() : ReadArgument();
    }

    /// <summary>Takes the next argument, whatever it looks like, as the value of the long option the reader stands at.</summary>
    /// <returns>Its attached value, or the next argument; null when there is neither.</returns>
    public string? TakeValue() => AttachedValue ?? (_next < _arguments.Count ? _arguments[_next++] : null);

    private static int CopyInto(List<string> tokens, ReadOnlySpan<char> line)
    {
        int length = line.IndexOf(' ');
        length = length < 0 ? line.Length : length;
        tokens.Add(line[..length].ToString());
        return length;
    }

    private static int UnquoteInto(List<string> tokens, ReadOnlySpan<char> line)
    {
        var token = new System.Text.StringBuilder();
        for (int i = 1; i < line.Length; i++)
        {
            if (line[i] == line[0])
            {
                tokens.Add(token.ToString());
                return i + 1 == line.Length || line[i + 1] == ' ' ? i + 1 : -1;
            }

            if (line[i] == '\\' && ++i == line.Length)
            {
                break;
            }

            token.Append(line[i]);
        }

        return -1;
    }

    private bool ReadArgument()
    {
        if (_next == _arguments.Count)
        {
            return false;
        }

        Text = _arguments[_next++];
        if (_onlyOperands || !Text.StartsWith('-'))
        {
            Kind = OptionTokenKind.Operand;
            return true;
        }

        if (Text == "--")
        {
            _onlyOperands = true;
            return ReadArgument();
        }

        return Text.StartsWith("--", StringComparison.Ordinal) ? ReadWord() : ReadCluster();
    }

    private bool ReadWord()
    {
        int equals = Text.IndexOf('=', StringComparison.Ordinal);
        AttachedValue = equals < 0 ? null : Text[(equals + 1)..];
        Text = equals < 0 ? Text[2..] : Text[2..equals];
        Kind = OptionTokenKind.Word;
        return true;
    }

    private bool ReadCluster()
    {
        if (Text.Length == 1)
        {
            return Stop(OptionProblem.LoneDash);
        }

        (_cluster, _inCluster) = (Text, 1);
        return ReadLetter();
    }

    private bool ReadLetter()
    {
        (Letter, Text) = (_cluster[_inCluster++], _cluster);
        if (!_syntax.TryGetKind(Letter, out OptionValueKind kind))
        {
            return Stop(OptionProblem.UnknownLetter);
        }

        if (kind == OptionValueKind.None)
        {
            (Kind, Text) = (OptionTokenKind.Letter, "");
            return true;
        }

        return _cluster.Length > 2 ? Stop(OptionProblem.GluedValue) : ReadValue(kind);
    }

    private bool ReadValue(OptionValueKind kind)
    {
        if (_next == _arguments.Count)
        {
            return Stop(OptionProblem.MissingValue);
        }

        Text = _arguments[_next++];
        if (kind == OptionValueKind.Number && !OptionValues.IsNumber(Text))
        {
            return Stop(OptionProblem.NotANumber);
        }

        Kind = OptionTokenKind.Letter;
        return true;
    }

    private bool Stop(OptionProblem problem)
    {
        (Problem, Kind) = (problem, OptionTokenKind.None);
        return false;
    }
}
