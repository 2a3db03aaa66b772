using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <content>What fits together and what does not.</content>
public sealed partial class Pinger
{
    private const int DefaultPayloadSize = 56, DefaultTimestampPayloadSize = 44;

    /// <summary>A ping of a list that cannot be made: it has ended with <see cref="StopReason.Error"/>.</summary>
    internal static Pinger Failed(HostAddress destination, PingOptions options, string errorText) => new(destination, options, errorText);

    /// <summary>Refuses options that fit no destination.</summary>
    /// <exception cref="ArgumentException">The message says what is wrong.</exception>
    internal static void CheckOptions(PingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string? wrong = options switch
        {
            { Method: not (PingMethod.IcmpEcho or PingMethod.IcmpTime) } => "the pinger sends ICMP echo and timestamp requests only",
            { ProbeCount: < 1 or > ushort.MaxValue } => "the number of probes must be within 1 - 65535",
            { StopCount: < 0 } => "the number of replies to stop after must not be negative",
            { ProbeTtl: 0 } => "the TTL must be within 1 - 255",
            { PayloadSize: < 0 } => "the payload size must not be negative",
            _ when PayloadSizeOf(options) < options.Payload.Length => "the payload size is below the length of the payload",
            _ when options.WaitProbe <= TimeSpan.Zero => "the time between probes must be positive",
            _ when options.WaitTimeout <= TimeSpan.Zero => "the wait for an answer must be positive",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new ArgumentException(wrong, nameof(options));
        }
    }

    /// <summary>Why checked options do not fit a source and a destination, or null.</summary>
    internal static string? WrongFor(HostAddress source, HostAddress destination, PingOptions options) =>
        destination.IsNone || source.Kind != destination.Kind ? "source and destination of a ping must be of one address family"
        : destination.IsIPv6 && options.Method == PingMethod.IcmpTime ? "there are no timestamp requests in ICMPv6"
        : SizeOf(destination, options) > ushort.MaxValue ? "the payload is larger than an IP packet has room for"
        : null;

    private static ProbeKind KindOf(PingOptions options) => options.Method == PingMethod.IcmpTime ? ProbeKind.IcmpTimestamp : ProbeKind.IcmpEcho;

    private static int PayloadSizeOf(PingOptions options) => options.PayloadSize
        ?? Math.Max(options.Method == PingMethod.IcmpTime ? DefaultTimestampPayloadSize : DefaultPayloadSize, options.Payload.Length);

    private static long SizeOf(HostAddress destination, PingOptions options) =>
        ProbeWriter.HeaderLengthOf(KindOf(options), destination.Kind) + (long)PayloadSizeOf(options);
}
