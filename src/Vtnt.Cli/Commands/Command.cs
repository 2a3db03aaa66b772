namespace Vtnt.Cli;

/// <summary>One word that the program understands.</summary>
/// <param name="Name">The word.</param>
/// <param name="Summary">What it does, for the list of commands.</param>
/// <param name="Run">Does it with the arguments behind the word; returns the exit code.</param>
internal sealed record Command(string Name, string Summary, Func<IReadOnlyList<string>, Terminal, int> Run);
