using System.Buffers.Binary;

namespace Vtnt.Probing.Wire;

/// <summary>
/// Turns a <see cref="Probe"/> into the bytes of a whole IP packet. Every IPv4 question carries DF: a fragmented probe would be
/// answered by nobody in particular.
/// </summary>
public static class ProbeWriter
{
    private const int Ipv4HeaderLength = 20, MaxOptions = 40, FragmentHeaderLength = 8, MaxFragmentOffset = 8191, SegmentSizeOption = 4;

    /// <summary>Bytes of a fragment's headers, and of those that hold its index.</summary>
    internal const int FragmentHeaders = Ipv6View.HeaderLength + FragmentHeaderLength + 4;

    /// <summary>Bytes that <see cref="Write"/> writes: the probe's size.</summary>
    public static int LengthOf(in Probe probe) => probe.Size;

    /// <summary>The least size of a probe of this kind: its headers, in bytes, without options.</summary>
    public static int HeaderLengthOf(ProbeKind kind, AddressKind family) =>
        (family == AddressKind.IPv6 ? Ipv6View.HeaderLength : Ipv4HeaderLength) + kind switch
        {
            >= ProbeKind.TcpSyn => TcpView.MinHeaderLength,
            ProbeKind.IcmpTimestamp => IcmpView.HeaderLength + 12,
            _ => UdpView.HeaderLength,
        };

    /// <summary>Writes the packet and returns its length, always <see cref="LengthOf"/>.</summary>
    /// <exception cref="ArgumentException">
    /// The addresses differ in family, the TTL is zero, the size is below the headers' or the checksum cannot be steered for
    /// want of two payload bytes, a UDP checksum shall be zero (RFC 768: there is none), the payload is longer than the room,
    /// the kind or IP options do not exist in the family, or <paramref name="destination"/> is too short.
    /// </exception>
    public static int Write(in Probe probe, Span<byte> destination)
    {
        Check(probe, destination.Length);
        Span<byte> packet = destination[..probe.Size];
        packet.Clear();
        bool isV6 = probe.Destination.IsIPv6;
        if (probe.FragmentOffset != 0)
        {
            WriteIpv6Header(probe, packet);
            WriteFragment(probe, packet[Ipv6View.HeaderLength..]);
            return packet.Length;
        }

        Span<byte> transport = packet[(isV6 ? Ipv6View.HeaderLength : Ipv4HeaderLength + probe.IpOptions.Length)..];
        WriteTransport(probe, transport);
        if (isV6)
        {
            WriteIpv6Header(probe, packet);
        }
        else
        {
            WriteIpv4Header(probe, packet);
        }

        return packet.Length;
    }

    private static void Check(in Probe probe, int room)
    {
        int headers = probe.FragmentOffset != 0 ? FragmentHeaders : HeaderLengthOf(probe.Kind, probe.Destination.Kind) + probe.IpOptions.Length + SegmentOptionLengthOf(probe);
        if (probe.Source.Kind != probe.Destination.Kind || probe.Destination.IsNone)
        {
            throw new ArgumentException("Source and destination of a probe must be of one address family.", nameof(probe));
        }

        if (probe.ProbeTtl == 0)
        {
            throw new ArgumentException("The TTL of a probe is 1 to 255.", nameof(probe));
        }

        if (probe.Kind == ProbeKind.IcmpTimestamp && probe.Destination.IsIPv6)
        {
            throw new ArgumentException("ICMPv6 has no timestamp request.", nameof(probe));
        }

        if (probe.IpOptions.Length > MaxOptions || probe.IpOptions.Length % 4 != 0 || (probe.Destination.IsIPv6 && !probe.IpOptions.IsEmpty))
        {
            throw new ArgumentException("IP options are a multiple of 4 bytes, up to 40, and of IPv4.", nameof(probe));
        }

        if (probe.FragmentOffset != 0 && (probe.Destination.IsIPv4 || probe.FragmentOffset > MaxFragmentOffset || probe.SteeredChecksum is not null))
        {
            throw new ArgumentException("A probe that is a fragment is of IPv6, at 1 to 8191 units of 8 bytes, and has no checksum.", nameof(probe));
        }

        if (probe.Kind == ProbeKind.Udp && probe.SteeredChecksum == 0)
        {
            throw new ArgumentException("A UDP checksum of zero says that there is none.", nameof(probe));
        }

        if (probe.Size < headers + (probe.SteeredChecksum is null ? 0 : probe.SteeringOffset + 2))
        {
            throw new ArgumentException($"A probe of this kind needs at least {headers} bytes, two more to steer its checksum.", nameof(probe));
        }

        if (probe.Payload.Length > probe.Size - headers)
        {
            throw new ArgumentException("The payload is longer than the probe has room for.", nameof(probe));
        }

        if (room < probe.Size)
        {
            throw new ArgumentException("The destination is too short for the probe.", nameof(probe));
        }
    }

