using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// What the probes of one trace have in common, how each is built and how replies are matched to them, per method.
/// Numbering is scamper's: a probe is known by its zero-based index, and carries it where routers quote it.
/// </summary>
internal readonly struct TraceFlow
{
    private readonly TraceMethod _method;
    private readonly bool _isConstantPayload;
    private readonly ushort _fragmentOffset;
    private readonly byte _tos;
    private readonly TransportCapabilities _needs;
    private readonly ReadOnlyMemory<byte> _payload;

    /// <summary>The flow of a trace, with checked options.</summary>
    internal TraceFlow(HostAddress source, HostAddress destination, TraceOptions options)
    {
        (Source, Destination) = (source, destination);
        _method = options.Method;
        _isConstantPayload = options.ConstantPayload;
        _tos = options.Tos;
        _payload = options.Payload;
        SourcePort = options.SourcePort ?? 0x8000;
        DestinationPort = options.DestinationPort ?? (_method == TraceMethod.IcmpParis ? SourcePort : (ushort)33435);
        _fragmentOffset = options.FragmentOffset;
        if (_fragmentOffset != 0)
        {
            _needs = TransportCapabilities.Fragments;
            Size = (ushort)(ProbeWriter.FragmentHeaders + (_payload.IsEmpty ? 8 : _payload.Length));
            return;
        }

        int room = IsTcp ? 0 : !_payload.IsEmpty ? _payload.Length : destination.IsIPv6 ? 12 : 16;
        _needs = destination.IsIPv4 && (IsTcp || (_method == TraceMethod.UdpParis && _isConstantPayload)) ? TransportCapabilities.IpId : 0;
        Size = (ushort)(ProbeWriter.HeaderLengthOf(Kind, destination.Kind) + room);
    }

    /// <summary>Source address of the probes.</summary>
    internal HostAddress Source { get; }

    /// <summary>Destination address of the probes.</summary>
    internal HostAddress Destination { get; }

    /// <summary>Source port, or the ICMP identifier.</summary>
    internal ushort SourcePort { get; }

    /// <summary>Destination port (of the first probe), or the ICMP checksum.</summary>
    internal ushort DestinationPort { get; }

    /// <summary>Size of every probe packet in bytes.</summary>
    internal ushort Size { get; }

    internal bool IsTcp => _method is TraceMethod.Tcp or TraceMethod.TcpAck;

    internal bool IsIcmp => _method is TraceMethod.Icmp or TraceMethod.IcmpParis;

    /// <summary>What all replies have in common.</summary>
    internal ReplyKey ReplyKey => new(Destination, Protocol, SourcePort);

    private byte Protocol => IsTcp ? IpProtocol.Tcp : !IsIcmp ? IpProtocol.Udp : Destination.IsIPv6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp;

    private ProbeKind Kind => _method switch
    {
        TraceMethod.Tcp => ProbeKind.TcpSyn,
        TraceMethod.TcpAck => ProbeKind.TcpAck,
        TraceMethod.Udp or TraceMethod.UdpParis => ProbeKind.Udp,
        _ => ProbeKind.IcmpEcho,
    };

    private bool IsKnownByFlowLabel => Destination.IsIPv6 && _fragmentOffset == 0 && (IsTcp || (_method == TraceMethod.UdpParis && _isConstantPayload));

    /// <summary>IPv4 identification of the probe with an index; absent for IPv6.</summary>
    internal ushort? IpIdOf(int index) => Destination.IsIPv4 ? (ushort)(index + 1) : null;

    /// <summary>The probe with an index; one that seeks the path MTU has zeros for a payload.</summary>
    internal Probe ToProbe(int index, byte probeTtl, int attempt, ushort size, bool seeksMtu = false) => new()
    {
        Kind = Kind,
        Source = Source,
        Destination = Destination,
        ProbeTtl = probeTtl,
        TrafficClass = _tos,
        IpId = IpIdOf(index) ?? 0,
        FlowLabel = IsKnownByFlowLabel ? (uint)(index + 1) : 0,
        Size = size,
        SourcePort = SourcePort,
        DestinationPort = _method == TraceMethod.Udp ? (ushort)(DestinationPort + index) : IsIcmp ? (ushort)index : DestinationPort,
        SteeredChecksum = _method switch
        {
            _ when _fragmentOffset != 0 => null,
            TraceMethod.UdpParis when !_isConstantPayload => (ushort)(index + 1),
            TraceMethod.IcmpParis => DestinationPort,
            _ => null,
        },
        FragmentOffset = _fragmentOffset,
        FragmentId = _fragmentOffset == 0 ? 0 : ((uint)SourcePort << 16) | (ushort)index,
        Payload = seeksMtu ? default : _payload,
        Needs = _needs | (seeksMtu && Destination.IsIPv4 ? TransportCapabilities.DontFragment : 0),
        Index = index,
        Attempt = (ushort)attempt,
    };

    /// <summary>The index of the probe that a reply with this flow's key answers, of <paramref name="count"/> probes; -1 for none.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="count">Probes so far.</param>
    /// <param name="isIpIdOurs">False when the transport chose the IPv4 identifications, which then say nothing.</param>
    internal int IndexOf(in ReplyView reply, int count, bool isIpIdOurs)
    {
        int index = reply.Kind switch
        {
            ReplyKind.EchoReply => IsIcmp ? reply.EchoSequence : -1,
            ReplyKind.Tcp => IsTcp && reply.SourcePort == DestinationPort ? count - 1 : -1,
            ReplyKind.Udp => IndexOfDatagram(reply, count),
            ReplyKind.TimeExceeded or ReplyKind.DestinationUnreachable or ReplyKind.PacketTooBig when reply.HasQuotation => IndexOf(reply.Quotation, count, isIpIdOurs),
            _ => -1,
        };
        return index < count ? index : -1;
    }

    private int IndexOf(in QuotedPacketView quoted, int count, bool isIpIdOurs) => _method switch
    {
        _ when quoted.FragmentOffset != _fragmentOffset => -1,
        _ when _fragmentOffset != 0 => (ushort)quoted.FragmentId,
        TraceMethod.Udp => (ushort)(quoted.DestinationPort - DestinationPort),
        TraceMethod.Icmp or TraceMethod.IcmpParis =>
            quoted.IcmpMessageType is IcmpType.EchoRequest or IcmpType.V6EchoRequest ? quoted.IcmpSequence : -1,
        _ when quoted.DestinationPort != DestinationPort => -1,
        _ when IsKnownByFlowLabel => (int)quoted.FlowLabel - 1,
        TraceMethod.UdpParis when !_isConstantPayload && (quoted.IsV6 || !isIpIdOurs) => quoted.UdpChecksum - 1,
        TraceMethod.UdpParis when !_isConstantPayload => IndexByChecksum(quoted, count),
        _ => IndexByIpId(quoted.IpId, count),
    };

    /// <summary>
    /// Checksum and identification of an IPv4 Paris probe are equal when it was sent. Where they are not any more, a
    /// translator has rewritten the checksum or somebody the identification; where the identification says nothing, the
    /// checksum is all there is.
    /// </summary>
    private static int IndexByChecksum(in QuotedPacketView quoted, int count)
    {
        ushort checksum = quoted.UdpChecksum;
        if (checksum != 0 && checksum == quoted.IpId)
        {
            return checksum - 1;
        }

        int index = IndexByIpId(quoted.IpId, count);
        return index >= 0 ? index : checksum - 1;
    }

    /// <summary>Tolerates middleboxes that add one to the identification or swap its bytes.</summary>
    internal static int IndexByIpId(ushort ipId, int count)
    {
        int swapped = (ushort)((ipId << 8) | (ipId >> 8));
        return ipId == 0 ? -1
            : ipId <= count ? ipId - 1
            : ipId == count + 1 ? ipId - 2
            : swapped <= count ? swapped - 1
            : -1;
    }

    private int IndexOfDatagram(in ReplyView reply, int count) => _method switch
    {
        TraceMethod.Udp => (ushort)(reply.SourcePort - DestinationPort),
        TraceMethod.UdpParis when reply.SourcePort == DestinationPort => count - 1,
        _ => -1,
    };
}
