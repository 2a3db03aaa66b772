namespace Vtnt.Cli;

/// <summary>A row of a <see cref="Table"/>: one cell for each column, then notes that wrap.</summary>
internal sealed class TableRow
{
    /// <summary>One for each column.</summary>
    internal required Cell[] Cells { get; init; }

    /// <summary>What is said behind the columns, separated by commas.</summary>
    internal List<Cell> Notes { get; init; } = [];

    /// <summary>What stands in the first column where the notes need another line.</summary>
    internal Cell Below { get; init; } = Cell.Empty;
}
