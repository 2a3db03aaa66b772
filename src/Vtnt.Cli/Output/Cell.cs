namespace Vtnt.Cli;

/// <summary>A piece of text in one colour.</summary>
/// <param name="Text">The text, every character one column wide.</param>
/// <param name="Ink">Its colour.</param>
internal readonly record struct Cell(string Text, Ink Ink)
{
    internal static Cell Empty => new("", Ink.Plain);
}
