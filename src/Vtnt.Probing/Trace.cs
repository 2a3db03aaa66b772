using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>
/// A finished trace (or a snapshot of a running one) towards one destination: how it was made, why it ended, and its
/// hops. The model holds every parameter of the warts trace record, whoever filled it.
/// </summary>
public sealed record Trace
{
    /// <summary>Source address of the probes; <see cref="HostAddress.None"/> when a file does not tell.</summary>
    public HostAddress Source { get; init; }

    /// <summary>Destination address.</summary>
    public required HostAddress Destination { get; init; }

    /// <summary>On-link router the probes were sent through; absent: as the routing table says.</summary>
    public HostAddress? Router { get; init; }

    /// <summary>The kind of probe.</summary>
    public required TraceMethod Method { get; init; }

    /// <summary>Free number of the user, 0 when not given.</summary>
    public uint UserId { get; init; }

    /// <summary>When the first probe was sent, or its sending was tried in vain.</summary>
    public Timestamp Start { get; init; }

    /// <summary>Why it ended.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>More about the stop: an ICMP code or type, or the low byte of errno; otherwise 0.</summary>
    public byte StopData { get; init; }

    /// <summary>
    /// The TTL at which the stop condition held, where hops beyond it may have been probed, as in parallel probing; absent
    /// otherwise.
    /// </summary>
    public byte? StopHop { get; init; }

    /// <summary>What went wrong, for <see cref="StopReason.Error"/>; absent when nothing is known.</summary>
    public string? ErrorText { get; init; }

    /// <summary>How it was made.</summary>
    public TraceFlags Flags { get; init; }

    /// <summary>Attempts per hop, 1 to 20.</summary>
    public int Attempts { get; init; }

    /// <summary>Highest TTL to probe, 1 to 255; 0 means 255.</summary>
    public byte HopLimit { get; init; }

    /// <summary>TTL of the first probe, 1 to 255.</summary>
    public byte FirstHop { get; init; } = 1;

    /// <summary>Size of every probe packet in bytes, path-MTU probes excepted.</summary>
    public int ProbeSize { get; init; }

    /// <summary>UDP or TCP source port, or the ICMP identifier.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>UDP or TCP destination port (the first one for <see cref="TraceMethod.Udp"/>), or the ICMP checksum.</summary>
    public ushort DestinationPort { get; init; }

    /// <summary>The whole TOS or traffic class byte of the probes.</summary>
    public byte Tos { get; init; }

    /// <summary>How long an answer was waited for, per probe.</summary>
    public TimeSpan WaitTimeout { get; init; }

    /// <summary>Least time between any two probes of the trace.</summary>
    public TimeSpan WaitProbe { get; init; }

    /// <summary>Loops after which to stop; 0 never stops on loops.</summary>
    public byte Loops { get; init; }

    /// <summary>Highest TTL probed, trailing silent hops included; slots of an annotated TNT trace.</summary>
    public int HopCount { get; init; }

    /// <summary>Consecutive silent hops after which to stop, 1 to 255.</summary>
    public byte GapLimit { get; init; }

    /// <summary>What was to be done at the gap limit.</summary>
    public GapAction GapAction { get; init; } = GapAction.Stop;

    /// <summary>Probes sent, retries included.</summary>
    public int ProbesSent { get; init; }

    /// <summary>95 or 99 when hops were probed until all their addresses were seen with that confidence (percent), else 0.</summary>
    public byte Confidence { get; init; }

    /// <summary>IPv6 fragment offset of the probes in 8-octet units, 0 for none.</summary>
    public ushort FragmentOffset { get; init; }

    /// <summary>Hops probed in parallel, 1 to 255.</summary>
    public byte Squeries { get; init; } = 1;

    /// <summary>
    /// The hops that were probed, by TTL, silent ones included as far as they are known. In a trace annotated by TNT
    /// these are the slots in path order, and a revealed hop keeps the TTL of the trace that revealed it.
    /// </summary>
    public ImmutableArray<Hop> Hops { get; init; } = [];

    /// <summary>Probes sent with TTL 255 at the gap limit, with their replies; empty when there were none.</summary>
    public ImmutableArray<ProbeOutcome> LastDitch { get; init; } = [];

    /// <summary>Path-MTU discovery; absent when it was not done.</summary>
    public PathMtu? PathMtu { get; init; }

    /// <summary>Doubletree's outcome; absent when it was not used.</summary>
    public DoubletreeOutcome? Doubletree { get; init; }

    /// <summary>Equal in every member, hops and probes compared one by one.</summary>
    public bool Equals(Trace? other) =>
        other is not null && EqualsScalars(other)
        && Hops.AsSpan().SequenceEqual(other.Hops.AsSpan()) && LastDitch.AsSpan().SequenceEqual(other.LastDitch.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Source, Destination, Method, Start, StopReason, HopCount, Hops.Length);

    private bool EqualsScalars(Trace other) =>
        Source == other.Source && Destination == other.Destination && Router == other.Router && Method == other.Method
        && UserId == other.UserId && Start == other.Start && StopReason == other.StopReason && StopData == other.StopData
        && StopHop == other.StopHop && ErrorText == other.ErrorText && Flags == other.Flags && Attempts == other.Attempts
        && HopLimit == other.HopLimit && FirstHop == other.FirstHop && ProbeSize == other.ProbeSize
        && SourcePort == other.SourcePort && DestinationPort == other.DestinationPort && Tos == other.Tos
        && WaitTimeout == other.WaitTimeout && WaitProbe == other.WaitProbe && Loops == other.Loops
        && HopCount == other.HopCount && GapLimit == other.GapLimit && GapAction == other.GapAction
        && ProbesSent == other.ProbesSent && Confidence == other.Confidence && FragmentOffset == other.FragmentOffset
        && Squeries == other.Squeries && Equals(PathMtu, other.PathMtu) && Equals(Doubletree, other.Doubletree);
}
