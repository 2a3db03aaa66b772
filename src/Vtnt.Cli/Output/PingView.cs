using System.Globalization;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>A ping for people: a line for each probe and each further reply, then the statistics.</summary>
internal static class PingView
{
    /// <summary>Writes one ping.</summary>
    internal static void Write(Ping ping, ViewOptions options, TextWriter output)
    {
        string source = ping.Source.IsNone ? "" : $" from {ping.Source}{((ping.Flags & PingFlags.Spoof) != 0 ? " (spoofed)" : "")}";
        string size = ping.ProbeSize > 0 ? $", {ViewText.Number(ping.ProbeSize)}-byte probes" : "";
        Ink.Bold.Write(output, $"ping {ViewText.Address(ping.Destination, options.NameOf(ping.Destination))}", options.Colour);
        output.WriteLine($"{source}, {MethodNames.Of(ping.Method)}{size}");
        if (!ping.Probes.IsEmpty)
        {
            WriteProbes(ping, options, output);
        }

        WriteStatistics(ping, options, output);
    }

    private static void WriteProbes(Ping ping, ViewOptions options, TextWriter output)
    {
        Table table = new(
            new Column("probe", true), new Column("address"), new Column("bytes", true), new Column("rtt ms", true), new Column("ttl", true));
        foreach (ProbeOutcome probe in ping.Probes)
        {
            string number = ViewText.Number(probe.Attempt);
            if (probe.Replies.IsEmpty)
            {
                List<Cell> notes = probe.Failure == SendFailure.None ? [] : [new Cell($"not sent: {HopRow.Word(probe.Failure)}", Ink.Red)];
                table.Add(new TableRow
                {
                    Cells = [new Cell(number, Ink.Plain), new Cell("*", Ink.Dim), Cell.Empty, Cell.Empty, Cell.Empty],
                    Notes = notes,
                });
            }

            for (int index = 0; index < probe.Replies.Length; index++)
            {
                Reply reply = probe.Replies[index];
                table.Add(new TableRow
                {
                    Cells =
                    [
                        new Cell(number, Ink.Plain),
                        new Cell(ViewText.Address(reply.Address, options.NameOf(reply.Address) ?? reply.Name), Ink.Plain),
                        new Cell(ViewText.Number(reply.ReplySize), Ink.Plain),
                        new Cell(ViewText.Milliseconds(reply.Rtt), Ink.Plain),
                        new Cell(ViewText.Number(reply.ReplyTtl), Ink.Plain),
                    ],
                    Notes = Notes(ping, reply, index),
                });
            }
        }

        table.Write(output, options);
    }

    private static List<Cell> Notes(Ping ping, Reply reply, int index)
    {
        List<Cell> notes = [];
        if (reply.Kind == ReplyKind.TimeExceeded)
        {
            notes.Add(new Cell("time exceeded", Ink.Red));
        }

        ReplyNotes.Add(reply, notes);
        if (index > 0)
        {
            notes.Add(new Cell("duplicate", Ink.Yellow));
        }

        if (ping.WaitTimeout > TimeSpan.Zero && reply.Rtt > ping.WaitTimeout)
        {
            notes.Add(new Cell("late", Ink.Yellow));
        }

        return notes;
    }

    private static void WriteStatistics(Ping ping, ViewOptions options, TextWriter output)
    {
        PingSummary summary = PingSummary.Of(ping);
        string loss = summary.Sent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {summary.Loss:0.#} % lost");
        string duplicates = summary.Duplicates > 0 ? $", {ViewText.Count(summary.Duplicates, "duplicate")}" : "";
        string errors = summary.Errors > 0 ? $", {ViewText.Count(summary.Errors, "error")}" : "";
        string counts = $"{ViewText.Count(summary.Sent, "probe")} sent, {ViewText.Number(summary.Answered)} answered{loss}{duplicates}{errors}";
        Ink ink = summary.Sent == summary.Answered ? Ink.Green : summary.Answered == 0 ? Ink.Red : Ink.Yellow;
        ink.Write(output, counts, options.Colour);
        output.WriteLine();
        if (summary.Times > 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"rtt min/avg/max/stddev {summary.Min:F3}/{summary.Average:F3}/{summary.Max:F3}/{summary.Deviation:F3} ms"));
        }

        if (ping.StopReason == StopReason.Error)
        {
            Cell failure = StopText.Failed(ping.ErrorText, ping.StopData);
            failure.Ink.Write(output, failure.Text, options.Colour);
            output.WriteLine();
        }
        else if (ping.StopReason is StopReason.Halted or StopReason.InProgress)
        {
            Ink.Yellow.Write(output, ping.StopReason == StopReason.Halted ? "halted" : "still running", options.Colour);
            output.WriteLine();
        }
    }
}
