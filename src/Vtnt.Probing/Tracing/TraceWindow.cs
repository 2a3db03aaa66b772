namespace Vtnt.Probing;

/// <summary>
/// The hops in flight of a parallel or backward trace. Hops are counted by place: 1 for the first probed, whatever the
/// direction.
/// </summary>
internal sealed class TraceWindow
{
    private readonly TraceOptions _options;
    private readonly byte[] _attempts = new byte[256];
    private readonly List<byte> _retries = [];
    private TtlSet _done;
    private int _frontier, _answered;

    /// <summary>A window that no probe has left.</summary>
    internal TraceWindow(TraceOptions options) => _options = options;

    /// <summary>Place of the next hop to open.</summary>
    internal int NextPlace { get; private set; } = 1;

    /// <summary>True when a reply wants the trace to stop: no further hop is opened.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>Index of the oldest probe that may be waited for.</summary>
    internal int Oldest { get; set; }

    /// <summary>Hops that may be probed altogether.</summary>
    internal int Places => Last - _options.FirstHop + 1;

    /// <summary>Hops that want another attempt, in order.</summary>
    internal IReadOnlyList<byte> Retries => _retries;

    /// <summary>The highest TTL to probe.</summary>
    private int Last => _options.HopLimit == 0 ? byte.MaxValue : _options.HopLimit;

    /// <summary>
    /// True when another hop may be opened: not too far beyond the farthest that was answered or given up, nor, going
    /// forward, beyond the farthest that was answered.
    /// </summary>
    internal bool MayOpen =>
        !IsClosed && NextPlace <= Places && NextPlace - _frontier <= _options.Squeries
        && (_options.Backwards || NextPlace - _answered <= _options.GapLimit);

    /// <summary>TTL of a place.</summary>
    internal byte TtlOf(int place) => (byte)(_options.Backwards ? Last - place + 1 : _options.FirstHop + place - 1);

    /// <summary>Attempts made at a hop.</summary>
    internal int AttemptsAt(byte ttl) => _attempts[ttl];

    /// <summary>True when a hop gets no further attempt.</summary>
    internal bool IsDone(byte ttl) => _done.Contains(ttl);

    /// <summary>Opens the next hop.</summary>
    internal byte Open()
    {
        byte ttl = TtlOf(NextPlace++);
        _attempts[ttl] = 1;
        return ttl;
    }

    /// <summary>Notes that a hop wants another attempt.</summary>
    internal void WantRetry(byte ttl) => _retries.Add(ttl);

    /// <summary>Takes a hop that wants another attempt, and counts that attempt.</summary>
    internal byte TakeRetry(int position)
    {
        byte ttl = _retries[position];
        _retries.RemoveAt(position);
        _attempts[ttl]++;
        return ttl;
    }

    /// <summary>A hop was answered.</summary>
    internal void MarkAnswered(byte ttl)
    {
        int place = PlaceOf(ttl);
        _answered = Math.Max(_answered, place);
        _frontier = Math.Max(_frontier, place);
    }

    /// <summary>A hop gets no further attempt.</summary>
    internal void MarkDone(byte ttl)
    {
        _done.Add(ttl);
        _retries.Remove(ttl);
        _frontier = Math.Max(_frontier, PlaceOf(ttl));
    }

    private int PlaceOf(byte ttl) => _options.Backwards ? Last - ttl + 1 : ttl - _options.FirstHop + 1;
}
