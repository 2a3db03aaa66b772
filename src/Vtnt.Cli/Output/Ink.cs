namespace Vtnt.Cli;

/// <summary>A colour or weight of text, as the ANSI sequence that starts it (ECMA-48, section 8.3.117).</summary>
/// <param name="Sequence">The sequence; empty for ordinary text.</param>
internal readonly record struct Ink(string Sequence)
{
    private const string End = "\e[0m";

    internal static Ink Plain => new("");

    internal static Ink Bold => new("\e[1m");

    internal static Ink Dim => new("\e[2m");

    internal static Ink Red => new("\e[31m");

    internal static Ink Green => new("\e[32m");

    internal static Ink Yellow => new("\e[33m");

    internal static Ink Magenta => new("\e[35m");

    internal static Ink Cyan => new("\e[36m");

    /// <summary>Writes a text, in this colour where colours are wanted.</summary>
    internal void Write(TextWriter output, string text, bool colour)
    {
        bool isInked = colour && !string.IsNullOrEmpty(Sequence) && text.Length > 0;
        if (isInked)
        {
            output.Write(Sequence);
        }

        output.Write(text);
        if (isInked)
        {
            output.Write(End);
        }
    }
}
