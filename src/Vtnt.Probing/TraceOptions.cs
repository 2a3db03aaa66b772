namespace Vtnt.Probing;

/// <summary>
/// How to trace. Defaults are scamper's. The record takes any sensible value; scamper's letters, ranges and
/// granularity are enforced where its option letters are parsed.
/// </summary>
public sealed partial record TraceOptions
{
    /// <summary>The kind of probe.</summary>
    public TraceMethod Method { get; init; } = TraceMethod.UdpParis;

    /// <summary>TTL of the first probe, 1 to 255.</summary>
    public byte FirstHop { get; init; } = 1;

    /// <summary>Highest TTL to probe, not below <see cref="FirstHop"/>; 0 means 255.</summary>
    public byte HopLimit { get; init; }

    /// <summary>Attempts per hop, at least 1.</summary>
    public byte Attempts { get; init; } = 2;

    /// <summary>Send every attempt to every hop, whatever is answered.</summary>
    public bool AllAttempts { get; init; }

    /// <summary>95 or 99: probe each hop until all its addresses were seen with that confidence (percent); 0: off.</summary>
    public byte Confidence { get; init; }

    /// <summary>Consecutive silent hops after which to stop, at least 1.</summary>
    public byte GapLimit { get; init; } = 5;

    /// <summary>What to do at the gap limit.</summary>
    public GapAction GapAction { get; init; } = GapAction.Stop;

    /// <summary>Loops after which to stop; 0 never stops on loops.</summary>
    public byte Loops { get; init; } = 1;

    /// <summary>Do not stop on a time-exceeded sent by the destination.</summary>
    public bool IgnoreDestinationTimeExceeded { get; init; }

    /// <summary>How long to wait for an answer, per probe; positive.</summary>
    public TimeSpan WaitTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Where present, hops probed one after another wait four times the largest RTT of the trace so far, but no less than
    /// this and no more than <see cref="WaitTimeout"/>; positive. Late answers count all the same. Absent: the wait is fixed.
    /// </summary>
    public TimeSpan? LeastWaitTimeout { get; init; }

    /// <summary>
    /// Where present, probes after which the trace ends with <see cref="StopReason.Halted"/> once the last one is answered or
    /// given up; positive. Until then it is the trace that it would be without. Absent: no limit.
    /// </summary>
    public int? MostProbes { get; init; }

    /// <summary>Least time between any two probes of the trace; not negative.</summary>
    public TimeSpan WaitProbe { get; init; }

    /// <summary>
    /// Source port, or the ICMP identifier. Absent: 0x8000, a constant, since the library has no process of its own to
    /// take an identity from; programs fill in scamper's default, (pid &amp; 0xFFFF) | 0x8000.
    /// </summary>
    public ushort? SourcePort { get; init; }

    /// <summary>
    /// <see cref="SourcePort"/>, which is absent then, shall be one that the system gives: the program asks it, since the library
    /// has no socket of its own. Nothing else comes of it here.
    /// </summary>
    public bool SystemPort { get; init; }

    /// <summary>
    /// UDP or TCP destination port (the first one for <see cref="TraceMethod.Udp"/>); for
    /// <see cref="TraceMethod.IcmpParis"/> the ICMP checksum of every probe. Absent: 33435, or for
    /// <see cref="TraceMethod.IcmpParis"/> the value of the source port.
    /// </summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>Source address of the probes, of the destination's family; absent: as the routing table says.</summary>
    public HostAddress? Source { get; init; }

    /// <summary>
    /// The router on the link that all probes are handed to; the transport must be one that does (<see cref="IRouteLookup"/>).
    /// Absent: as the routing table says.
    /// </summary>
    public HostAddress? Router { get; init; }

    /// <summary>The whole TOS or traffic class byte.</summary>
    public byte Tos { get; init; }

    /// <summary>Exact payload of UDP and ICMP probes; empty: 16 zero bytes (IPv4) or 12 (IPv6), as scamper.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Leave the payload of <see cref="TraceMethod.UdpParis"/> alone and tell probes apart by IP-ID or flow label.</summary>
    public bool ConstantPayload { get; init; }

    /// <summary>
    /// IPv6 only: send every probe as a later fragment with this offset in units of 8 bytes, 1 to 8191; 0: whole packets. Not with
    /// <see cref="PathMtu"/>.
    /// </summary>
    public ushort FragmentOffset { get; init; }

    /// <summary>Hops probed in parallel, 1 to 255; at most <see cref="GapLimit"/>. Not for TCP methods, nor with doubletree.</summary>
    public byte Squeries { get; init; } = 1;

    /// <summary>Least time between probes of one hop, in parallel probing only; not negative.</summary>
    public TimeSpan WaitProbeHop { get; init; }

    /// <summary>Probe from <see cref="HopLimit"/>, which must be given, down to <see cref="FirstHop"/>. Not with doubletree.</summary>
    public bool Backwards { get; init; }

    /// <summary>
    /// Discover the path MTU after the forward path, where that ended at a host that answers. Not from a later hop than the
    /// first, not with doubletree, not by <see cref="TraceMethod.Tcp"/>.
    /// </summary>
    public bool PathMtu { get; init; }

    /// <summary>
    /// MTU in bytes of the interface that probes leave by, where path-MTU discovery begins; 68 to 65 535. Absent: what the
    /// transport says (<see cref="IRouteLookup"/>), or else 1500.
    /// </summary>
    public int? InterfaceMtu { get; init; }

    /// <summary>Doubletree: addresses that end the forward phase, shared with other traces; absent: none.</summary>
    public StopSet? GlobalStopSet { get; init; }

    /// <summary>
    /// Doubletree: addresses that end the backward phase, which adds those it meets; shared with other traces; absent: none.
    /// </summary>
    public StopSet? LocalStopSet { get; init; }

    /// <summary>Doubletree without its backward phase.</summary>
    public bool NoBackwards { get; init; }

    /// <summary>
    /// Say in the result that IPv4 TCP probes left through a raw IP socket, as <see cref="Transports.RawSocketTransport"/> sends them.
    /// </summary>
    public bool Raw { get; init; }

    /// <summary>
    /// Say in the result that names of addresses were looked up. The program does it (<see cref="Reply.Name"/>); the library asks
    /// no name service.
    /// </summary>
    public bool ReverseNames { get; init; }

    /// <summary>
    /// Say in the result that time stamps come from a packet socket; the transport must be one
    /// (<see cref="Transports.DatalinkTransport"/>). Not with <see cref="Raw"/>.
    /// </summary>
    public bool Datalink { get; init; }

    /// <summary>Free number stored with the result.</summary>
    public uint UserId { get; init; }
}
