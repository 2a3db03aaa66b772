using System.Diagnostics;

namespace Vtnt.Probing.Transports;

/// <summary>A transport's one time base: the wall clock, read once, plus elapsed monotonic time. It never goes back.</summary>
internal sealed class TransportClock
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    /// <summary>When the clock was started, as the wall clock had it.</summary>
    internal Timestamp StartTime { get; } = WallTime;

    /// <summary>The present time in the time base.</summary>
    internal Timestamp Now => StartTime + Stopwatch.GetElapsedTime(_startedAt);

    /// <summary>The present time of the wall clock, which can be stepped.</summary>
    internal static Timestamp WallTime => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);
}
