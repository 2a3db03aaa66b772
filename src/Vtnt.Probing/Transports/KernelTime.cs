namespace Vtnt.Probing.Transports;

/// <summary>
/// Translates the kernel's receive stamps, which are wall-clock time, into a transport's time base by the offset between
/// the two, measured whenever packets are taken. When the offset jumps, the wall clock was stepped: stamps of packets that
/// were in flight are then of no use, and the time of taking them is used. Pure.
/// </summary>
internal sealed class KernelTime(TimestampOrigin kernel = TimestampOrigin.Socket)
{
    private const long StepNanoseconds = 10_000_000;

    /// <summary>A reading that took longer than this was interrupted and says nothing.</summary>
    private const long WidestReading = 1_000_000;

    private long? _offset;
    private bool _isStepped;

    /// <summary>How often the wall clock was seen to jump by more than 10 ms.</summary>
    internal int ClockSteps { get; private set; }

    /// <summary>
    /// Takes one reading of the wall clock between two of the time base; false when they lie too far apart to be used.
    /// </summary>
    internal bool Observe(Timestamp before, Timestamp wall, Timestamp after)
    {
        long width = after.Nanoseconds - before.Nanoseconds;
        if (width is < 0 or > WidestReading)
        {
            return false;
        }

        long offset = wall.Nanoseconds - (before.Nanoseconds + (width / 2));
        if (_offset is { } known && Math.Abs(offset - known) > StepNanoseconds)
        {
            ClockSteps++;
            _isStepped = true;
        }

        _offset = offset;
        return true;
    }

    /// <summary>Says that nothing received before is left in a socket: later stamps are of the present wall clock.</summary>
    internal void OnDrained() => _isStepped = false;

    /// <summary>The receive time of a packet in the time base.</summary>
    /// <param name="stamp">The kernel's stamp; null when it gave none.</param>
    /// <param name="now">When the packet was taken, in the time base.</param>
    /// <param name="origin">Whose time the result is.</param>
    internal Timestamp Translate(Timestamp? stamp, Timestamp now, out TimestampOrigin origin)
    {
        origin = TimestampOrigin.UserSpace;
        if (stamp is not { } wall || _offset is not { } offset || _isStepped)
        {
            return now;
        }

        var translated = new Timestamp(wall.Nanoseconds - offset);
        if (translated.Nanoseconds - now.Nanoseconds > StepNanoseconds)
        {
            return now;
        }

        // The two clocks are not read at the same instant: what seems to lie ahead by a little is now.
        origin = kernel;
        return translated > now ? now : translated;
    }
}
