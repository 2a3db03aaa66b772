namespace Vtnt.Probing;

/// <summary>
/// A point in time: nanoseconds since the Unix epoch (1970-01-01T00:00:00Z), in the one time base of the transport
/// that produced it. Differences between two of them are exact elapsed time; see <see cref="IProbeTransport.Now"/>.
/// </summary>
/// <param name="Nanoseconds">Nanoseconds since the Unix epoch; negative before it.</param>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The earliest value: a wait until it returns at once.</summary>
    public static Timestamp MinValue => new(long.MinValue);

    /// <summary>The latest value: a wait until it has no end.</summary>
    public static Timestamp MaxValue => new(long.MaxValue);

    /// <summary>Whole seconds since the epoch, rounded down.</summary>
    public long Seconds => Math.DivRem(Nanoseconds, 1_000_000_000) is var (quotient, remainder) && remainder < 0 ? quotient - 1 : Nanoseconds / 1_000_000_000;

    /// <summary>Microseconds within the second, 0 to 999 999, cut and not rounded.</summary>
    public int Microseconds => (int)((Nanoseconds - (Seconds * 1_000_000_000)) / 1_000);

    /// <summary>The time of a <see cref="DateTimeOffset"/>; stops at <see cref="MinValue"/> and <see cref="MaxValue"/>.</summary>
    public static Timestamp FromDateTimeOffset(DateTimeOffset time) => default(Timestamp).Move(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks);

    /// <summary>The time as the framework writes it, cut to 100 ns.</summary>
    public DateTimeOffset ToDateTimeOffset() => new(DateTimeOffset.UnixEpoch.Ticks + (Nanoseconds / NanosecondsPerTick), TimeSpan.Zero);

    /// <summary>The time moved by <paramref name="span"/>; stops at <see cref="MinValue"/> and <see cref="MaxValue"/>.</summary>
    public Timestamp Add(TimeSpan span) => Move(span.Ticks);

    /// <summary>Elapsed time from <paramref name="earlier"/> to this, cut to 100 ns; negative when this is before it.</summary>
    public TimeSpan Subtract(Timestamp earlier) => new((long)(((Int128)Nanoseconds - earlier.Nanoseconds) / NanosecondsPerTick));

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The time in UTC with nanoseconds, as RFC 3339 writes it.</summary>
    /// <remarks>By hand: the framework's patterns for dates bring time zones and calendars into small programs.</remarks>
    public override string ToString()
    {
        DateTime time = DateTime.UnixEpoch.AddTicks(Seconds * TimeSpan.TicksPerSecond);
        Span<char> text = stackalloc char[30];
        "0000-00-00T00:00:00.000000000Z".CopyTo(text);
        Put(text[..4], time.Year);
        Put(text[5..7], time.Month);
        Put(text[8..10], time.Day);
        Put(text[11..13], time.Hour);
        Put(text[14..16], time.Minute);
        Put(text[17..19], time.Second);
        Put(text[20..29], (int)(Nanoseconds - (Seconds * 1_000_000_000)));
        return text.ToString();
    }

    /// <summary>The time moved forward.</summary>
    public static Timestamp operator +(Timestamp time, TimeSpan span) => time.Add(span);

    /// <summary>The time moved back.</summary>
    public static Timestamp operator -(Timestamp time, TimeSpan span) => time.Move(-(Int128)span.Ticks);

    /// <summary>Elapsed time between two points, cut to 100 ns.</summary>
    public static TimeSpan operator -(Timestamp later, Timestamp earlier) => later.Subtract(earlier);

    /// <summary>True when <paramref name="left"/> is before <paramref name="right"/>.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>True when <paramref name="left"/> is after <paramref name="right"/>.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>True when <paramref name="left"/> is not after <paramref name="right"/>.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>True when <paramref name="left"/> is not before <paramref name="right"/>.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Nanoseconds >= right.Nanoseconds;

    private static void Put(Span<char> digits, int number)
    {
        for (int i = digits.Length - 1; i >= 0; i--, number /= 10)
        {
            digits[i] = (char)('0' + (number % 10));
        }
    }

    private Timestamp Move(Int128 ticks)
    {
        Int128 moved = Nanoseconds + (ticks * NanosecondsPerTick);
        return moved > long.MaxValue ? MaxValue : moved < long.MinValue ? MinValue : new((long)moved);
    }
}
