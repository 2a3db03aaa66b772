using System.Globalization;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// A path as a table: a row for each hop and for each further address at it. Names stand behind the addresses where all
/// of them fit, otherwise on lines of their own.
/// </summary>
internal sealed class PathTable(TimeSpan waitTimeout, ViewOptions options)
{
    private readonly List<(string Hop, HopRow Row, PathMark Mark, byte? EchoReplyTtl)> _rows = [];

    /// <summary>Adds a hop.</summary>
    /// <param name="number">What stands in the hop column.</param>
    /// <param name="hop">The hop.</param>
    /// <param name="mark">What TNT found there, <see cref="PathMark.None"/> for nothing.</param>
    internal void Add(string number, Hop hop, PathMark mark)
    {
        PathMark below = mark with { Gutter = mark.Below, Notes = [] };
        byte? echo = hop.Tnt is { EchoReplyTtl: > 0 } tnt ? tnt.EchoReplyTtl : null;
        foreach (HopRow row in HopRow.Of(hop, waitTimeout))
        {
            _rows.Add((number, row, mark, row.Sample is null ? null : echo));
            (number, mark, echo) = ("", below, null);
        }
    }

    /// <summary>Adds one row for hops of which none answered.</summary>
    internal void AddSilent(byte first, byte last)
    {
        int count = last - first + 1;
        if (count > 0)
        {
            Hop hop = new() { ProbeTtl = first };
            string number = count == 1 ? ViewText.Number(first) : string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");
            Cell[] notes = count == 1 ? [] : [new Cell($"{ViewText.Count(count, "hop")} silent", Ink.Dim)];
            Add(number, hop, PathMark.None with { Notes = notes });
        }
    }

    /// <summary>Writes the table; nothing without rows.</summary>
    internal void Write(TextWriter output)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        Table table = Build(namesBesideAddresses: true);
        if (options.Width > 0 && table.UsualWidth > options.Width)
        {
            table = Build(namesBesideAddresses: false);
        }

        table.Write(output, options);
    }

    private Table Build(bool namesBesideAddresses)
    {
        Table table = new(
            new Column(""), new Column("hop", true), new Column("address"), new Column("rtt ms"), new Column("ttl", true),
            new Column("echo", true), new Column("quoted", true), new Column("label/tc/S/ttl"))
        {
            UnderColumn = 2,
        };
        int timeWidth = _rows.Max(row => row.Row.Times.Count == 0 ? 0 : row.Row.Times.Max(time => Time(time).Length));

        // Of a destination that answered its trace by an echo reply the column before says it already.
        bool isPinged = _rows.Exists(row => row.EchoReplyTtl is not null && row.Row.Sample?.Kind != ReplyKind.EchoReply);
        foreach ((string number, HopRow row, PathMark mark, byte? echo) in _rows)
        {
            table.Add(Row(number, row, mark, isPinged ? echo : null, timeWidth, namesBesideAddresses));
        }

        return table;
    }

    private TableRow Row(string number, HopRow row, PathMark mark, byte? echo, int timeWidth, bool namesBesideAddresses)
    {
        Reply? reply = row.Sample;
        string name = reply is null ? "" : ViewText.Printable(options.NameOf(reply.Address) ?? reply.Name ?? "");
        Ink ink = reply is null ? Ink.Dim : mark.IsRevealed ? Ink.Green : Ink.Plain;
        string times = reply is null ? "" : string.Join("  ", row.Times.ConvertAll(time => Time(time).PadLeft(timeWidth)));
        return new TableRow
        {
            Cells =
            [
                new Cell(mark.Gutter, Ink.Magenta),
                new Cell(number, mark.IsRevealed ? Ink.Green : Ink.Plain),
                new Cell(reply is null ? "*" : ViewText.Address(reply.Address, namesBesideAddresses ? name : ""), ink),
                new Cell(times, Ink.Plain),
                new Cell(ViewText.Number(reply?.ReplyTtl), Ink.Plain),
                new Cell(ViewText.Number(echo), Ink.Plain),
                new Cell(reply?.QuotedTtl is null or 1 ? "" : ViewText.Number(reply.QuotedTtl), Ink.Cyan),
                new Cell(reply is null ? "" : ViewText.Labels(reply.LabelStack), Ink.Cyan),
            ],
            Notes = [.. mark.Notes, .. row.Notes()],
            Under = namesBesideAddresses ? Cell.Empty : Under(name),
            Below = new Cell(mark.Below, Ink.Magenta),
        };
    }

    private Cell Under(string name)
    {
        int room = Math.Max(Table.Hang, options.Width - Table.Hang);
        return new Cell(name.Length > room ? name[..(room - 1)] + "…" : name, Ink.Dim);
    }

    private static string Time(TimeSpan? time) => time is { } known ? ViewText.Milliseconds(known) : "*";
}
