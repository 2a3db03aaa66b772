using System.Diagnostics;
using static Vtnt.Probing.OptionLetters;

namespace Vtnt.Probing;

/// <summary>
/// scamper's option letters of <c>trace</c>: each is judged in command-line order, then the combinations in scamper's
/// order, and only then what this version cannot do, so that every refusal of scamper keeps its text.
/// </summary>
internal sealed class TraceLetters
{
    internal static readonly OptionSyntax Syntax = new("c#d:f#g#G#H:l#m#MN#o#O:p:P:q#Qr:s#S:t:TU#w:W:y#z:Z:");

    private static readonly TimeSpan Unit10Ms = TimeSpan.FromMilliseconds(10), Second = TimeSpan.FromSeconds(1);

    private TraceOptions _options = new();
    private byte _stream;

    /// <summary>Applies one letter; returns what is wrong with it, or null.</summary>
    internal string? Apply(char letter, string value) => letter switch
    {
        'c' => SetConfidence(value),
        'd' => SetAnyBase(value, "dport", 1, ushort.MaxValue, n => _options = _options with { DestinationPort = (ushort)n }),
        'f' => Set(value, "firsthop", 1, 255, n => _options = _options with { FirstHop = (byte)n }),
        'g' => Set(value, "gaplimit", 1, 255, n => _options = _options with { GapLimit = (byte)n }),
        'G' => Set(value, "gapaction", 1, 2, n => _options = _options with { GapAction = (GapAction)n }),
        'H' => SetWaitProbeHop(value),
        'l' => Set(value, "loops", 0, 255, n => _options = _options with { Loops = (byte)n }),
        'm' => Set(value, "hoplimit", 0, 255, n => _options = _options with { HopLimit = (byte)n }),
        'M' => Do(() => _options = _options with { PathMtu = true }),
        'N' => Set(value, "squeries", 1, 255, n => _options = _options with { Squeries = (byte)n }),
        'o' => Set(value, "offset", 0, 8190, n => _options = _options with { FragmentOffset = (ushort)n }),
        'O' => SetWord(value),
        'p' => SetPayload(value),
        'P' => SetMethod(value),
        'q' => Set(value, "attempts", 1, 20, n => _options = _options with { Attempts = (byte)n }),
        'Q' => Do(() => _options = _options with { AllAttempts = true }),
        'r' => SetAddress(value, "invalid router address", a => _options = _options with { Router = a }),
        's' => Set(value, "sport", 0, ushort.MaxValue, SetSourcePort),
        'S' => SetAddress(value, "invalid source address", a => _options = _options with { Source = a }),
        't' => SetAnyBase(value, "tos", 0, 255, n => _options = _options with { Tos = (byte)n }),
        'T' => Do(() => _options = _options with { IgnoreDestinationTimeExceeded = true }),
        'U' => Set(value, "userid", 0, uint.MaxValue, n => _options = _options with { UserId = (uint)n }),
        'w' => SetWaitTimeout(value),
        'W' => SetWaitProbe(value),
        'y' => Set(value, "stream", 0, 20, n => _stream = (byte)n),
        'z' => SetAddress(value, "cannot resolve gss", a => (_options = _options with { GlobalStopSet = _options.GlobalStopSet ?? new() }).GlobalStopSet!.Add(a)),
        'Z' => Do(() => _options = _options with { LocalStopSet = new(value) }),
        _ => throw new UnreachableException(),
    };

    /// <summary>The options, when all letters together make sense for the destinations; otherwise what is wrong.</summary>
    internal string? Finish(IReadOnlyList<HostAddress> destinations, out TraceOptions options)
    {
        options = _options;
        return CheckCombinations() ?? CheckDestinations(destinations) ?? CheckSupport();
    }

    private string? CheckCombinations() => this switch
    {
        _ when _options is { Backwards: true, HopLimit: 0 } => "backwards probing must be used with a hoplimit",
        _ when _options.HopLimit != 0 && _options.FirstHop > _options.HopLimit => "firsthop cannot be beyond hoplimit",
        _ when _options.Squeries > _options.GapLimit => "squeries cannot be greater than gaplimit",
        _ when _options.PathMtu && (_options.FirstHop > 1 || IsDoubletree) => "cannot do pmtud without all of path",
        _ when _options is { PathMtu: true, FragmentOffset: > 0 } or { PathMtu: true, Method: TraceMethod.Tcp } => "cannot do pmtud with this probe method",
        _ when _options.Confidence != 0 && _options.AllAttempts => "cannot set both all-attempts and confidence",
        _ when IsTcp && !_options.Payload.IsEmpty => "cannot include a payload with TCP traceroute",
        _ when IsTcp && _options.Squeries > 1 => "cannot send parallel probes with TCP methods",
        _ => null,
    };

