using System.Diagnostics;

namespace Vtnt.Probing.Transports;

/// <summary>A transport's one time base: the wall clock, read once, plus elapsed monotonic time. It never goes back.</summary>
internal sealed class TransportClock
{
    private const int Readings = 3;

    private readonly long _startedAt = Stopwatch.GetTimestamp();

    /// <summary>When the clock was started, as the wall clock had it.</summary>
    internal Timestamp StartTime { get; } = WallTime;

    /// <summary>The present time in the time base.</summary>
    internal Timestamp Now => StartTime + Stopwatch.GetElapsedTime(_startedAt);

    /// <summary>Reads both clocks at one instant, or as near to it as the scheduler lets us.</summary>
    internal void Measure(KernelTime kernelTime)
    {
        for (int tries = 0; tries < Readings; tries++)
        {
            Timestamp before = Now;
            Timestamp wall = WallTime;
            if (kernelTime.Observe(before, wall, Now))
            {
                return;
            }
        }
    }

    /// <summary>The present time of the wall clock, which can be stepped.</summary>
    internal static Timestamp WallTime => Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);
}
