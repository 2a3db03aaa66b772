namespace Vtnt.Cli;

/// <summary>What is drawn and said beside a hop because of a tunnel.</summary>
/// <param name="Gutter">Left of its first line.</param>
/// <param name="Below">Left of its further lines.</param>
/// <param name="IsRevealed">True for a router that the trace itself did not show.</param>
/// <param name="Notes">What is said of it.</param>
internal sealed record PathMark(string Gutter, string Below, bool IsRevealed, IReadOnlyList<Cell> Notes)
{
    internal static PathMark None { get; } = new("", "", false, []);
}
