namespace Vtnt.Probing;

/// <summary>The option letters of a command, case-sensitive, and what follows each.</summary>
public sealed class OptionSyntax
{
    private readonly Dictionary<char, OptionValueKind> _letters = [];

    /// <summary>A syntax from its short description.</summary>
    /// <param name="letters">
    /// The letters one after another: a letter alone is a flag, <c>#</c> behind it says that a number follows,
    /// <c>:</c> that any text does. <c>"Qq#P:"</c> is the flag Q, the number q and the text P.
    /// </param>
    /// <exception cref="ArgumentException">A letter stands twice, or a mark stands without one.</exception>
    public OptionSyntax(string letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        Letters = letters;
        for (int i = 0; i < letters.Length; i++)
        {
            char letter = letters[i];
            OptionValueKind kind = (i + 1 < letters.Length ? letters[i + 1] : ' ') switch
            {
                '#' => OptionValueKind.Number,
                ':' => OptionValueKind.Text,
                _ => OptionValueKind.None,
            };
            if (!char.IsAsciiLetterOrDigit(letter) || !_letters.TryAdd(letter, kind))
            {
                throw new ArgumentException($"'{letter}' is no option letter or stands twice.", nameof(letters));
            }

            i += kind == OptionValueKind.None ? 0 : 1;
        }
    }

    /// <summary>The description this syntax was made from.</summary>
    public string Letters { get; }

    /// <summary>The same syntax with more letters.</summary>
    /// <exception cref="ArgumentException">A letter stands twice.</exception>
    public OptionSyntax Add(string letters) => new(Letters + letters);

    /// <summary>True when the letter belongs to the syntax; then <paramref name="kind"/> tells what follows it.</summary>
    public bool TryGetKind(char letter, out OptionValueKind kind) => _letters.TryGetValue(letter, out kind);
}
