namespace Vtnt.Probing;

/// <summary>How a <see cref="Prober"/> treats the network. Defaults are scamper's.</summary>
public sealed record ProberOptions
{
    /// <summary>
    /// Probes per second over all measurements, 20 by default; see <see cref="Pacer"/>. 0, as fast as the transport
    /// takes them, is allowed only with a <see cref="Window"/>.
    /// </summary>
    public int PacketsPerSecond { get; init; } = 20;

    /// <summary>The most measurements that run at once; 0 for no limit but the rate.</summary>
    public int Window { get; init; }

    /// <summary>
    /// Probe private, multicast, documentation and other reserved addresses too, see <see cref="ReservedPrefixes"/>. They
    /// are refused otherwise, whoever asks.
    /// </summary>
    public bool AllowReserved { get; init; }

    /// <summary>
    /// How long after a measurement its reply key (<see cref="IMeasurement.ReplyKey"/>) stays taken, not negative: one with an equal
    /// key starts then at the earliest, so that a reply to the former that comes late is nobody's. It outlasts a run. Zero, as by
    /// default, lets it start at once; scamper's <c>-H</c> is 5 s.
    /// </summary>
    public TimeSpan HoldTime { get; init; }

    /// <summary>
    /// When the run is over whatever is left, in the transport's time base: what still runs is handed back as it is, as if the
    /// run had been cancelled. <see cref="Timestamp.MaxValue"/>, never, by default.
    /// </summary>
    public Timestamp Deadline { get; init; } = Timestamp.MaxValue;

    /// <summary>
    /// Take the first fragment of a reply for the reply, its checksum unseen, as pings with a <see cref="PingOptions.ReplyPathMtu"/> want
    /// it; the others are dropped. Sockets that reassemble show no fragments: it takes a <see cref="Transports.DatalinkTransport"/>.
    /// </summary>
    public bool FirstFragments { get; init; }

    /// <summary>
    /// Addresses that are never probed, whoever asks and whatever <see cref="AllowReserved"/> says; none by default. A
    /// measurement towards one ends with <see cref="StopReason.Error"/> before its first probe.
    /// </summary>
    public PrefixSet DoNotProbe { get; init; } = PrefixSet.Empty;
}
