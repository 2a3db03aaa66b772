namespace Vtnt.Cli;

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Heading">What stands above it; may be empty.</param>
/// <param name="IsRight">True when its cells end at the same place.</param>
internal readonly record struct Column(string Heading, bool IsRight = false);
