namespace Vtnt.Cli;

/// <summary>A program and its arguments.</summary>
internal sealed record HostCommand(string Program, IReadOnlyList<string> Arguments);
