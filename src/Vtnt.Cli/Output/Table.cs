namespace Vtnt.Cli;

/// <summary>
/// Rows in aligned columns; a column whose cells are all empty is left out. Only the notes behind the columns give way
/// to a narrow terminal.
/// </summary>
internal sealed class Table(params Column[] columns)
{
    private const int Gap = 2;

    private const string Separator = ", ";

    /// <summary>Where notes go on that do not fit behind the columns.</summary>
    internal const int Hang = 8;

    private const int UsualNotes = 20;

    private readonly List<TableRow> _rows = [];

    /// <summary>Blanks before every line.</summary>
    internal int Indent { get; init; }

    /// <summary>Index of the column at which <see cref="TableRow.Under"/> stands.</summary>
    internal int UnderColumn { get; init; }

    internal void Add(TableRow row) => _rows.Add(row);

    /// <summary>Writes headings and rows.</summary>
    internal void Write(TextWriter output, ViewOptions options)
    {
        int[] widths = Widths();
        Line line = new(output, options.Colour);
        line.Skip(Indent);
        for (int column = 0; column < columns.Length; column++)
        {
            PutCell(line, new Cell(columns[column].Heading, Ink.Dim), widths[column], columns[column].IsRight);
        }

        line.End();
        foreach (TableRow row in _rows)
        {
            line.Skip(Indent);
            for (int column = 0; column < columns.Length; column++)
            {
                PutCell(line, row.Cells[column], widths[column], columns[column].IsRight);
            }

            PutNotes(line, row, options.Width);
            line.End();
            if (row.Under.Text.Length > 0)
            {
                PutBelow(line, row, Start(widths, UnderColumn), row.Under);
                line.End();
            }
        }
    }

    /// <summary>Columns that rows need with notes of usual length; longer ones wrap.</summary>
    internal int UsualWidth
    {
        get
        {
            int notes = _rows.Max(row => row.Notes.Sum(note => note.Text.Length) + (Separator.Length * Math.Max(0, row.Notes.Count - 1)));
            return Start(Widths(), columns.Length) + Math.Min(notes, UsualNotes);
        }
    }

    private int Start(int[] widths, int column)
    {
        int start = Indent;
        for (int index = 0; index < column; index++)
        {
            start += widths[index] == 0 ? 0 : widths[index] + Gap;
        }

        return start;
    }

    private int[] Widths()
    {
        int[] widths = new int[columns.Length];
        for (int column = 0; column < widths.Length; column++)
        {
            foreach (TableRow row in _rows)
            {
                widths[column] = Math.Max(widths[column], row.Cells[column].Text.Length);
            }

            widths[column] = widths[column] == 0 ? 0 : Math.Max(widths[column], columns[column].Heading.Length);
        }

        return widths;
    }

    private static void PutCell(Line line, Cell cell, int width, bool isRight)
    {
        if (width == 0)
        {
            return;
        }

        int padding = width - cell.Text.Length;
        line.Skip(isRight ? padding : 0);
        line.Put(cell.Text, cell.Ink);
        line.Skip((isRight ? 0 : padding) + Gap);
    }

    private static void PutNotes(Line line, TableRow row, int width)
    {
        int start = line.Position;
        int longest = row.Notes.Count == 0 ? 0 : row.Notes.Max(note => note.Text.Length);
        int hang = width > 0 && start + longest > width ? Math.Min(start, Hang) : start;
        string separator = "";
        foreach (Cell note in row.Notes)
        {
            if (width > 0 && line.Position > hang && line.Position + separator.Length + note.Text.Length > width)
            {
                line.Put(separator.TrimEnd(), Ink.Plain);
                line.End();
                PutBelow(line, row, hang, note);
            }
            else
            {
                line.Put(separator, Ink.Plain);
                line.Put(note.Text, note.Ink);
            }

            separator = Separator;
        }
    }

    private static void PutBelow(Line line, TableRow row, int column, Cell text)
    {
        line.Put(row.Below.Text, row.Below.Ink);
        line.Skip(column - line.Position);
        line.Put(text.Text, text.Ink);
    }
}
