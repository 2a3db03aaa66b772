namespace Vtnt.Probing.Wire;

/// <summary>The one door for received packets: whole IP packets in, replies or a verdict out. Never throws, never allocates.</summary>
public static class ReplyParser
{
    /// <summary>Parses one received packet.</summary>
    /// <param name="packet">The packet from its IP header on; bytes behind its length are ignored.</param>
    /// <param name="receivedAt">When it arrived.</param>
    /// <param name="reply">The reply; meaningless unless the result is true.</param>
    /// <param name="verdict"><see cref="PacketVerdict.Accepted"/>, or why not.</param>
    /// <param name="origin">Who stamped <paramref name="receivedAt"/>.</param>
    /// <param name="tolerance">What to let pass, for packets out of captures.</param>
    /// <returns>True when the packet can be a reply to a probe; whose, the caller tells by its key.</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> packet, Timestamp receivedAt, out ReplyView reply, out PacketVerdict verdict,
        TimestampOrigin origin = TimestampOrigin.Unknown, PacketTolerance tolerance = PacketTolerance.None)
    {
        reply = default;
        var envelope = new Envelope { ReceivedAt = receivedAt, Origin = origin, Tolerance = tolerance };
        verdict = packet.IsEmpty ? PacketVerdict.Truncated : (packet[0] >> 4) switch
        {
            4 => OpenV4(packet, ref envelope),
            6 => OpenV6(packet, ref envelope),
            _ => PacketVerdict.BadVersion,
        };
        if (verdict == PacketVerdict.Accepted)
        {
            verdict = ParsePayload(envelope, ref reply);
        }

        return verdict == PacketVerdict.Accepted;
    }

    private static PacketVerdict OpenV4(ReadOnlySpan<byte> packet, ref Envelope envelope)
    {
        if (!Ipv4View.TryParse(packet, out Ipv4View ip))
        {
            envelope.IsTruncated = (envelope.Tolerance & PacketTolerance.Truncation) != 0
                && Ipv4View.TryParseQuoted(packet, out ip) && ip.TotalLength > packet.Length;
            if (!envelope.IsTruncated)
            {
                return packet.Length < 20 || (packet[0] & 0xF) * 4 > packet.Length || ((packet[2] << 8) | packet[3]) > packet.Length
                    ? PacketVerdict.Truncated
                    : PacketVerdict.BadLength;
            }
        }

        envelope.Source = ip.Source;
        envelope.Destination = ip.Destination;
        envelope.Ttl = ip.TimeToLive;
        envelope.Tos = ip.Tos;
        envelope.Size = ip.TotalLength;
        envelope.IpId = ip.IpId;
        envelope.Options = ip.Options;
        envelope.Protocol = ip.Protocol;
        envelope.Payload = ip.Payload;
        envelope.Packet = packet[..Math.Min(packet.Length, ip.TotalLength)];
        bool isJudged = (envelope.Tolerance & PacketTolerance.HeaderChecksum) == 0;
        return isJudged && !ip.HasValidChecksum ? PacketVerdict.BadChecksum : JudgeFragment(ip.FragmentOffset, ip.MoreFragments, ref envelope);
    }

    private static PacketVerdict OpenV6(ReadOnlySpan<byte> packet, ref Envelope envelope)
    {
        if (!Ipv6View.TryParse(packet, out Ipv6View ip))
        {
            envelope.IsTruncated = (envelope.Tolerance & PacketTolerance.Truncation) != 0 && Ipv6View.TryParseQuoted(packet, out ip);
            if (!envelope.IsTruncated)
            {
                return PacketVerdict.Truncated;
            }
        }

        envelope.IsV6 = true;
        envelope.Source = ip.Source;
        envelope.Destination = ip.Destination;
        envelope.Ttl = ip.HopLimit;
        envelope.Tos = ip.TrafficClass;
        envelope.Size = ip.TotalLength;
        envelope.Protocol = ip.Protocol;
        envelope.Payload = ip.Payload;
        envelope.Packet = packet[..Math.Min(packet.Length, ip.TotalLength)];
        envelope.FragmentId = ip.HasFragmentHeader ? ip.FragmentId : null;
        return JudgeFragment(ip.FragmentOffset, ip.MoreFragments, ref envelope);
    }

    /// <summary>What becomes of a part of a packet. RFC 6946: a fragment that is alone is whole.</summary>
    private static PacketVerdict JudgeFragment(int offset, bool hasMore, ref Envelope envelope)
    {
        if (offset == 0 && hasMore && (envelope.Tolerance & PacketTolerance.FirstFragment) != 0)
        {
            envelope.IsTruncated = true;
            return PacketVerdict.Accepted;
        }

        return offset != 0 || hasMore ? PacketVerdict.Fragment : PacketVerdict.Accepted;
    }

    private static PacketVerdict ParsePayload(in Envelope envelope, ref ReplyView reply) => envelope.Protocol switch
    {
        IpProtocol.Icmp when !envelope.IsV6 => ParseIcmp(envelope, ref reply),
        IpProtocol.IcmpV6 when envelope.IsV6 => ParseIcmp(envelope, ref reply),
        IpProtocol.Tcp => ParseTcp(envelope, ref reply),
        IpProtocol.Udp => ParseUdp(envelope, ref reply),
        _ => PacketVerdict.OtherProtocol,
    };

    private static PacketVerdict ParseIcmp(in Envelope envelope, ref ReplyView reply)
    {
        if (!IcmpView.TryParse(envelope.Payload, out IcmpView icmp))
        {
            return PacketVerdict.Truncated;
        }

        ulong pseudoHeader = envelope.IsV6
            ? InternetChecksum.PseudoHeader(envelope.Source, envelope.Destination, IpProtocol.IcmpV6, envelope.Payload.Length)
            : 0;
        if (!envelope.IsTruncated && !icmp.HasValidChecksum(pseudoHeader))
        {
            return PacketVerdict.BadChecksum;
        }

        return Classify(icmp, envelope.IsV6) switch
        {
            null => PacketVerdict.OtherIcmp,
            ReplyKind.EchoReply => AcceptEcho(envelope, icmp, ReplyKind.EchoReply, ref reply),
            ReplyKind.TimestampReply => AcceptEcho(envelope, icmp, ReplyKind.TimestampReply, ref reply),
            { } kind => ParseError(envelope, icmp, kind, ref reply),
        };
    }

    private static ReplyKind? Classify(in IcmpView icmp, bool isV6) => (isV6, icmp.Type) switch
    {
        (false, IcmpType.TimeExceeded) or (true, IcmpType.V6TimeExceeded) => icmp.Code == 0 ? ReplyKind.TimeExceeded : null,
        (false, IcmpType.DestinationUnreachable) or (true, IcmpType.V6DestinationUnreachable) => ReplyKind.DestinationUnreachable,
        (true, IcmpType.V6PacketTooBig) => ReplyKind.PacketTooBig,
        (false, IcmpType.EchoReply) or (true, IcmpType.V6EchoReply) => ReplyKind.EchoReply,
        (false, IcmpType.TimestampReply) => ReplyKind.TimestampReply,
        _ => null,
    };

    private static PacketVerdict AcceptEcho(in Envelope envelope, in IcmpView icmp, ReplyKind kind, ref ReplyView reply)
    {
        reply = envelope.ToReply(kind, new ReplyKey(envelope.Source, envelope.Protocol, icmp.Identifier)) with
        {
            IcmpType = icmp.Type,
            IcmpCode = icmp.Code,
            EchoSequence = icmp.Sequence,
            TimestampBytes = kind == ReplyKind.TimestampReply && icmp.Payload.Length >= 12 ? icmp.Payload[..12] : default,
        };
        return PacketVerdict.Accepted;
    }

    private static PacketVerdict ParseError(in Envelope envelope, in IcmpView icmp, ReplyKind kind, ref ReplyView reply)
    {
        // RFC 4884 defines extensions for time exceeded and unreachable only; in a packet too big the length byte is MTU.
        IcmpExtensionsView extensions = kind == ReplyKind.PacketTooBig
            ? default
            : IcmpExtensionsView.Find(icmp.Payload, envelope.IsV6 ? icmp.V6LengthField : icmp.V4LengthField, envelope.IsV6);
        ReadOnlySpan<byte> quoted = extensions.Offset > 0 ? icmp.Payload[..extensions.Offset] : icmp.Payload;
        if (!QuotedPacketView.TryParse(quoted, out QuotedPacketView quotation) || quotation.IsV6 != envelope.IsV6)
        {
            return PacketVerdict.BadQuotation;
        }

        if (!TryKeyOf(quotation, out ReplyKey key))
        {
            return PacketVerdict.NotOurs;
        }

        reply = envelope.ToReply(kind, key) with
        {
            IcmpType = icmp.Type,
            IcmpCode = icmp.Code,
            NextHopMtu = NextHopMtu(icmp, kind, envelope.IsV6),
            HasQuotation = true,
            Quotation = quotation,
            Extensions = extensions,
        };
        return PacketVerdict.Accepted;
    }

    private static int NextHopMtu(in IcmpView icmp, ReplyKind kind, bool isV6) => (kind, isV6, icmp.Code) switch
    {
        (ReplyKind.PacketTooBig, _, _) => (int)Math.Min(icmp.V6Mtu, ushort.MaxValue),
        (ReplyKind.DestinationUnreachable, false, IcmpType.FragmentationNeededCode) => icmp.V4NextHopMtu,
        _ => 0,
    };

    private static bool TryKeyOf(in QuotedPacketView quotation, out ReplyKey key)
    {
        if (quotation.IsV6 && quotation.FragmentOffset != 0)
        {
            // What tells the measurement is not quoted; probes that are fragments carry it in the identification.
            key = new(quotation.Destination, quotation.Protocol, (ushort)(quotation.FragmentId >> 16));
            return quotation.Protocol is IpProtocol.IcmpV6 or IpProtocol.Tcp or IpProtocol.Udp;
        }

        bool isProbe = quotation.Protocol switch
        {
            IpProtocol.Icmp => !quotation.IsV6 && quotation.IcmpMessageType is IcmpType.EchoRequest or IcmpType.TimestampRequest,
            IpProtocol.IcmpV6 => quotation.IsV6 && quotation.IcmpMessageType == IcmpType.V6EchoRequest,
            IpProtocol.Tcp or IpProtocol.Udp => true,
            _ => false,
        };
        bool isIcmp = quotation.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6;
        key = new(quotation.Destination, quotation.Protocol, isIcmp ? quotation.IcmpIdentifier : quotation.SourcePort);
        return isProbe && quotation.FragmentOffset == 0;
    }

    private static PacketVerdict ParseTcp(in Envelope envelope, ref ReplyView reply)
    {
        if (!TcpView.TryParse(envelope.Payload, out TcpView tcp))
        {
            bool isShort = envelope.Payload.Length < TcpView.MinHeaderLength || envelope.Payload[12] >> 4 >= 5;
            return isShort ? PacketVerdict.Truncated : PacketVerdict.BadLength;
        }

        reply = envelope.ToReply(ReplyKind.Tcp, new ReplyKey(envelope.Source, IpProtocol.Tcp, tcp.DestinationPort)) with
        {
            SourcePort = tcp.SourcePort,
            DestinationPort = tcp.DestinationPort,
            TcpFlags = tcp.Flags,
            TcpAcknowledgement = tcp.Acknowledgement,
        };
        return PacketVerdict.Accepted;
    }

    private static PacketVerdict ParseUdp(in Envelope envelope, ref ReplyView reply)
    {
        if (!UdpView.TryParse(envelope.Payload, out UdpView udp)
            && !(envelope.IsTruncated && UdpView.TryParseQuoted(envelope.Payload, out udp)))
        {
            bool isShort = !UdpView.TryParseQuoted(envelope.Payload, out udp) || udp.Length > envelope.Payload.Length;
            return isShort ? PacketVerdict.Truncated : PacketVerdict.BadLength;
        }

        reply = envelope.ToReply(ReplyKind.Udp, new ReplyKey(envelope.Source, IpProtocol.Udp, udp.DestinationPort)) with
        {
            SourcePort = udp.SourcePort,
            DestinationPort = udp.DestinationPort,
        };
        return PacketVerdict.Accepted;
    }

    /// <summary>What the outer IP header tells, whatever the family.</summary>
    private ref struct Envelope
    {
        internal bool IsV6, IsTruncated;
        internal PacketTolerance Tolerance;
        internal Timestamp ReceivedAt;
        internal TimestampOrigin Origin;
        internal HostAddress Source, Destination;
        internal byte Ttl, Tos, Protocol;
        internal int Size;
        internal ushort IpId;
        internal uint? FragmentId;
        internal ReadOnlySpan<byte> Packet, Payload, Options;

        internal readonly ReplyView ToReply(ReplyKind kind, ReplyKey key) => new()
        {
            Kind = kind,
            Key = key,
            ReceivedAt = ReceivedAt,
            ReceivedOrigin = Origin,
            Source = Source,
            Destination = Destination,
            ReplyTtl = Ttl,
            ReplyTos = Tos,
            ReplySize = Size,
            ReplyIpId = IpId,
            IpOptions = Options,
            FragmentId = FragmentId,
            Packet = Packet,
        };
    }
}
