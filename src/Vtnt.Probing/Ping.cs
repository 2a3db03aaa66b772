using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>A finished ping (or a snapshot of a running one) of one destination.</summary>
public sealed record Ping
{
    /// <summary>Source address of the probes; <see cref="HostAddress.None"/> when a file does not tell.</summary>
    public HostAddress Source { get; init; }

    /// <summary>Destination address.</summary>
    public required HostAddress Destination { get; init; }

    /// <summary>On-link router the probes were sent through; absent: as the routing table says.</summary>
    public HostAddress? Router { get; init; }

    /// <summary>The kind of probe.</summary>
    public PingMethod Method { get; init; }

    /// <summary>Free number of the user, 0 when not given.</summary>
    public uint UserId { get; init; }

    /// <summary>When the first probe was sent, or its sending was tried in vain.</summary>
    public Timestamp Start { get; init; }

    /// <summary>Why it ended: <see cref="StopReason.Completed"/> whatever was answered, or error, halted, in progress.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>The low byte of errno for <see cref="StopReason.Error"/>, otherwise 0.</summary>
    public byte StopData { get; init; }

    /// <summary>What went wrong, for <see cref="StopReason.Error"/>; absent when nothing is known.</summary>
    public string? ErrorText { get; init; }

    /// <summary>How it was made.</summary>
    public PingFlags Flags { get; init; }

    /// <summary>Probes asked for, 1 to 65 535.</summary>
    public int ProbeCount { get; init; }

    /// <summary>Size of every probe packet in bytes.</summary>
    public int ProbeSize { get; init; }

    /// <summary>
    /// Payload or repeating pattern, see <see cref="PingFlags.Payload"/>; empty for zeros. The two bytes that steer a forced checksum
    /// stand in front, as zeros.
    /// </summary>
    public ImmutableArray<byte> Payload { get; init; } = [];

    /// <summary>Time between probes.</summary>
    public TimeSpan WaitProbe { get; init; }

    /// <summary>How long an answer to the last probe was waited for.</summary>
    public TimeSpan WaitTimeout { get; init; }

    /// <summary>TTL or hop limit of the probes, 1 to 255.</summary>
    public byte ProbeTtl { get; init; }

    /// <summary>Replies after which to stop, 0 for all probes.</summary>
    public int StopCount { get; init; }

    /// <summary>Probes sent.</summary>
    public int ProbesSent { get; init; }

    /// <summary>UDP or TCP source port, or the ICMP identifier.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>UDP or TCP destination port, or the first ICMP sequence number.</summary>
    public ushort DestinationPort { get; init; }

    /// <summary>The whole TOS or traffic class byte of the probes.</summary>
    public byte Tos { get; init; }

    /// <summary>The forced ICMP checksum; absent when not forced.</summary>
    public ushort? IcmpChecksum { get; init; }

    /// <summary>MTU in bytes that large replies are answered with; 0 for never.</summary>
    public int ReplyPathMtu { get; init; }

    /// <summary>TCP sequence number of the probes; absent for other methods.</summary>
    public uint? TcpSequence { get; init; }

    /// <summary>TCP acknowledgement number of the probes; absent for other methods.</summary>
    public uint? TcpAcknowledgement { get; init; }

    /// <summary>Maximum segment size in bytes that TCP segments announced; absent when none did, or a file does not tell.</summary>
    public int? TcpSegmentSize { get; init; }

    /// <summary>Addresses whose time stamps were asked for in the IPv4 timestamp option, at most 4; empty when none.</summary>
    public ImmutableArray<HostAddress> TimestampAddresses { get; init; } = [];

    /// <summary>The probes in order, each with all its replies (errors and duplicates too) in order of arrival.</summary>
    public ImmutableArray<ProbeOutcome> Probes { get; init; } = [];

    /// <summary>Equal in every member, payload and probes compared one by one.</summary>
    public bool Equals(Ping? other) =>
        other is not null && Source == other.Source && Destination == other.Destination && Router == other.Router
        && Method == other.Method && UserId == other.UserId && Start == other.Start && StopReason == other.StopReason
        && StopData == other.StopData && ErrorText == other.ErrorText && Flags == other.Flags
        && ProbeCount == other.ProbeCount && ProbeSize == other.ProbeSize && WaitProbe == other.WaitProbe
        && WaitTimeout == other.WaitTimeout && ProbeTtl == other.ProbeTtl && StopCount == other.StopCount
        && ProbesSent == other.ProbesSent && SourcePort == other.SourcePort && DestinationPort == other.DestinationPort
        && Tos == other.Tos && IcmpChecksum == other.IcmpChecksum && ReplyPathMtu == other.ReplyPathMtu
        && TcpSequence == other.TcpSequence && TcpAcknowledgement == other.TcpAcknowledgement
        && TcpSegmentSize == other.TcpSegmentSize
        && TimestampAddresses.AsSpan().SequenceEqual(other.TimestampAddresses.AsSpan())
        && Payload.AsSpan().SequenceEqual(other.Payload.AsSpan()) && Probes.AsSpan().SequenceEqual(other.Probes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Source, Destination, Method, Start, ProbesSent, Probes.Length);
}
