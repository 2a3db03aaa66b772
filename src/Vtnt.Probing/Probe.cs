namespace Vtnt.Probing;

/// <summary>One packet to send, as a value. <see cref="Wire.ProbeWriter"/> turns it into bytes.</summary>
public readonly record struct Probe
{
    /// <summary>What the probe is above IP.</summary>
    public required ProbeKind Kind { get; init; }

    /// <summary>Source address, of the same family as <see cref="Destination"/>.</summary>
    public required HostAddress Source { get; init; }

    /// <summary>Destination address.</summary>
    public required HostAddress Destination { get; init; }

    /// <summary>TTL or hop limit to send with, 1 to 255.</summary>
    public required byte ProbeTtl { get; init; }

    /// <summary>The whole TOS or traffic class byte.</summary>
    public byte TrafficClass { get; init; }

    /// <summary>IPv4 identification; 0 leaves it to the transport; not used for IPv6.</summary>
    public ushort IpId { get; init; }

    /// <summary>IPv6 flow label, 20 bits; not used for IPv4.</summary>
    public uint FlowLabel { get; init; }

    /// <summary>Size of the whole IP packet in bytes, headers included. What the payload does not fill is zero.</summary>
    public required ushort Size { get; init; }

    /// <summary>Source port, or the ICMP identifier.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>Destination port, or the ICMP sequence number; of a <see cref="ProbeKind.PacketTooBig"/> the MTU in bytes.</summary>
    public ushort DestinationPort { get; init; }

    /// <summary>TCP sequence number, of TCP segments only.</summary>
    public uint TcpSequence { get; init; }

    /// <summary>TCP acknowledgement number, of TCP segments only.</summary>
    public uint TcpAcknowledgement { get; init; }

    /// <summary>TCP window in bytes, of TCP segments only.</summary>
    public ushort TcpWindow { get; init; }

    /// <summary>
    /// Maximum segment size in bytes that TCP segments announce by an option of 4 bytes (RFC 9293 section 3.7.1); 0 for no option.
    /// </summary>
    public ushort TcpSegmentSize { get; init; }

    /// <summary>Milliseconds since midnight UTC that an ICMP timestamp request says it was sent at (RFC 792).</summary>
    public uint OriginateTimestamp { get; init; }

    /// <summary>Options of the IPv4 header, a multiple of 4 bytes up to 40; empty for none.</summary>
    public ReadOnlyMemory<byte> IpOptions { get; init; }

    /// <summary>
    /// Offset in units of 8 bytes of a probe that is a later fragment of an IPv6 packet, 1 to 8191; 0 for a whole packet. Such a
    /// probe has no transport header: four bytes that hold <see cref="FragmentId"/>'s low half, then the payload.
    /// </summary>
    public ushort FragmentOffset { get; init; }

    /// <summary>Identification of the fragment header; not used without <see cref="FragmentOffset"/>.</summary>
    public uint FragmentId { get; init; }

    /// <summary>
    /// The value that the UDP or ICMP checksum field shall carry; two payload bytes, at <see cref="SteeringOffset"/>, are chosen
    /// to make it correct (Paris traceroute). Absent: the payload is left alone and the checksum is whatever it is.
    /// </summary>
    public ushort? SteeredChecksum { get; init; }

    /// <summary>How many bytes of the payload stand before the two that steer a <see cref="SteeredChecksum"/>; an even number.</summary>
    public byte SteeringOffset { get; init; }

    /// <summary>The payload's first bytes; a value shorter than the room is followed by zeros.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>
    /// What the transport must be capable of for replies to be told apart, beyond what the packet itself shows; for example
    /// <see cref="TransportCapabilities.IpId"/> when probes are known by nothing else.
    /// </summary>
    public TransportCapabilities Needs { get; init; }

    /// <summary>Zero-based count of probes sent before this one by the same measurement, retries included.</summary>
    public int Index { get; init; }

    /// <summary>Attempt at this TTL, from 1; for a ping always 1.</summary>
    public ushort Attempt { get; init; }
}
