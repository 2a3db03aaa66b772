using System.Collections.Immutable;
using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// A path test for people: the path with its tunnels drawn beside it and the revealed routers in their places, then what
/// is known of each tunnel.
/// </summary>
internal static class TntView
{
    /// <summary>Writes one path test.</summary>
    internal static void Write(TntTrace trace, ViewOptions options, TextWriter output)
    {
        TraceView.WriteHeader("tnt", trace.Trace, $", rules {trace.Rules}", options, output);
        if (TraceView.IsNotBegun(trace.Trace))
        {
            TraceView.WriteFailure(trace.Trace, options, output);
            return;
        }

        PathTable table = new(trace.Trace.WaitTimeout, options);
        TunnelDrawing drawing = new(trace);
        ImmutableArray<Hop> slots = trace.AnnotatedTrace.Hops;
        int end = EndOfPath(slots, drawing);
        int hidden = 0;
        int revealed = 0;
        for (int slot = 0; slot < end; slot++)
        {
            PathMark mark = drawing.Mark(slot);
            hidden = mark.IsRevealed ? hidden + 1 : 0;
            revealed += mark.IsRevealed ? 1 : 0;
            table.Add(mark.IsRevealed ? $"H{ViewText.Number(hidden)}" : ViewText.Number(slots[slot].ProbeTtl), slots[slot], mark);
        }

        if (end < slots.Length)
        {
            table.AddSilent(slots[end].ProbeTtl, slots[^1].ProbeTtl);
        }

        table.Write(output);
        WriteEnd(trace, revealed, options, output);
        TunnelList.Write(trace, options, output);
    }

    /// <summary>Where only silent hops follow that belong to no tunnel.</summary>
    private static int EndOfPath(ImmutableArray<Hop> slots, TunnelDrawing drawing)
    {
        int end = slots.Length;
        while (end > 0 && slots[end - 1].IsSilent && drawing.Mark(end - 1) is { Gutter: "", IsRevealed: false })
        {
            end--;
        }

        return end;
    }

    private static void WriteEnd(TntTrace trace, int revealed, ViewOptions options, TextWriter output)
    {
        Cell stop = StopText.Of(trace.Trace);
        stop.Ink.Write(output, stop.Text, options.Colour);
        output.Write($"; {ViewText.Count(trace.Trace.HopCount, "hop")}");
        if (revealed > 0)
        {
            output.Write(" and ");
            Ink.Green.Write(output, $"{ViewText.Count(revealed, "hidden router")} revealed", options.Colour);
        }

        int more = Math.Max(0, trace.OwnProbes - trace.Trace.ProbesSent);
        string time = StopText.Duration(trace.Trace) is { } duration ? $" in {ViewText.Seconds(duration)} s" : "";
        string shared = trace.SharedProbes > 0 ? $", {ViewText.Number(trace.SharedProbes)} shared with other destinations" : "";
        output.WriteLine();
        output.WriteLine($"{ViewText.Count(trace.Trace.ProbesSent, "probe")} for the path{time}, {ViewText.Number(more)} more to look behind it{shared}");
        if (!trace.IsComplete)
        {
            Ink.Yellow.Write(output, "halted before everything was measured: there may be more", options.Colour);
            output.WriteLine();
        }

        if (trace.IsComplete && trace.Tunnels.IsEmpty)
        {
            output.WriteLine("no tunnel found");
        }
    }
}
