namespace Vtnt.Cli;

/// <summary>A row of a <see cref="Table"/>: one cell for each column, then notes that wrap.</summary>
internal sealed class TableRow
{
    /// <summary>One for each column.</summary>
    internal required Cell[] Cells { get; init; }

    /// <summary>What is said behind the columns, separated by commas.</summary>
    internal List<Cell> Notes { get; init; } = [];

    /// <summary>What has a line of its own below, at <see cref="Table.UnderColumn"/>; empty for no such line.</summary>
    internal Cell Under { get; init; } = Cell.Empty;

    /// <summary>What stands in the first column of further lines.</summary>
    internal Cell Below { get; init; } = Cell.Empty;
}
