using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>
/// One ping record (type 7), checked and decoded; all values in host order, absent ones 0. Valid only while it is
/// visited.
/// </summary>
public ref struct WartsPingView
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

    /// <summary>Why it ended, in the format's numbers: 0 none, 1 done, 2 error, 3 halted, 4 in progress.</summary>
    public byte StopReason { get; internal set; }

    /// <summary>The low byte of errno.</summary>
    public byte StopData { get; internal set; }

    /// <summary>Payload, or the pattern to repeat; empty when absent.</summary>
    public ReadOnlySpan<byte> Payload { get; internal set; }

    /// <summary>Probes asked for.</summary>
    public ushort ProbeCount { get; internal set; }

    /// <summary>Size of a probe in bytes.</summary>
    public ushort ProbeSize { get; internal set; }

    /// <summary>Time between probes, whole seconds.</summary>
    public byte WaitSeconds { get; internal set; }

    /// <summary>Time between probes, microseconds beside the seconds.</summary>
    public uint WaitMicroseconds { get; internal set; }

    /// <summary>Time to wait for an answer, whole seconds; where the record does not say, <see cref="WaitSeconds"/>.</summary>
    public byte TimeoutSeconds { get; internal set; }

    /// <summary>Time to wait for an answer, microseconds beside the seconds.</summary>
    public uint TimeoutMicroseconds { get; internal set; }

    /// <summary>TTL of the probes.</summary>
    public byte ProbeTtl { get; internal set; }

    /// <summary>Replies after which to stop; 0 for never.</summary>
    public ushort StopCount { get; internal set; }

    /// <summary>Probes sent.</summary>
    public ushort ProbesSent { get; internal set; }

    /// <summary>The kind of probe; may be a number that <see cref="PingMethod"/> does not name.</summary>
    public PingMethod Method { get; internal set; }

    /// <summary>Source port or ICMP identifier.</summary>
    public ushort SourcePort { get; internal set; }

    /// <summary>Destination port, or the first ICMP sequence number.</summary>
    public ushort DestinationPort { get; internal set; }

    /// <summary>Free number of the user.</summary>
    public uint UserId { get; internal set; }

    /// <summary>The flags, 32 bits.</summary>
    public PingFlags Flags { get; internal set; }

    /// <summary>TOS or traffic class of the probes.</summary>
    public byte Tos { get; internal set; }

    /// <summary>Addresses whose time stamps were asked for; empty when none.</summary>
    public WartsAddressList TimestampAddresses { get; internal set; }

    /// <summary>The forced ICMP checksum; meaningful with <see cref="PingFlags.IcmpChecksum"/>.</summary>
    public ushort IcmpChecksum { get; internal set; }

    /// <summary>MTU that large replies were answered with; 0 for never.</summary>
    public ushort ReplyPathMtu { get; internal set; }

    /// <summary>TCP acknowledgement number of the probes.</summary>
    public uint TcpAcknowledgement { get; internal set; }

    /// <summary>TCP sequence number of the probes.</summary>
    public uint TcpSequence { get; internal set; }

    /// <summary>True when there is an error text.</summary>
    public bool HasErrorText { get; internal set; }

    /// <summary>The error text, as bytes without the NUL; empty when absent.</summary>
    public ReadOnlySpan<byte> ErrorText { get; internal set; }

    /// <summary>The replies, by probe, then in the file's order.</summary>
    public WartsPingReplyList Replies { get; internal set; }

    /// <summary>The whole record as it is in the file, header included.</summary>
    public ReadOnlySpan<byte> Encoded { get; internal set; }

    /// <summary>True for a method that sends TCP segments.</summary>
    public readonly bool IsTcp => Method is PingMethod.TcpAck or PingMethod.TcpAckSourcePort or PingMethod.TcpSyn
        or PingMethod.TcpSynAck or PingMethod.TcpRst or PingMethod.TcpSynSourcePort;

    /// <summary>True for a method that sends UDP datagrams.</summary>
    public readonly bool IsUdp => Method is PingMethod.Udp or PingMethod.UdpDestinationPort or PingMethod.UdpSourcePort;
}
