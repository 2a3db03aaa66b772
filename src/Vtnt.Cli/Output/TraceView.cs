using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>A trace for people: a header, a line for each hop, and why it ended.</summary>
internal static class TraceView
{
    /// <summary>Writes one trace.</summary>
    internal static void Write(Trace trace, ViewOptions options, TextWriter output)
    {
        WriteHeader("trace", trace, "", options, output);
        PathTable table = new(trace.WaitTimeout, options);
        int next = trace.FirstHop;
        byte lastSpoken = LastSpoken(trace);
        foreach (Hop hop in trace.Hops)
        {
            if (hop.ProbeTtl > lastSpoken)
            {
                break;
            }

            for (; next < hop.ProbeTtl; next++)
            {
                table.AddSilent((byte)next, (byte)next);
            }

            table.Add(ViewText.Number(hop.ProbeTtl), hop, PathMark.None);
            next = hop.ProbeTtl + 1;
        }

        int last = Math.Min(Math.Max(trace.HopCount, trace.Hops.IsEmpty ? 0 : trace.Hops[^1].ProbeTtl), byte.MaxValue);
        if (next <= last)
        {
            table.AddSilent((byte)next, (byte)last);
        }

        table.Write(output);
        WriteEnd(trace, output, options.Colour);
    }

    /// <summary>From where to where, and with what.</summary>
    internal static void WriteHeader(string command, Trace trace, string suffix, ViewOptions options, TextWriter output)
    {
        string destination = ViewText.Address(trace.Destination, options.NameOf(trace.Destination));
        string source = trace.Source.IsNone ? "" : $" from {trace.Source}";
        string size = trace.ProbeSize > 0 ? $", {ViewText.Number(trace.ProbeSize)}-byte probes" : "";
        Ink.Bold.Write(output, $"{command} to {destination}", options.Colour);
        output.WriteLine($"{source}, {MethodWords.Of(trace.Method)}{size}{suffix}");
    }

    private static void WriteEnd(Trace trace, TextWriter output, bool colour)
    {
        Cell stop = StopText.Of(trace);
        stop.Ink.Write(output, stop.Text, colour);
        string time = StopText.Duration(trace) is { } duration ? $" in {ViewText.Seconds(duration)} s" : "";
        output.WriteLine($"; {ViewText.Count(trace.HopCount, "hop")}, {ViewText.Count(trace.ProbesSent, "probe")}{time}");
    }

    /// <summary>The last hop of which there is something to say; 0 when there is none.</summary>
    private static byte LastSpoken(Trace trace)
    {
        byte last = 0;
        foreach (Hop hop in trace.Hops)
        {
            last = hop.IsSilent && !HasFailure(hop) ? last : Math.Max(last, hop.ProbeTtl);
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
