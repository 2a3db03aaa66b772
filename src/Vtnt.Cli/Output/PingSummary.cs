using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// The statistics of a ping. Replies of the destination itself answer a probe; further ones to the same probe are
/// duplicates, whose times count too; ICMP errors and replies of anyone else are errors.
/// </summary>
internal readonly record struct PingSummary
{
    internal int Sent { get; private init; }

    internal int Answered { get; private init; }

    internal int Duplicates { get; private init; }

    internal int Errors { get; private init; }

    /// <summary>Round-trip times that the statistics are made of.</summary>
    internal int Times { get; private init; }

    /// <summary>Percentage of probes without an answer, 0 to 100.</summary>
    internal double Loss => Sent == 0 ? 0 : 100.0 * (Sent - Answered) / Sent;

    /// <summary>Shortest round-trip time in milliseconds.</summary>
    internal double Min { get; private init; }

    /// <summary>Mean in milliseconds.</summary>
    internal double Average { get; private init; }

    /// <summary>Longest in milliseconds.</summary>
    internal double Max { get; private init; }

    /// <summary>Standard deviation (of the population) in milliseconds.</summary>
    internal double Deviation { get; private init; }

    internal static PingSummary Of(Ping ping)
    {
        List<double> times = [];
        int answered = 0, duplicates = 0, errors = 0;
        foreach (ProbeOutcome probe in ping.Probes)
        {
            bool isAnswered = false;
            foreach (Reply reply in probe.Replies)
            {
                if (reply.Address != ping.Destination || IsError(reply.Kind))
                {
                    errors++;
                    continue;
                }

                answered += isAnswered ? 0 : 1;
                duplicates += isAnswered ? 1 : 0;
                isAnswered = true;
                times.Add(reply.Rtt.TotalMilliseconds);
            }

            duplicates += probe.DroppedReplies;
        }

        double average = times.Count == 0 ? 0 : times.Average();
        return new PingSummary
        {
            Sent = ping.ProbesSent,
            Answered = answered,
            Duplicates = duplicates,
            Errors = errors,
            Times = times.Count,
            Min = times.Count == 0 ? 0 : times.Min(),
            Average = average,
            Max = times.Count == 0 ? 0 : times.Max(),
            Deviation = times.Count == 0 ? 0 : Math.Sqrt(times.Average(time => (time - average) * (time - average))),
        };
    }

    /// <summary>A port unreachable answers a UDP ping, so unreachables of the destination itself are no errors.</summary>
    private static bool IsError(ReplyKind kind) => kind is ReplyKind.TimeExceeded or ReplyKind.PacketTooBig;
}
