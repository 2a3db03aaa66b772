using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>How to look for tunnels. Defaults are those of TNT 5.0, but for the profile.</summary>
public sealed partial record TntOptions
{
    /// <summary>Whose rules are applied.</summary>
    public TntProfile Profile { get; init; } = TntProfile.Strict;

    /// <summary>
    /// The kind of probe of all traces: <see cref="TraceMethod.IcmpParis"/> or <see cref="TraceMethod.UdpParis"/>.
    /// </summary>
    public TraceMethod Method { get; init; } = TraceMethod.IcmpParis;

    /// <summary>Echo requests per address, 1 to 65 535. The most frequent TTL of the replies counts, the larger on a tie.</summary>
    public int PingCount { get; init; } = 1;

    /// <summary>
    /// Least excess of the return path, in routers, that makes a hop a suspect; 0 and more. TNT's own option begins at 1.
    /// </summary>
    public int FrplaThreshold { get; init; } = 3;

    /// <summary>Least return tunnel length, in routers, that makes a hop a suspect; at least 1.</summary>
    public int RtlaThreshold { get; init; } = 1;

    /// <summary>TTL of the first probe of the initial trace, 1 to 255.</summary>
    public byte FirstHop { get; init; } = 1;

    /// <summary>Suspect every pair of adjacent hops.</summary>
    public bool BruteForce { get; init; }

    /// <summary>
    /// Probes that the strict profile may spend beyond what TNT would, per destination, in percent of that; 0 and more. No
    /// destination costs more; an attempt that would is not begun, or ends where the budget does and keeps what it has proved. With
    /// <see cref="BruteForce"/> every pair is tried whatever it costs. Compat spends nothing beyond.
    /// </summary>
    public int Budget { get; init; } = 25;

    /// <summary>
    /// How long a run of the strict profile takes pings and revelations for true, because routes change; more than zero.
    /// Compat keeps them as long as the run lasts.
    /// </summary>
    public TimeSpan CacheLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Ping and reveal private and other reserved addresses too: they are ordinary here.</summary>
    public bool AllowReserved { get; init; }

    /// <summary>Show failed attempts and unreachable codes in TNT's text. Changes nothing that is measured or found.</summary>
    public bool Verbose { get; init; }

    /// <summary>Source address of all probes; absent: the one that the route to each target leaves with.</summary>
    public HostAddress? Source { get; init; }

    /// <summary>Identifier (ICMP) or source port (UDP) of all traces; absent: as <see cref="TraceOptions.SourcePort"/> says.</summary>
    public ushort? TraceIdentifier { get; init; }

    /// <summary>ICMP identifier of all pings; absent: as <see cref="PingOptions.SourcePort"/> says.</summary>
    public ushort? PingIdentifier { get; init; }

    /// <summary>Name and version of the rules of the profile: <c>strict/1</c> or <c>compat/5.0</c>.</summary>
    public string Rules => Profile == TntProfile.Compat ? "compat/5.0" : "strict/1";

    /// <summary>Refuses values outside their range.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal void Validate()
    {
        if (Method is not (TraceMethod.IcmpParis or TraceMethod.UdpParis))
        {
            throw new ArgumentException("TNT traces with icmp-paris or udp-paris only.", nameof(Method));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(PingCount, 1, nameof(PingCount));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PingCount, ushort.MaxValue, nameof(PingCount));
        ArgumentOutOfRangeException.ThrowIfNegative(FrplaThreshold, nameof(FrplaThreshold));
        ArgumentOutOfRangeException.ThrowIfLessThan(RtlaThreshold, 1, nameof(RtlaThreshold));
        ArgumentOutOfRangeException.ThrowIfZero(FirstHop, nameof(FirstHop));
        ArgumentOutOfRangeException.ThrowIfNegative(Budget, nameof(Budget));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(CacheLifetime.Ticks, nameof(CacheLifetime));
    }
}
