using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>How to ping. Defaults are scamper's.</summary>
public sealed partial record PingOptions
{
    /// <summary>The kind of probe; <see cref="PingMethod.IcmpTime"/> exists for IPv4 only.</summary>
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
    /// ICMP identifier, or the source port (the first one where it varies). Absent: 0x4000 for ICMP, else 0x8000, constants;
    /// programs fill in scamper's defaults, pid &amp; 0xFFFF and (pid &amp; 0xFFFF) | 0x8000.
    /// </summary>
    public ushort? SourcePort { get; init; }

    /// <summary>
    /// <see cref="SourcePort"/>, which is absent then, shall be one that the system gives: the program asks it, since the library
    /// has no socket of its own. Nothing else comes of it here.
    /// </summary>
    public bool SystemPort { get; init; }

    /// <summary>First ICMP sequence number, or the destination port (the first one where it varies). Absent: 0 for ICMP, else 33435.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>
    /// Source address of the probes, of the destination's family, and the host's unless <see cref="Spoof"/> says otherwise; absent:
    /// as the routing table says.
    /// </summary>
    public HostAddress? Source { get; init; }

    /// <summary>
    /// <see cref="Source"/> may be somebody else's address, which is where the answers go then. The address that the routing table
    /// says stands in front of the payload, so that probes tell whose they are; their size grows by 4 or 16 bytes. Only with
    /// the consent of whoever owns the address, which a prober's guards treat as a destination. See also <see cref="NoSource"/>.
    /// </summary>
    public bool Spoof { get; init; }

    /// <summary>With <see cref="Spoof"/>: keep the real address out of the payload. Recorded, and without effect, otherwise.</summary>
    public bool NoSource { get; init; }

    /// <summary>
    /// Answer a reply that is larger than this many bytes, as a router would on whose next link it did not fit: with an ICMP
    /// fragmentation needed (RFC 1191) or packet too big (RFC 4443) of this MTU, once per probe. The destination's next replies then come
    /// in fragments, which a transport of whole packets shows, see <see cref="ProberOptions.FirstFragments"/>. 0 for never.
    /// </summary>
    public ushort ReplyPathMtu { get; init; }

    /// <summary>
    /// With <see cref="ReplyPathMtu"/>, IPv6 only: the fragments are what is wanted; <see cref="StopCount"/> counts replies that
    /// have a fragment header and no others (the too-big trick, Beverly et al., PAM 2013).
    /// </summary>
    public bool TooBigTrick { get; init; }

    /// <summary>
    /// The router on the link that all probes are handed to; the transport must be one that does (<see cref="IRouteLookup"/>).
    /// Absent: as the routing table says.
    /// </summary>
    public HostAddress? Router { get; init; }

    /// <summary>The whole TOS or traffic class byte.</summary>
    public byte Tos { get; init; }

    /// <summary>
    /// Payload size in bytes; absent: as scamper 56 for echo requests (84-byte IPv4 packets), 32 for timestamp requests, 12 for UDP,
    /// and two more to steer an <see cref="IcmpChecksum"/>. Not below <see cref="Payload"/>'s length; 0 for TCP.
    /// </summary>
    public int? PayloadSize { get; init; }

    /// <summary>The payload's first bytes, behind those that steer an <see cref="IcmpChecksum"/>; the rest is zero.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>
    /// IPv4 identification of the first probe, counted up per probe (0 is skipped). Absent: 1. scamper takes random
    /// values; the library draws none, programs may.
    /// </summary>
    public ushort? FirstIpId { get; init; }

    /// <summary>The ICMP checksum of every probe, for which the payload's first two bytes are chosen; absent: whatever it is.</summary>
    public ushort? IcmpChecksum { get; init; }

    /// <summary>TCP sequence number of every probe; absent: 0. scamper takes a random one; the library draws none.</summary>
    public uint? TcpSequence { get; init; }

    /// <summary>TCP acknowledgement number of every probe; absent: 0. scamper takes a random one for methods with an ACK.</summary>
    public uint? TcpAcknowledgement { get; init; }

    /// <summary>Maximum segment size in bytes that TCP segments announce (RFC 9293 section 3.7.1); 0 for no such option.</summary>
    public ushort TcpSegmentSize { get; init; }

    /// <summary>Ask for the route by the IPv4 record-route option.</summary>
    public bool RecordRoute { get; init; }

    /// <summary>Ask for time stamps by the IPv4 timestamp option.</summary>
    public PingTimestampOption TimestampOption { get; init; }

    /// <summary>One to four IPv4 addresses, for <see cref="PingTimestampOption.Prespecified"/> only; else empty.</summary>
    public ImmutableArray<HostAddress> TimestampAddresses { get; init; } = [];

    /// <summary>
    /// Say in the result by which sockets probes left and replies came: <see cref="PingFlags.Datalink"/>,
    /// <see cref="PingFlags.DatalinkTransmit"/>, <see cref="PingFlags.Raw"/> (IPv4 TCP methods only, not with the two others) and
    /// <see cref="PingFlags.SocketReceive"/> (not with <see cref="PingFlags.Datalink"/>). The transport must be such; other flags
    /// are refused.
    /// </summary>
    public PingFlags Sockets { get; init; }

    /// <summary>Free number stored with the result.</summary>
    public uint UserId { get; init; }
}