    private static void WriteIpv4Header(in Probe probe, Span<byte> packet)
    {
        int headerLength = Ipv4HeaderLength + probe.IpOptions.Length;
        packet[0] = (byte)(0x40 | (headerLength / 4));
        packet[1] = probe.TrafficClass;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], probe.Size);
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], probe.IpId);
        packet[6] = probe.Kind == ProbeKind.PacketTooBig ? (byte)0 : (byte)0x40; // DF
        packet[8] = probe.ProbeTtl;
        packet[9] = ProtocolOf(probe);
        probe.Source.WriteTo(packet[12..]);
        probe.Destination.WriteTo(packet[16..]);
        probe.IpOptions.Span.CopyTo(packet[Ipv4HeaderLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], InternetChecksum.Compute(packet[..headerLength]));
    }

    private static void WriteIpv6Header(in Probe probe, Span<byte> packet)
    {
        BinaryPrimitives.WriteUInt32BigEndian(packet, 0x60000000u | ((uint)probe.TrafficClass << 20) | (probe.FlowLabel & 0xFFFFF));
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(probe.Size - Ipv6View.HeaderLength));
        packet[6] = probe.FragmentOffset != 0 ? IpProtocol.IPv6Fragment : ProtocolOf(probe);
        packet[7] = probe.ProbeTtl;
        probe.Source.WriteTo(packet[8..]);
        probe.Destination.WriteTo(packet[24..]);
    }

    /// <summary>IP protocol number of a probe.</summary>
    internal static byte ProtocolOf(in Probe probe) => probe.Kind switch
    {
        ProbeKind.Udp => IpProtocol.Udp,
        >= ProbeKind.TcpSyn => IpProtocol.Tcp,
        _ => probe.Destination.IsIPv6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp,
    };

    private static void WriteTransport(in Probe probe, Span<byte> transport)
    {
        Span<byte> payload = transport[(HeaderLengthOf(probe.Kind, AddressKind.IPv4) - Ipv4HeaderLength + SegmentOptionLengthOf(probe))..];
        probe.Payload.Span.CopyTo(payload);
        byte protocol = ProtocolOf(probe);
        ulong pseudoHeader = protocol == IpProtocol.Icmp
            ? 0
            : InternetChecksum.PseudoHeader(probe.Source, probe.Destination, protocol, transport.Length);
        switch (probe.Kind)
        {
            case ProbeKind.Udp:
                WritePorts(probe, transport);
                BinaryPrimitives.WriteUInt16BigEndian(transport[4..], (ushort)transport.Length);
                WriteChecksum(probe, transport, transport[6..8], payload, pseudoHeader);
                break;
            case >= ProbeKind.TcpSyn:
                WritePorts(probe, transport);
                BinaryPrimitives.WriteUInt32BigEndian(transport[4..], probe.TcpSequence);
                BinaryPrimitives.WriteUInt32BigEndian(transport[8..], probe.TcpAcknowledgement);
                transport[12] = (byte)((TcpView.MinHeaderLength + SegmentOptionLengthOf(probe)) << 2);
                transport[13] = FlagsOf(probe.Kind);
                BinaryPrimitives.WriteUInt16BigEndian(transport[14..], probe.TcpWindow);
                if (probe.TcpSegmentSize != 0)
                {
                    BinaryPrimitives.WriteUInt32BigEndian(transport[TcpView.MinHeaderLength..], 0x0204_0000u | probe.TcpSegmentSize);
                }

                WriteChecksum(probe, transport, transport[16..18], payload, pseudoHeader);
                break;
            default:
                (transport[0], transport[1]) = TypeOf(probe);
                WritePorts(probe, transport[4..]);
                if (probe.Kind == ProbeKind.IcmpTimestamp)
                {
                    BinaryPrimitives.WriteUInt32BigEndian(transport[IcmpView.HeaderLength..], probe.OriginateTimestamp);
                }

                WriteChecksum(probe, transport, transport[2..4], payload, pseudoHeader);
                break;
        }
    }

    /// <summary>The fragment header (RFC 8200 section 4.5) of a last fragment, and what follows it.</summary>
    private static void WriteFragment(in Probe probe, Span<byte> fragment)
    {
        fragment[0] = ProtocolOf(probe);
        BinaryPrimitives.WriteUInt16BigEndian(fragment[2..], (ushort)(probe.FragmentOffset << 3));
        BinaryPrimitives.WriteUInt32BigEndian(fragment[4..], probe.FragmentId);
        BinaryPrimitives.WriteUInt32BigEndian(fragment[FragmentHeaderLength..], probe.FragmentId & 0xFFFF);
        probe.Payload.Span.CopyTo(fragment[(FragmentHeaderLength + 4)..]);
    }

    /// <summary>ICMP type and code.</summary>
    private static (byte Type, byte Code) TypeOf(in Probe probe) => (probe.Kind, probe.Destination.IsIPv6) switch
    {
        (ProbeKind.IcmpTimestamp, _) => (IcmpType.TimestampRequest, 0),
        (ProbeKind.PacketTooBig, true) => (IcmpType.V6PacketTooBig, 0),
        (ProbeKind.PacketTooBig, false) => (IcmpType.DestinationUnreachable, IcmpType.FragmentationNeededCode),
        (_, true) => (IcmpType.V6EchoRequest, 0),
        _ => (IcmpType.EchoRequest, 0),
    };

    private static int SegmentOptionLengthOf(in Probe probe) => probe.TcpSegmentSize != 0 && probe.Kind >= ProbeKind.TcpSyn ? SegmentSizeOption : 0;

    private static byte FlagsOf(ProbeKind kind) => kind switch
    {
        ProbeKind.TcpSyn => 0x02,
        ProbeKind.TcpAck => 0x10,
        ProbeKind.TcpSynAck => 0x12,
        _ => 0x04,
    };

    private static void WritePorts(in Probe probe, Span<byte> place)
    {
        BinaryPrimitives.WriteUInt16BigEndian(place, probe.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(place[2..], probe.DestinationPort);
    }

    private static void WriteChecksum(in Probe probe, ReadOnlySpan<byte> transport, Span<byte> field, Span<byte> payload, ulong pseudoHeader)
    {
        if (probe.SteeredChecksum is { } wanted)
        {
            Span<byte> steering = payload.Slice(probe.SteeringOffset, 2);
            steering.Clear();
            BinaryPrimitives.WriteUInt16BigEndian(field, wanted);
            BinaryPrimitives.WriteUInt16BigEndian(steering, InternetChecksum.SteeringWord(InternetChecksum.Accumulate(transport, pseudoHeader)));
            return;
        }

        ushort checksum = InternetChecksum.Compute(transport, pseudoHeader);

        // RFC 768: a computed zero is sent as all ones, since zero means "no checksum".
        BinaryPrimitives.WriteUInt16BigEndian(field, probe.Kind == ProbeKind.Udp && checksum == 0 ? (ushort)0xFFFF : checksum);
    }
}
