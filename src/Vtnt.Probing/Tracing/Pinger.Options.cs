using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <content>What fits together and what does not.</content>
public sealed partial class Pinger
{
    /// <summary>A ping of a list that cannot be made: it has ended with <see cref="StopReason.Error"/>.</summary>
    internal static Pinger Failed(HostAddress destination, PingOptions options, string errorText) => new(destination, options, errorText);

    /// <summary>Refuses options that fit no destination.</summary>
    /// <exception cref="ArgumentException">The message says what is wrong.</exception>
    internal static void CheckOptions(PingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if ((WrongRange(options) ?? WrongCombination(options)) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(options));
        }
    }

    private static string? WrongRange(PingOptions options) => options switch
    {
        { Method: > PingMethod.UdpSourcePort } => "invalid ping method",
        { ProbeCount: < 1 or > ushort.MaxValue } => "the number of probes must be within 1 - 65535",
        { StopCount: < 0 } => "the number of replies to stop after must not be negative",
        { ProbeTtl: 0 } => "the TTL must be within 1 - 255",
        { SystemPort: true, SourcePort: not null } => "the source port is given or the system's, not both",
        { PayloadSize: < 0 } => "the payload size must not be negative",
        _ when options.WaitProbe <= TimeSpan.Zero => "the time between probes must be positive",
        _ when options.WaitTimeout <= TimeSpan.Zero => "the wait for an answer must be positive",
        _ => null,
    };

    private static string? WrongCombination(PingOptions options) => WrongSockets(options) ?? options switch
    {
        { IcmpChecksum: not null } when !PingFlow.IsIcmpMethod(options.Method) => "only ICMP probes can have a forced checksum",
        _ when PingFlow.PayloadSizeOf(options) < options.Payload.Length + (options.IcmpChecksum is null ? 0 : 2) =>
            "the payload size is below the length of the payload",
        _ when PingFlow.IsTcpMethod(options.Method) && PingFlow.PayloadSizeOf(options) > 0 => "cannot include a payload with TCP ping",
        { TcpSegmentSize: not 0 } when !PingFlow.IsTcpMethod(options.Method) => "-O mss only works for TCP methods",
        { TooBigTrick: true, ReplyPathMtu: 0 } => "-O tbt needs the MTU of -M",
        { RecordRoute: true } when options.TimestampOption != PingTimestampOption.None => "record route and time stamps do not fit into one packet",
        _ when options.TimestampOption is not (PingTimestampOption.None or PingTimestampOption.TimesOnly
            or PingTimestampOption.TimesAndAddresses or PingTimestampOption.Prespecified) => "invalid timestamp option",
        { TimestampOption: PingTimestampOption.Prespecified } when !AreFewIPv4(options.TimestampAddresses) => "time stamps are asked of one to four IPv4 addresses",
        { TimestampOption: not PingTimestampOption.Prespecified, TimestampAddresses.Length: > 0 } => "addresses are given for prespecified time stamps only",
        _ => null,
    };

    /// <summary>Why checked options do not fit a source and a destination, or null.</summary>
    internal static string? WrongFor(HostAddress source, HostAddress destination, PingOptions options) =>
        destination.IsNone || source.Kind != destination.Kind ? "source and destination of a ping must be of one address family"
        : destination.IsIPv6 && options.Method == PingMethod.IcmpTime ? "there are no timestamp requests in ICMPv6"
        : destination.IsIPv6 && IpOptionBytes.LengthFor(options) > 0 ? "there are no such options in IPv6"
        : destination.IsIPv4 && options.TooBigTrick ? "-O tbt only works for IPv6"
        : options is { Spoof: true, Source: { } spoofed } && spoofed.Kind != destination.Kind ? "source and destination of a ping must be of one address family"
        : PingFlow.SizeOf(destination, options) > ushort.MaxValue ? "the payload is larger than an IP packet has room for"
        : null;

    private static string? WrongSockets(PingOptions options)
    {
        const PingFlags PacketSocket = PingFlags.Datalink | PingFlags.DatalinkTransmit, RawSocket = PingFlags.Raw | PingFlags.SocketReceive;
        PingFlags sockets = options.Sockets;
        return (sockets & ~(PacketSocket | RawSocket)) != 0 ? "only flags that name sockets can be asked for"
            : (sockets & PingFlags.Raw) != 0 && !PingFlow.IsTcpMethod(options.Method) ? "-O raw only works for IPv4 TCP methods"
            : (sockets & PacketSocket) != 0 && (sockets & RawSocket) != 0 ? "raw sockets and packet sockets exclude each other"
            : null;
    }

    private static bool AreFewIPv4(ImmutableArray<HostAddress> addresses)
    {
        bool areIPv4 = addresses.Length is > 0 and <= 4;
        foreach (HostAddress address in addresses)
        {
            areIPv4 &= address.IsIPv4;
        }

        return areIPv4;
    }
}
