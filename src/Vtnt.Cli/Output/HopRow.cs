using System.Globalization;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// What one line shows of a hop: replies that differ in nothing but their times. Another address, TTL or label stack at
/// the same hop is another row.
/// </summary>
internal sealed class HopRow
{
    private int _duplicates;
    private int _late;

    private HopRow(Reply? sample) => Sample = sample;

    /// <summary>One of the replies; null when nothing answered.</summary>
    internal Reply? Sample { get; }

    /// <summary>Round-trip times by attempt; null for an attempt that nobody answered.</summary>
    internal List<TimeSpan?> Times { get; } = [];

    /// <summary>Probes that did not leave, in words.</summary>
    internal List<string> Failures { get; } = [];

    /// <summary>The rows of a hop, at least one.</summary>
    /// <param name="hop">The hop.</param>
    /// <param name="waitTimeout">How long an answer was waited for; later ones are called late. Zero when not known.</param>
    internal static List<HopRow> Of(Hop hop, TimeSpan waitTimeout)
    {
        List<HopRow> rows = [];
        HopRow silent = new(null);
        foreach (ProbeOutcome probe in hop.Probes)
        {
            HopRow first = rows.Count > 0 ? rows[0] : silent;
            if (probe.Failure != SendFailure.None)
            {
                first.Failures.Add($"not sent: {Word(probe.Failure)}");
            }
            else if (probe.Replies.IsEmpty)
            {
                first.Times.Add(null);
            }

            AddReplies(rows, probe, waitTimeout);
        }

        if (rows.Count == 0)
        {
            return [silent];
        }

        rows[0].Times.InsertRange(0, silent.Times);
        rows[0].Failures.InsertRange(0, silent.Failures);
        return rows;
    }

    /// <summary>What is special about its replies.</summary>
    internal List<Cell> Notes()
    {
        List<Cell> notes = [];
        if (Sample is not null)
        {
            ReplyNotes.Add(Sample, notes);
        }

        foreach (string failure in Failures)
        {
            notes.Add(new Cell(failure, Ink.Red));
        }

        if (_duplicates > 0)
        {
            notes.Add(new Cell(ViewText.Count(_duplicates, "duplicate"), Ink.Yellow));
        }

        if (_late > 0)
        {
            notes.Add(new Cell(_late == 1 ? "late" : string.Create(CultureInfo.InvariantCulture, $"{_late} late"), Ink.Yellow));
        }

        return notes;
    }

    private static void AddReplies(List<HopRow> rows, ProbeOutcome probe, TimeSpan waitTimeout)
    {
        for (int index = 0; index < probe.Replies.Length; index++)
        {
            Reply reply = probe.Replies[index];
            HopRow? row = rows.Find(known => known.Shows(reply));
            if (row is null)
            {
                row = new HopRow(reply);
                rows.Add(row);
            }

            if (index == 0 || row.Times.Count == 0)
            {
                row.Times.Add(reply.Rtt);
            }

            row._duplicates += index == 0 ? probe.DroppedReplies : 1;
            row._late += waitTimeout > TimeSpan.Zero && reply.Rtt > waitTimeout ? 1 : 0;
        }
    }

    private bool Shows(Reply reply) =>
        Sample is not null && Sample.Address == reply.Address && Sample.Kind == reply.Kind && Sample.IcmpType == reply.IcmpType
        && Sample.IcmpCode == reply.IcmpCode && Sample.ReplyTtl == reply.ReplyTtl && Sample.QuotedTtl == reply.QuotedTtl
        && Sample.NextHopMtu == reply.NextHopMtu && Sample.TcpFlags == reply.TcpFlags
        && Sample.Extensions.AsSpan().SequenceEqual(reply.Extensions.AsSpan());

    internal static string Word(SendFailure failure) => failure switch
    {
        SendFailure.Unreachable => "no route",
        SendFailure.Refused => "refused by the system",
        SendFailure.NoBuffer => "no buffer",
        SendFailure.TooBig => "too big for the interface",
        SendFailure.InterfaceDown => "the interface is down",
        SendFailure.NotSupported => "not supported here",
        SendFailure.NotAllowed => "a reserved address",
        _ => "an error of the system",
    };
}
