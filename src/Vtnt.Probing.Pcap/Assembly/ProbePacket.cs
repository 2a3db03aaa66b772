using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap;

/// <summary>A packet that may be a probe, as a value: what tells probes and tools apart. All values in host order.</summary>
internal readonly record struct ProbePacket
{
    private const byte SynFlag = 0x02, AckFlag = 0x10, CongestionFlags = 0xC0;

    /// <summary>What answers repeat.</summary>
    internal required ProbeKey Key { get; init; }

    /// <summary>The exact kind.</summary>
    internal required ProbeKind Kind { get; init; }

    /// <summary>TTL or hop limit where it was captured; 0 when only a quotation tells of the probe.</summary>
    internal byte ProbeTtl { get; init; }

    /// <summary>TOS or traffic class.</summary>
    internal byte Tos { get; init; }

    /// <summary>Size of the packet in bytes, as its header says.</summary>
    internal int Size { get; init; }

    /// <summary>IPv4 identification; absent for IPv6.</summary>
    internal ushort? IpId { get; init; }

    /// <summary>IPv6 flow label, 0 for IPv4.</summary>
    internal uint FlowLabel { get; init; }

    /// <summary>UDP or ICMP checksum, 0 for TCP.</summary>
    internal ushort Checksum { get; init; }

    /// <summary>TCP sequence number, 0 for others.</summary>
    internal uint TcpSequence { get; init; }

    /// <summary>Source port, or ICMP identifier.</summary>
    internal ushort First => Key.First;

    /// <summary>Destination port, or ICMP sequence number.</summary>
    internal ushort Second => Key.Second;

    /// <summary>True for ICMP.</summary>
    internal bool IsIcmp => Kind is ProbeKind.IcmpEcho or ProbeKind.IcmpTimestamp;

    /// <summary>Parses a packet, whole or cut; false when it cannot be a probe.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> packet, out ProbePacket probe)
    {
        probe = default;
        if (Ipv4View.TryParseQuoted(packet, out Ipv4View v4))
        {
            var outer = new ProbePacket
            {
                Key = new(v4.Source, v4.Destination, default, 0, 0),
                Kind = default,
                ProbeTtl = v4.TimeToLive,
                Tos = v4.Tos,
                Size = v4.TotalLength,
                IpId = v4.IpId,
            };
            return v4.FragmentOffset == 0 && TryParseTransport(outer, v4.Protocol, v4.Payload, v4.TotalLength - v4.HeaderLength, out probe);
        }

        if (Ipv6View.TryParseQuoted(packet, out Ipv6View v6))
        {
            var outer = new ProbePacket
            {
                Key = new(v6.Source, v6.Destination, default, 0, 0),
                Kind = default,
                ProbeTtl = v6.HopLimit,
                Tos = v6.TrafficClass,
                Size = v6.TotalLength,
                FlowLabel = v6.FlowLabel,
            };
            return v6.FragmentOffset == 0 && TryParseTransport(outer, v6.Protocol, v6.Payload, v6.TotalLength - Ipv6View.HeaderLength, out probe);
        }

        return false;
    }

    /// <summary>The probe that an ICMP error quotes; its TTL is not known, that of the quotation is what was left of it.</summary>
    internal static ProbePacket FromQuotation(in QuotedPacketView quotation)
    {
        ProbeKey key = KeyOf(quotation);
        return new()
        {
            Key = key,
            Kind = key.Kind,
            Tos = quotation.QuotedTos,
            Size = quotation.QuotedLength,
            IpId = quotation.IsV6 ? null : quotation.IpId,
            FlowLabel = quotation.FlowLabel,
            Checksum = key.Kind == ProbeKind.Udp ? quotation.UdpChecksum : key.Kind == ProbeKind.TcpSyn ? (ushort)0 : quotation.IcmpChecksum,
            TcpSequence = key.Kind == ProbeKind.TcpSyn ? quotation.TcpSequence : 0,
        };
    }

    /// <summary>The key of the probe that a reply answers.</summary>
    internal static ProbeKey KeyOf(in ReplyView reply) => reply switch
    {
        { HasQuotation: true } => KeyOf(reply.Quotation),
        { Kind: ReplyKind.Tcp } => new(reply.Destination, reply.Source, ProbeKind.TcpSyn, reply.DestinationPort, reply.SourcePort),
        { Kind: ReplyKind.Udp } => new(reply.Destination, reply.Source, ProbeKind.Udp, reply.DestinationPort, reply.SourcePort),
        { Kind: ReplyKind.TimestampReply } => new(reply.Destination, reply.Source, ProbeKind.IcmpTimestamp, reply.Key.Identifier, reply.EchoSequence),
        _ => new(reply.Destination, reply.Source, ProbeKind.IcmpEcho, reply.Key.Identifier, reply.EchoSequence),
    };

    private static ProbeKey KeyOf(in QuotedPacketView quotation) => quotation.Protocol switch
    {
        IpProtocol.Udp => new(quotation.Source, quotation.Destination, ProbeKind.Udp, quotation.SourcePort, quotation.DestinationPort),
        IpProtocol.Tcp => new(quotation.Source, quotation.Destination, ProbeKind.TcpSyn, quotation.SourcePort, quotation.DestinationPort),
        _ => new(
            quotation.Source, quotation.Destination,
            !quotation.IsV6 && quotation.IcmpMessageType == IcmpType.TimestampRequest ? ProbeKind.IcmpTimestamp : ProbeKind.IcmpEcho,
            quotation.IcmpIdentifier, quotation.IcmpSequence),
    };

    private static bool TryParseTransport(
        ProbePacket outer, byte protocol, ReadOnlySpan<byte> payload, int length, out ProbePacket probe)
    {
        probe = outer;
        return (protocol, outer.Key.Source.IsIPv6) switch
        {
            (IpProtocol.Icmp, false) or (IpProtocol.IcmpV6, true) => TryParseIcmp(ref probe, payload),
            (IpProtocol.Udp, _) => TryParseUdp(ref probe, payload),
            (IpProtocol.Tcp, _) => TryParseTcp(ref probe, payload, length),
            _ => false,
        };
    }

    private static bool TryParseIcmp(ref ProbePacket probe, ReadOnlySpan<byte> payload)
    {
        if (!IcmpView.TryParse(payload, out IcmpView icmp))
        {
            return false;
        }

        ProbeKind? kind = (icmp.Type, probe.Key.Source.IsIPv6) switch
        {
            (IcmpType.EchoRequest, false) or (IcmpType.V6EchoRequest, true) => ProbeKind.IcmpEcho,
            (IcmpType.TimestampRequest, false) => ProbeKind.IcmpTimestamp,
            _ => null,
        };
        probe = probe.With(kind ?? default, kind ?? default, icmp.Identifier, icmp.Sequence) with { Checksum = icmp.Checksum };
        return kind is not null;
    }

    private static bool TryParseUdp(ref ProbePacket probe, ReadOnlySpan<byte> payload)
    {
        if (!UdpView.TryParseQuoted(payload, out UdpView udp))
        {
            return false;
        }

        probe = probe.With(ProbeKind.Udp, ProbeKind.Udp, udp.SourcePort, udp.DestinationPort) with { Checksum = udp.Checksum };
        return true;
    }

    /// <summary>A SYN, or an ACK without data: what tracers send. Explicit congestion notification may be set.</summary>
    private static bool TryParseTcp(ref ProbePacket probe, ReadOnlySpan<byte> payload, int length)
    {
        if (!TcpView.TryParse(payload, out TcpView tcp))
        {
            return false;
        }

        int flags = tcp.Flags & ~CongestionFlags;
        bool isEmptyAck = flags == AckFlag && length == (payload[12] >> 4) * 4;
        ProbeKind kind = flags == SynFlag ? ProbeKind.TcpSyn : ProbeKind.TcpAck;
        probe = probe.With(kind, ProbeKind.TcpSyn, tcp.SourcePort, tcp.DestinationPort) with { TcpSequence = tcp.Sequence };
        return flags == SynFlag || isEmptyAck;
    }

    private ProbePacket With(ProbeKind kind, ProbeKind keyKind, ushort first, ushort second) =>
        this with { Kind = kind, Key = Key with { Kind = keyKind, First = first, Second = second } };
}
