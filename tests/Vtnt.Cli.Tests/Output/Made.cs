using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Cli.Tests;

/// <summary>Results made by hand, with the values that a test does not care about.</summary>
internal static class Made
{
    internal static readonly Timestamp Start = new(1_700_000_000_000_000_000);

    internal static HostAddress Address(string text) =>
        HostAddress.TryParse(text, out HostAddress address) ? address : throw new ArgumentException($"{text} is no address", nameof(text));

    internal static Reply Reply(string address, double milliseconds, ReplyKind kind = ReplyKind.TimeExceeded) => new()
    {
        Address = Address(address),
        Kind = kind,
        Rtt = TimeSpan.FromMilliseconds(milliseconds),
        ReplyTtl = 250,
        QuotedTtl = kind == ReplyKind.TimeExceeded ? (byte)1 : null,
    };

    internal static ProbeOutcome Probe(byte ttl, int attempt, params Reply[] replies) => new()
    {
        ProbeTtl = ttl,
        Attempt = attempt,
        Size = 44,
        SentAt = Start + TimeSpan.FromMilliseconds(100 * ttl),
        Replies = [.. replies],
    };

    /// <summary>A hop with one attempt for each reply; null for an attempt without one.</summary>
    internal static Hop Hop(byte ttl, params Reply?[] replies) => new()
    {
        ProbeTtl = ttl,
        Probes = [.. replies.Select((reply, index) => reply is null ? Probe(ttl, index + 1) : Probe(ttl, index + 1, reply))],
    };

    internal static Trace Trace(string destination, params Hop[] hops) => new()
    {
        Source = Address(destination.Contains(':') ? "2001:db8::1" : "192.0.2.1"),
        Destination = Address(destination),
        Method = TraceMethod.IcmpParis,
        Start = Start,
        StopReason = StopReason.Completed,
        ProbeSize = 44,
        WaitTimeout = TimeSpan.FromSeconds(1),
        GapLimit = 5,
        HopCount = hops.Length == 0 ? 0 : hops[^1].ProbeTtl,
        ProbesSent = hops.Sum(hop => hop.Probes.Length),
        Hops = [.. hops],
    };

    internal static Ping Ping(string destination, params ProbeOutcome[] probes) => new()
    {
        Source = Address("192.0.2.1"),
        Destination = Address(destination),
        Method = PingMethod.IcmpEcho,
        StopReason = StopReason.Completed,
        ProbeSize = 84,
        WaitTimeout = TimeSpan.FromSeconds(1),
        ProbesSent = probes.Length,
        Probes = [.. probes],
    };

    /// <summary>A label stack object of RFC 4950.</summary>
    internal static ImmutableArray<IcmpExtensionObject> Labels(params LabelStackEntry[] entries)
    {
        byte[] payload = new byte[4 * entries.Length];
        for (int index = 0; index < entries.Length; index++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(4 * index), entries[index].Value);
        }

        return [new IcmpExtensionObject(IcmpExtensionObject.MplsClass, IcmpExtensionObject.MplsCType, [.. payload])];
    }
}
