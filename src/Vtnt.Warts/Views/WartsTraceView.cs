using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>
/// One trace record (type 6), checked and decoded; all values in host order, absent ones 0. Valid only while it is
/// visited: it reads from the caller's buffer and from tables that the next record reuses.
/// </summary>
public ref struct WartsTraceView
{
    /// <summary>Number of the record's list in this file; 0 for none.</summary>
    public uint ListId { get; internal set; }

    /// <summary>Number of the record's cycle in this file; 0 for none.</summary>
    public uint CycleId { get; internal set; }

    /// <summary>The list; null when there is none or it was not met in the file.</summary>
    public WartsListRecord? List { get; internal set; }

    /// <summary>The cycle; null when there is none or it was not met in the file.</summary>
    public WartsCycleRecord? Cycle { get; internal set; }

    /// <summary>Source of the probes; none when not recorded.</summary>
    public WartsAddress Source { get; internal set; }

    /// <summary>Destination; always present.</summary>
    public WartsAddress Destination { get; internal set; }

    /// <summary>On-link router; none when not chosen.</summary>
    public WartsAddress Router { get; internal set; }

    /// <summary>Start, whole seconds since the Unix epoch.</summary>
    public uint StartSeconds { get; internal set; }

    /// <summary>Microseconds of the start.</summary>
    public uint StartMicroseconds { get; internal set; }

    /// <summary>Why the trace ended; may be a number that <see cref="Vtnt.Probing.StopReason"/> does not name.</summary>
    public StopReason StopReason { get; internal set; }

    /// <summary>ICMP code or type, or the low byte of errno.</summary>
    public byte StopData { get; internal set; }

    /// <summary>The flags, 32 bits.</summary>
    public TraceFlags Flags { get; internal set; }

    /// <summary>Attempts per hop.</summary>
    public byte Attempts { get; internal set; }

    /// <summary>Highest TTL to probe; 0 means 255.</summary>
    public byte HopLimit { get; internal set; }

    /// <summary>The kind of probe; may be a number that <see cref="TraceMethod"/> does not name.</summary>
    public TraceMethod Method { get; internal set; }

    /// <summary>Size of a probe in bytes.</summary>
    public ushort ProbeSize { get; internal set; }

    /// <summary>Source port or ICMP identifier.</summary>
    public ushort SourcePort { get; internal set; }

    /// <summary>Destination port, or the ICMP checksum.</summary>
    public ushort DestinationPort { get; internal set; }

    /// <summary>TTL of the first probe, at least 1.</summary>
    public byte FirstHop { get; internal set; }

    /// <summary>TOS or traffic class of the probes.</summary>
    public byte Tos { get; internal set; }

    /// <summary>Seconds to wait for an answer.</summary>
    public byte WaitSeconds { get; internal set; }

    /// <summary>Loops after which to stop; 0 for never.</summary>
    public byte Loops { get; internal set; }

    /// <summary>Highest TTL probed; where the record does not say, the highest TTL that answered.</summary>
    public ushort HopCount { get; internal set; }

    /// <summary>Silent hops after which to stop.</summary>
    public byte GapLimit { get; internal set; }

    /// <summary>What to do at the gap limit.</summary>
    public GapAction GapAction { get; internal set; }

    /// <summary>Probes sent.</summary>
    public ushort ProbesSent { get; internal set; }

    /// <summary>Least time between probes, in units of 10 ms.</summary>
    public byte WaitProbe { get; internal set; }

    /// <summary>Confidence in percent, or 0.</summary>
    public byte Confidence { get; internal set; }

    /// <summary>Free number of the user.</summary>
    public uint UserId { get; internal set; }

    /// <summary>IPv6 fragment offset in 8-octet units.</summary>
    public ushort FragmentOffset { get; internal set; }

    /// <summary>Hops probed in parallel, at least 1.</summary>
    public byte Squeries { get; internal set; }

    /// <summary>TTL at which the stop condition held; 0 when not recorded.</summary>
    public byte StopHop { get; internal set; }

    /// <summary>True when there is an error text.</summary>
    public bool HasErrorText { get; internal set; }

    /// <summary>The error text, as bytes without the NUL; empty when absent.</summary>
    public ReadOnlySpan<byte> ErrorText { get; internal set; }

    /// <summary>Whose numbering the record was read by: scamper's or TNT's, never <see cref="WartsDialect.Detect"/>.</summary>
    public WartsDialect Dialect { get; internal set; }

    /// <summary>The replies.</summary>
    public WartsHopList Hops { get; internal set; }

    /// <summary>True when there is a last-ditch section.</summary>
    public bool HasLastDitch { get; internal set; }

    /// <summary>Replies to the probes that were sent at the gap limit.</summary>
    public WartsHopList LastDitch { get; internal set; }

    /// <summary>True when there is a section on path-MTU discovery.</summary>
    public bool HasPathMtu { get; internal set; }

    /// <summary>Path-MTU discovery; meaningful when <see cref="HasPathMtu"/>.</summary>
    public WartsPathMtuView PathMtu { get; internal set; }

    /// <summary>True when there is a doubletree section.</summary>
    public bool HasDoubletree { get; internal set; }

    /// <summary>Doubletree's outcome; meaningful when <see cref="HasDoubletree"/>.</summary>
    public WartsDoubletreeView Doubletree { get; internal set; }

    /// <summary>The whole record as it is in the file, header included.</summary>
    public ReadOnlySpan<byte> Encoded { get; internal set; }
}
