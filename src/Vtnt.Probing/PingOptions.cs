namespace Vtnt.Probing;

/// <summary>How to ping. Defaults are scamper's.</summary>
public sealed partial record PingOptions
{
    /// <summary>The kind of probe; <see cref="PingMethod.IcmpEcho"/> is the one that the pinger sends.</summary>
    public PingMethod Method { get; init; } = PingMethod.IcmpEcho;

    /// <summary>Probes to send, 1 to 65 535.</summary>
    public int ProbeCount { get; init; } = 4;

    /// <summary>Stop after this many replies from the destination; 0 sends all probes.</summary>
    public int StopCount { get; init; }

    /// <summary>Time between probes; positive.</summary>
    public TimeSpan WaitProbe { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait for an answer after the last probe; raised to <see cref="WaitProbe"/> if smaller.</summary>
    public TimeSpan WaitTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>TTL or hop limit, 1 to 255.</summary>
    public byte ProbeTtl { get; init; } = 64;

    /// <summary>
    /// ICMP identifier. Absent: 0x4000, a constant; programs fill in scamper's default, pid &amp; 0xFFFF.
    /// </summary>
    public ushort? SourcePort { get; init; }

    /// <summary>First ICMP sequence number.</summary>
    public ushort DestinationPort { get; init; }

    /// <summary>Source address of the probes, of the destination's family; absent: as the routing table says.</summary>
    public HostAddress? Source { get; init; }

    /// <summary>The whole TOS or traffic class byte.</summary>
    public byte Tos { get; init; }

    /// <summary>Payload size in bytes; absent: 56, as scamper (84-byte IPv4 packets). Not below <see cref="Payload"/>'s length.</summary>
    public int? PayloadSize { get; init; }

    /// <summary>The payload's first bytes; the rest is zero.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>
    /// IPv4 identification of the first probe, counted up per probe (0 is skipped). Absent: 1. scamper takes random
    /// values; the library draws none, programs may.
    /// </summary>
    public ushort? FirstIpId { get; init; }

    /// <summary>Free number stored with the result.</summary>
    public uint UserId { get; init; }
}