    private string? CheckDestinations(IReadOnlyList<HostAddress> destinations)
    {
        (bool toIPv4, bool toIPv6) = OptionLetters.FamiliesOf(destinations);
        bool IsForeign(HostAddress? address) => address is { } a && ((a.IsIPv4 && toIPv6) || (a.IsIPv6 && toIPv4));
        return this switch
        {
            _ when _options.Raw && (!IsTcp || toIPv6) => "-O raw only works for IPv4 TCP methods",
            _ when _options.FragmentOffset != 0 && toIPv4 => "can only do fragment traceroute with IPv6",
            _ when IsForeign(_options.Source) => "invalid source address",
            _ when IsForeign(_options.Router) => "invalid router address",
            _ when _options.GlobalStopSet?.Count > StopSet.MaxGlobalEntries => "gss limited to 65535 entries",
            _ when IsDoubletree && _options.Backwards => "cannot probe backwards with doubletree",
            _ when IsDoubletree && _options.Squeries > 1 => "cannot send parallel probes with doubletree",
            _ => null,
        };
    }

    private string? CheckSupport() => this switch
    {
        _ when _options is { Raw: true, Router: not null } => NotSupported('O', "probes for a router leave through a packet socket"),
        _ when _options is { Raw: true, Datalink: true } => NotSupported('O', "with dl all probes leave through a packet socket"),
        { _stream: > 0 } => NotSupported('y', "results in progress go to a control socket, and there is none"),
        _ => null,
    };

    private bool IsDoubletree => _options.GlobalStopSet is not null || _options.LocalStopSet is not null;

    private bool IsTcp => _options.Method is TraceMethod.Tcp or TraceMethod.TcpAck;

    private static string NotSupported(char letter, string why) => $"-{letter} failed: not supported in this version, {why}";

    private void SetSourcePort(long port) =>
        _options = port == 0 ? _options with { SystemPort = true } : _options with { SourcePort = (ushort)port };

    private string? SetConfidence(string value) =>
        value is "95" or "99"
            ? Do(() => _options = _options with { Confidence = byte.Parse(value, null) })
            : "confidence must be 95 or 99";

    private string? SetMethod(string value) =>
        MethodNames.TraceMethodOf(value) is { } method ? Do(() => _options = _options with { Method = method }) : "invalid trace method";

    private string? SetPayload(string value) => value switch
    {
        _ when !OptionValues.IsHex(value) => "payload must be specified in hex",
        _ when value.Length % 2 != 0 => "expected even number of hex characters",
        _ => Do(() => _options = _options with { Payload = Convert.FromHexString(value) }),
    };

    private string? SetWord(string value) => value.ToUpperInvariant() switch
    {
        "BACK" => Do(() => _options = _options with { Backwards = true }),
        "CONST-PAYLOAD" => Do(() => _options = _options with { ConstantPayload = true }),
        "DL" => Do(() => _options = _options with { Datalink = true }),
        "DTREE-NOBACK" => Do(() => _options = _options with { NoBackwards = true }),
        "PTR" => Do(() => _options = _options with { ReverseNames = true }),
        "RAW" => Do(() => _options = _options with { Raw = true }),
        _ => "unknown option",
    };

    private string? SetWaitTimeout(string value) => OptionValues.TryParseTime(value, Second, out TimeSpan wait) switch
    {
        false => "malformed timeout",
        _ when wait.Ticks % TimeSpan.TicksPerSecond != 0 => "timeout cannot have fractions of second",
        _ when wait < Second || wait > 10 * Second => "timeout must be within 1s - 10s",
        _ => Do(() => _options = _options with { WaitTimeout = wait }),
    };

    private string? SetWaitProbe(string value) => OptionValues.TryParseTime(value, Unit10Ms, out TimeSpan wait) switch
    {
        false => "malformed inter-probe delay",
        _ when wait.Ticks % Unit10Ms.Ticks != 0 => "inter-probe granularity limited to 10ms",
        _ when wait > 2 * Second => "inter-probe delay cannot be > 2s",
        _ => Do(() => _options = _options with { WaitProbe = wait }),
    };

    private string? SetWaitProbeHop(string value) => OptionValues.TryParseTime(value, Second, out TimeSpan wait) switch
    {
        false => "malformed wait-probe-hop delay",
        _ when wait > 2 * Second => "wait-probe-hop delay cannot be > 2s",
        _ => Do(() => _options = _options with { WaitProbeHop = wait }),
    };
}
