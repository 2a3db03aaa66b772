namespace Vtnt.Probing;

/// <summary>
/// Spends a packets-per-second budget: a token bucket that starts full and holds one packet up to 1 000 packets per second, and
/// one millisecond's worth above. Exact in integers, pure, and itself a small machine: ask, spend, ask when next.
/// </summary>
/// <remarks>
/// In any window of length T at most rate × T + burst packets leave, whatever the caller does; that is the promise to the
/// network. What follows for a stall: what it cost is made up for only as far as the bucket goes, one packet or one
/// millisecond, far inside the 250 ms that scamper catches up.
/// </remarks>
public sealed class Pacer
{
    /// <summary>One packet, in the unit of the level: packets times nanoseconds per second.</summary>
    private const long OnePacket = 1_000_000_000;

    /// <summary>What is expected at first, and at most, in nanoseconds.</summary>
    private const long FirstLateness = 250_000, MostLateness = 500_000;

    private readonly long _rate;
    private readonly long _capacity;
    private long _level;
    private long _lateness = FirstLateness;
    private Timestamp _filledAt;
    private bool _hasStarted;

    /// <summary>A full bucket.</summary>
    /// <param name="packetsPerSecond">The rate, at least 1; 0 never holds anything back.</param>
    public Pacer(int packetsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(packetsPerSecond);
        _rate = packetsPerSecond;
        _capacity = Math.Max(OnePacket, packetsPerSecond * 1_000_000L);
        _level = _capacity;
    }

    /// <summary>True when a packet may leave at <paramref name="now"/>. Time that goes back is time that stands.</summary>
    public bool MaySend(Timestamp now)
    {
        Fill(now);
        return _rate == 0 || _level >= OnePacket;
    }

    /// <summary>A packet leaves now.</summary>
    /// <exception cref="InvalidOperationException">It may not; see <see cref="MaySend"/>.</exception>
    public void Spend()
    {
        if (_rate == 0)
        {
            return;
        }

        if (_level < OnePacket)
        {
            throw new InvalidOperationException("The packet may not leave yet.");
        }

        _level -= OnePacket;
    }

    /// <summary>The earliest time, not before <paramref name="now"/>, at which a packet may leave.</summary>
    public Timestamp NextAt(Timestamp now) => NextAt(now, 1);

    /// <summary>True when the bucket holds more than one packet: above 1 000 packets per second.</summary>
    internal bool HasBursts => _capacity > OnePacket;

    /// <summary>
    /// The earliest time, not before <paramref name="now"/>, at which so many packets may leave together; or as many as the bucket
    /// holds with room for those that are added until the caller is back, at least one.
    /// </summary>
    internal Timestamp NextAt(Timestamp now, int packets)
    {
        Fill(now);
        long wanted = Math.Max(1, Math.Min(packets, (_capacity - (_lateness * _rate)) / OnePacket)) * OnePacket;
        return _rate == 0 || _level >= wanted ? now : new(_filledAt.Nanoseconds + ((wanted - _level + _rate - 1) / _rate));
    }

    /// <summary>
    /// The caller is back from a wait until <paramref name="asked"/>. How late it is tells how full the bucket may be when it
    /// is asked to wake the next time: a longer delay counts at once, a shorter one by and by.
    /// </summary>
    internal void OnWoken(Timestamp asked, Timestamp now)
    {
        long late = Math.Clamp(now.Nanoseconds - asked.Nanoseconds, 0, MostLateness);
        _lateness = Math.Max(late, _lateness - ((_lateness - late) / 16));
    }

    private void Fill(Timestamp now)
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            _filledAt = now;
            return;
        }

        long elapsed = now.Nanoseconds - _filledAt.Nanoseconds;
        if (elapsed <= 0 || _rate == 0)
        {
            return;
        }

        // The comparison comes first: a long stall at a high rate does not fit into 64 bits.
        _level = elapsed > (_capacity - _level) / _rate ? _capacity : _level + (elapsed * _rate);
        _filledAt = now;
    }
}
