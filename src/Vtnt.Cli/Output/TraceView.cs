using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>A trace for people: a header, a line for each hop, and why it ended.</summary>
internal static class TraceView
{
    /// <summary>Writes one trace.</summary>
    internal static void Write(Trace trace, ViewOptions options, TextWriter output)
    {
        WriteHeader("trace", trace, "", options, output);
        if (IsNotBegun(trace))
        {
            WriteFailure(trace, options, output);
            return;
        }

        PathTable table = new(trace.WaitTimeout, options);
        int next = AddHops(trace, table);
        int last = trace.Hops.IsEmpty ? 0 : trace.Hops[^1].ProbeTtl;
        if (!IsAnnotated(trace))
        {
            last = Math.Min(Math.Max(trace.HopCount, last), byte.MaxValue);
        }

        if (next <= last)
        {
            table.AddSilent((byte)next, (byte)last);
        }

        table.Write(output);
        WriteEnd(trace, output, options.Colour);
    }

    /// <summary>True when not even the first probe could be made.</summary>
    internal static bool IsNotBegun(Trace trace) => trace is { StopReason: StopReason.Error, ProbesSent: 0, Hops.IsEmpty: true };

    /// <summary>Why there is nothing to show.</summary>
    internal static void WriteFailure(Trace trace, ViewOptions options, TextWriter output)
    {
        Cell stop = StopText.Of(trace);
        stop.Ink.Write(output, stop.Text, options.Colour);
        output.WriteLine();
    }

    /// <summary>Adds the hops up to the last of which there is something to say; returns the TTL behind it.</summary>
    private static int AddHops(Trace trace, PathTable table)
    {
        int next = trace.FirstHop;
        int hidden = 0;
        byte lastSpoken = LastSpoken(trace);
        foreach (Hop hop in trace.Hops)
        {
            if (TunnelDrawing.IsRevealed(hop))
            {
                hidden++;
                table.Add($"H{ViewText.Number(hidden)}", hop, new PathMark("", "", true, [new Cell("hidden", Ink.Green)]));
                continue;
            }

            if (hop.ProbeTtl > lastSpoken)
            {
                break;
            }

            for (; next < hop.ProbeTtl; next++)
            {
                table.AddSilent((byte)next, (byte)next);
            }

            hidden = 0;
            table.Add(ViewText.Number(hop.ProbeTtl), hop, PathMark.None);
            next = hop.ProbeTtl + 1;
        }

        return next;
    }

    /// <summary>True when the hops are slots, whose number is no TTL.</summary>
    private static bool IsAnnotated(Trace trace)
    {
        foreach (Hop hop in trace.Hops)
        {
            if (hop.Tnt is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>From where to where, and with what.</summary>
    internal static void WriteHeader(string command, Trace trace, string suffix, ViewOptions options, TextWriter output)
    {
        string destination = ViewText.Address(trace.Destination, options.NameOf(trace.Destination));
        string source = trace.Source.IsNone ? "" : $" from {trace.Source}";
        string size = trace.ProbeSize > 0 ? $", {ViewText.Number(trace.ProbeSize)}-byte probes" : "";
        Ink.Bold.Write(output, $"{command} to {destination}", options.Colour);
        output.WriteLine($"{source}, {MethodNames.Of(trace.Method)}{size}{suffix}");
    }

    private static void WriteEnd(Trace trace, TextWriter output, bool colour)
    {
        Cell stop = StopText.Of(trace);
        stop.Ink.Write(output, stop.Text, colour);
        string time = StopText.Duration(trace) is { } duration ? $" in {ViewText.Seconds(duration)} s" : "";
        output.WriteLine($"; {ViewText.Count(trace.HopCount, "hop")}, {ViewText.Count(trace.ProbesSent, "probe")}{time}");
        foreach (ProbeOutcome probe in trace.LastDitch)
        {
            foreach (Reply reply in probe.Replies)
            {
                output.WriteLine($"behind the silent hops {reply.Address} answered in {ViewText.Milliseconds(reply.Rtt)} ms");
            }
        }

        if (trace.PathMtu is { } pathMtu)
        {
            output.WriteLine(pathMtu.Mtu > 0 ? $"path MTU {ViewText.Count(pathMtu.Mtu, "byte")}" : "path MTU not found");
        }
    }

    /// <summary>The last hop of which there is something to say; 0 when there is none.</summary>
    private static byte LastSpoken(Trace trace)
    {
        byte last = 0;
        foreach (Hop hop in trace.Hops)
        {
            bool says = !TunnelDrawing.IsRevealed(hop) && (!hop.IsSilent || HasFailure(hop));
            last = !says ? last : Math.Max(last, hop.ProbeTtl);
        }

        return last;
    }

    private static bool HasFailure(Hop hop)
    {
        foreach (ProbeOutcome probe in hop.Probes)
        {
            if (probe.Failure != SendFailure.None)
            {
                return true;
            }
        }

        return false;
    }
}
