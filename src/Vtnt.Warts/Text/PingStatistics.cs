namespace Vtnt.Warts;

/// <summary>
/// What scamper's tools count of a ping: replies of the target answer a probe, further ones are duplicates and still
/// enter the times; replies of anyone else are errors.
/// </summary>
internal readonly struct PingStatistics
{
    private PingStatistics(int answered, int duplicates, int errors, uint min, uint max, uint average, uint deviation)
    {
        Answered = answered;
        Duplicates = duplicates;
        Errors = errors;
        Min = min;
        Max = max;
        Average = average;
        Deviation = deviation;
    }

    /// <summary>Probes that the target answered.</summary>
    internal int Answered { get; }

    internal int Duplicates { get; }

    internal int Errors { get; }

    /// <summary>Shortest round-trip time in microseconds.</summary>
    internal uint Min { get; }

    /// <summary>Longest round-trip time in microseconds.</summary>
    internal uint Max { get; }

    /// <summary>Mean in microseconds, cut.</summary>
    internal uint Average { get; }

    /// <summary>Standard deviation (of the population) in microseconds, cut.</summary>
    internal uint Deviation { get; }

    internal static PingStatistics Of(in WartsPingView ping)
    {
        int answered = 0, duplicates = 0, errors = 0, lastAnswered = -1;
        uint min = uint.MaxValue, max = 0;
        double sum = 0;
        foreach (WartsPingReplyView reply in ping.Replies)
        {
            if (!reply.Address.SameAs(ping.Destination))
            {
                errors++;
                continue;
            }

            answered += reply.ProbeId != lastAnswered ? 1 : 0;
            duplicates += reply.ProbeId == lastAnswered ? 1 : 0;
            lastAnswered = reply.ProbeId;
            min = Math.Min(min, reply.RttMicroseconds);
            max = Math.Max(max, reply.RttMicroseconds);
            sum += reply.RttMicroseconds;
        }

        int count = answered + duplicates;
        if (count == 0)
        {
            return new(0, 0, errors, 0, 0, 0, 0);
        }

        double mean = sum / count;
        return new(answered, duplicates, errors, min, max, (uint)mean, (uint)Math.Sqrt(Squares(ping, mean) / count));
    }

    private static double Squares(in WartsPingView ping, double mean)
    {
        double squares = 0;
        foreach (WartsPingReplyView reply in ping.Replies)
        {
            double distance = reply.RttMicroseconds - mean;
            squares += reply.Address.SameAs(ping.Destination) ? distance * distance : 0;
        }

        return squares;
    }
}
