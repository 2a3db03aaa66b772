using System.Globalization;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>Why a measurement ended and what it took, in one line.</summary>
internal static class StopText
{
    /// <summary>Why a trace ended.</summary>
    internal static Cell Of(Trace trace) => trace.StopReason switch
    {
        StopReason.Completed => new Cell($"reached {trace.Destination}", Ink.Green),
        StopReason.Unreach => Stopped(ReplyNotes.Meaning(trace.Destination.IsIPv4, trace.StopData)),
        StopReason.Icmp => Stopped(string.Create(CultureInfo.InvariantCulture, $"ICMP type {trace.StopData}")),
        StopReason.Loop => Stopped("loop" + Looped(trace)),
        StopReason.GapLimit => Stopped($"{ViewText.Count(trace.GapLimit, "silent hop")} in a row"),
        StopReason.HopLimit => Stopped($"hop limit {ViewText.Number(trace.HopLimit == 0 ? byte.MaxValue : trace.HopLimit)}"),
        StopReason.Gss => Stopped(trace.Doubletree?.GlobalStop is { } stop ? $"{stop} is in the stop set" : "an address of the stop set"),
        StopReason.Error => Failed(trace.ErrorText, trace.StopData),
        StopReason.Halted => new Cell("halted", Ink.Yellow),
        StopReason.InProgress => new Cell("still running", Ink.Yellow),
        _ => new Cell("ended, no reason recorded", Ink.Yellow),
    };

    /// <summary>That a measurement failed, and why.</summary>
    internal static Cell Failed(string? text, byte errorNumber) => new(
        "failed: " + (text is not null ? ViewText.Printable(text).TrimEnd('.')
            : errorNumber != 0 ? string.Create(CultureInfo.InvariantCulture, $"error {errorNumber} of the system")
            : "the reason is not known"),
        Ink.Red);

    /// <summary>
    /// From the start to the last answer, or to the end of the last wait when nothing answered the last probe; null when
    /// the times are not known. How long a silent probe before it was waited for, the next one tells.
    /// </summary>
    internal static TimeSpan? Duration(Trace trace)
    {
        Timestamp? last = null, lastSent = null;
        bool isLastSilent = false;
        foreach (Hop hop in trace.Hops)
        {
            foreach (ProbeOutcome probe in hop.Probes)
            {
                if (probe.SentAt is { } sent && (lastSent is null || sent >= lastSent))
                {
                    (lastSent, isLastSilent) = (sent, probe.Replies.IsEmpty);
                }

                Timestamp? answered = probe.Replies.IsEmpty ? probe.SentAt : probe.Replies[^1].ReceivedAt ?? probe.SentAt + probe.Replies[^1].Rtt;
                last = last is null || answered > last ? answered ?? last : last;
            }
        }

        TimeSpan? elapsed = (isLastSilent && lastSent + trace.WaitTimeout > last ? lastSent + trace.WaitTimeout : last) - trace.Start;
        return elapsed < TimeSpan.Zero ? null : elapsed;
    }

    private static Cell Stopped(string why) => new($"stopped: {why}", Ink.Yellow);

    private static string Looped(Trace trace)
    {
        byte? stopTtl = trace.StopHop ?? (trace.Hops.IsEmpty ? null : trace.Hops[^1].ProbeTtl);
        foreach (Hop hop in trace.Hops)
        {
            if (hop.ProbeTtl == stopTtl && hop.FirstReply is { } reply)
            {
                return string.Create(CultureInfo.InvariantCulture, $", {reply.Address} again at hop {hop.ProbeTtl}");
            }
        }

        return "";
    }
}
