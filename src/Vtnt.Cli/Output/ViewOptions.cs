using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>How a result is shown to a person.</summary>
internal sealed record ViewOptions
{
    /// <summary>True to write ANSI sequences, as for a terminal.</summary>
    internal bool Colour { get; init; }

    /// <summary>The name of an address, or null where there is none; it may be anything a name server says.</summary>
    internal Func<HostAddress, string?> NameOf { get; init; } = static _ => null;

    /// <summary>Columns of the terminal; 0 where lines may be as long as they like.</summary>
    internal int Width { get; init; }
}
