using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <content>What fits together and what does not.</content>
public sealed partial class Tracer
{
    private const int ShortestSteeredPayload = 2;

    /// <summary>A trace of a list that cannot be made: it has ended with <see cref="StopReason.Error"/>.</summary>
    internal static Tracer Failed(HostAddress destination, TraceOptions options, string errorText) => new(destination, options, errorText);

    /// <summary>Refuses options that fit no destination.</summary>
    /// <exception cref="ArgumentException">The message says what is wrong, in scamper's words where it has some.</exception>
    internal static void CheckOptions(TraceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if ((WrongRange(options) ?? WrongCombination(options)) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(options));
        }
    }

    private static string? WrongRange(TraceOptions options) => options switch
    {
        { Method: < TraceMethod.Icmp or > TraceMethod.TcpAck } => "invalid trace method",
        { FirstHop: 0 } => "firsthop must be within 1 - 255",
        { Attempts: 0 } => "attempts must be within 1 - 255",
        { GapLimit: 0 } => "gaplimit must be within 1 - 255",
        { GapAction: not (GapAction.Stop or GapAction.LastDitch) } => "gapaction must be within 1 - 2",
        { Squeries: 0 } => "squeries must be within 1 - 255",
        { Confidence: not (0 or 95 or 99) } => "confidence must be 95 or 99",
        { FragmentOffset: > 8191 } => "offset must be within 0 - 8191",
        { Raw: true, Method: not (TraceMethod.Tcp or TraceMethod.TcpAck) } => "-O raw only works for IPv4 TCP methods",
        { Raw: true, Datalink: true } => "raw sockets and packet sockets exclude each other",
        { SystemPort: true, SourcePort: not null } => "the source port is given or the system's, not both",
        { InterfaceMtu: < 68 or > ushort.MaxValue } => "the MTU of the interface must be within 68 - 65535",
        _ when options.WaitTimeout <= TimeSpan.Zero => "the wait for an answer must be positive",
        _ when options.LeastWaitTimeout <= TimeSpan.Zero => "the least wait for an answer must be positive",
        { MostProbes: <= 0 } => "the most probes must be positive",
        _ when options.WaitProbe < TimeSpan.Zero => "the wait between probes must not be negative",
        _ when options.WaitProbeHop < TimeSpan.Zero => "the wait between probes of a hop must not be negative",
        _ => null,
    };

    private static string? WrongCombination(TraceOptions options) => options switch
    {
        { Backwards: true, HopLimit: 0 } => "backwards probing must be used with a hoplimit",
        _ when options.HopLimit != 0 && options.FirstHop > options.HopLimit => "firsthop cannot be beyond hoplimit",
        _ when options.Squeries > options.GapLimit => "squeries cannot be greater than gaplimit",
        { PathMtu: true } when options.FirstHop > 1 || IsDoubletreeIn(options) => "cannot do pmtud without all of path",
        { PathMtu: true, FragmentOffset: > 0 } or { PathMtu: true, Method: TraceMethod.Tcp } => "cannot do pmtud with this probe method",
        { AllAttempts: true, Confidence: not 0 } => "cannot set both all-attempts and confidence",
        _ when IsTcp(options) && !options.Payload.IsEmpty => "cannot include a payload with TCP traceroute",
        { Squeries: > 1 } when IsTcp(options) => "cannot send parallel probes with TCP methods",
        { Squeries: > 1 } when IsDoubletreeIn(options) => "cannot send parallel probes with doubletree",
        { MostProbes: not null } when options is { Squeries: > 1 } or { Backwards: true } or { PathMtu: true } || IsDoubletreeIn(options) =>
            "a limit on the probes fits only a trace hop by hop",
        { Backwards: true } when IsDoubletreeIn(options) => "cannot probe backwards with doubletree",
        _ when IsSteered(options) && options.Payload.Length is > 0 and < ShortestSteeredPayload =>
            "the payload of a Paris probe must have at least 2 bytes, which steer its checksum",
        _ => null,
    };

    /// <summary>Why checked options do not fit a source and a destination, or null.</summary>
    internal static string? WrongFor(HostAddress source, HostAddress destination, TraceOptions options)
    {
        if (destination.IsNone || source.Kind != destination.Kind)
        {
            return "source and destination of a trace must be of one address family";
        }

        if (options.FragmentOffset != 0 && destination.IsIPv4)
        {
            return "can only do fragment traceroute with IPv6";
        }

        if (options.Raw && destination.IsIPv6)
        {
            return "-O raw only works for IPv4 TCP methods";
        }

        int headers = ProbeWriter.HeaderLengthOf(IsTcp(options) ? ProbeKind.TcpSyn : ProbeKind.Udp, destination.Kind);
        return headers + options.Payload.Length > ushort.MaxValue ? "the payload is longer than an IP packet has room for" : null;
    }

    private static bool IsDoubletreeIn(TraceOptions options) => options.GlobalStopSet is not null || options.LocalStopSet is not null;

    private static bool IsTcp(TraceOptions options) => options.Method is TraceMethod.Tcp or TraceMethod.TcpAck;

    private static bool IsSteered(TraceOptions options) =>
        options.Method == TraceMethod.IcmpParis || (options.Method == TraceMethod.UdpParis && !options.ConstantPayload);
}
