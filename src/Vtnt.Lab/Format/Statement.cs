using System.Globalization;

namespace Vtnt.Lab;

/// <summary>
/// One statement of a network's text: a line and the indented lines that continue it, as words read one after the
/// other. Every refusal names the line of the word it is about.
/// </summary>
internal sealed class Statement
{
    private readonly List<Word> _words = [];
    private int _next;

    private Statement(Word first) => _words.Add(first);

    /// <summary>The first word, which says what the statement is.</summary>
    internal string Keyword => _words[0].Text;

    /// <summary>The line of the word read last.</summary>
    internal int Line => _words[Math.Max(0, _next - 1)].Line;

    /// <summary>The word that comes next, or null at the end.</summary>
    internal string? Peek => _next < _words.Count ? _words[_next].Text : null;

    /// <summary>Splits a text into statements. A <c>#</c> begins a comment wherever it stands.</summary>
    internal static List<Statement> Split(string text)
    {
        List<Statement> statements = [];
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            int comment = line.IndexOf('#');
            AddWords(statements, comment < 0 ? line : line[..comment], number);
        }

        foreach (Statement statement in statements)
        {
            statement._next = 1;
        }

        return statements;
    }

    private static void AddWords(List<Statement> statements, ReadOnlySpan<char> line, int number)
    {
        bool continues = line.Length > 0 && char.IsWhiteSpace(line[0]);
        while (!(line = line.TrimStart()).IsEmpty)
        {
            int end = 0;
            while (end < line.Length && !char.IsWhiteSpace(line[end]))
            {
                end++;
            }

            var word = new Word(line[..end].ToString(), number);
            line = line[end..];
            if (continues && statements.Count == 0)
            {
                throw new LabFormatException(number, "An indented line continues a statement, but there is none before it.");
            }

            if (continues)
            {
                statements[^1]._words.Add(word);
            }
            else
            {
                statements.Add(new(word));
                continues = true;
            }
        }
    }

    /// <summary>Reads the next word; <paramref name="what"/> says what is missing if there is none.</summary>
    internal string Read(string what) => _next < _words.Count
        ? _words[_next++].Text
        : throw Fault($"'{Keyword}' ends where {what} should follow.");

    /// <summary>Reads the next word if it is <paramref name="keyword"/>.</summary>
    internal bool Accept(string keyword)
    {
        bool isNext = Peek == keyword;
        _next += isNext ? 1 : 0;
        return isNext;
    }

    /// <summary>Reads all words that are left, one space between them.</summary>
    internal string ReadRest(string what)
    {
        string rest = Read(what);
        while (Peek is not null)
        {
            rest += " " + Read(what);
        }

        return rest;
    }

    /// <summary>Refuses words that are left over.</summary>
    internal void End()
    {
        if (Peek is { } left)
        {
            Read("");
            throw Fault($"'{left}' is one word too many for '{Keyword}'.");
        }
    }

    /// <summary>Reads a whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    internal int ReadNumber(string what, int least, int most) => ParseNumber(Read(what), what, least, most);

    /// <summary>The whole number that a word read before is.</summary>
    internal int ParseNumber(ReadOnlySpan<char> word, string what, int least, int most) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw Fault($"'{word}' is not {what}, a whole number from {least} to {most}.");

    /// <summary>Reads <c>on</c> or <c>off</c>.</summary>
    internal bool ReadSwitch(string what) => Read(what) switch
    {
        "on" => true,
        "off" => false,
        string word => throw Fault($"'{word}' is neither 'on' nor 'off'."),
    };

    /// <summary>Reads a share such as <c>2.5%</c>; 0 to 1.</summary>
    internal double ReadShare(string what)
    {
        string word = Read(what);
        return word.EndsWith('%') && TryParseDecimal(word.AsSpan()[..^1], out double value) && value <= 100
            ? value / 100
            : throw Fault($"'{word}' is not a share from 0% to 100%.");
    }

    /// <summary>Reads a duration such as <c>250us</c>, <c>1.5ms</c> or <c>2s</c>, at most an hour; in nanoseconds.</summary>
    internal long ReadDuration(string what)
    {
        string word = Read(what);
        (int length, double unit) = word.EndsWith("us", StringComparison.Ordinal) ? (2, 1e3)
            : word.EndsWith("ms", StringComparison.Ordinal) ? (2, 1e6)
            : word.EndsWith('s') ? (1, 1e9)
            : (0, 0);
        return length > 0 && TryParseDecimal(word.AsSpan()[..^length], out double value) && value * unit <= 3600e9
            ? (long)(value * unit)
            : throw Fault($"'{word}' is not a duration of at most an hour in us, ms or s.");
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    /// <summary>Reads an address.</summary>
    internal HostAddress ReadAddress(string what)
    {
        string word = Read(what);
        return HostAddress.TryParse(word, out HostAddress address) ? address : throw Fault($"'{word}' is not {what}.");
    }

    /// <summary>Reads a prefix such as <c>198.19.4.0/24</c> whose host bits are zero.</summary>
    internal (HostAddress Network, int Length) ReadPrefix(string what)
    {
        string word = Read(what);
        int slash = word.IndexOf('/');
        if (slash < 0 || !HostAddress.TryParse(word.AsSpan()[..slash], out HostAddress network))
        {
            throw Fault($"'{word}' is not {what}.");
        }

        int length = ParseNumber(word.AsSpan()[(slash + 1)..], "a prefix length", 1, network.Length * 8);
        return HasHostBits(network, length) ? throw Fault($"'{word}' has bits set behind its prefix length.") : (network, length);
    }

    private static bool HasHostBits(HostAddress network, int length) => network.IsIPv4
        ? length < 32 && network.IPv4Value << length != 0
        : length < 128 && network.IPv6Value << length != UInt128.Zero;

    /// <summary>A fault at the word read last.</summary>
    internal LabFormatException Fault(string message) => new(Line, message);
}
