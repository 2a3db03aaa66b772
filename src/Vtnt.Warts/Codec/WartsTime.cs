using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>The format's times: seconds since the Unix epoch (32 bits, until 2106) and microseconds.</summary>
internal static class WartsTime
{
    private const long NanosecondsPerSecond = 1_000_000_000, NanosecondsPerMicrosecond = 1_000;

    internal static Timestamp ToTimestamp(uint seconds, uint microseconds) =>
        new((seconds * NanosecondsPerSecond) + (microseconds * NanosecondsPerMicrosecond));

    /// <summary>Whole seconds, kept within what the format holds.</summary>
    internal static uint Seconds(Timestamp time) => (uint)Math.Clamp(time.Seconds, 0, uint.MaxValue);

    /// <summary>Microseconds, cut; between 0 and what the format holds.</summary>
    internal static uint Microseconds(TimeSpan span) => (uint)Math.Clamp(span.Ticks / TimeSpan.TicksPerMicrosecond, 0, uint.MaxValue);
}
