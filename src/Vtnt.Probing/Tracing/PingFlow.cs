using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// What the probes of one ping have in common, how each is built and how replies are matched to them, per method. What scamper
/// draws at random, the options tell.
/// </summary>
internal sealed class PingFlow
{
    private const int TcpWindow = 65535, LeastIpv6Mtu = 1280;

    private readonly PingOptions _options;
    private readonly ReadOnlyMemory<byte> _payload, _ipOptions;

    /// <summary>The flow of a ping, with checked options. Spoofed probes leave with the source of the options, others with this one.</summary>
    internal PingFlow(HostAddress source, HostAddress destination, PingOptions options)
    {
        (Source, Destination, _options) = (options.Spoof ? options.Source ?? source : source, destination, options);
        SourcePort = options.SourcePort ?? (IsIcmp ? (ushort)0x4000 : (ushort)0x8000);
        DestinationPort = options.DestinationPort ?? (IsIcmp ? (ushort)0 : (ushort)33435);
        Size = (ushort)Math.Min(SizeOf(destination, options), ushort.MaxValue);
        _ipOptions = IpOptionBytes.For(options);
        _payload = PayloadFrom(source);
    }

    /// <summary>Source address of the probes.</summary>
    internal HostAddress Source { get; }

    /// <summary>Destination address of the probes.</summary>
    internal HostAddress Destination { get; }

    /// <summary>Source port of the first probe, or the ICMP identifier.</summary>
    internal ushort SourcePort { get; }

    /// <summary>Destination port of the first probe, or the first ICMP sequence number.</summary>
    internal ushort DestinationPort { get; }

    /// <summary>Size of every probe packet in bytes.</summary>
    internal ushort Size { get; }

    /// <summary>What all replies have in common.</summary>
    internal ReplyKey ReplyKey => new(Destination, Protocol, SourcePort);

    /// <summary>Source ports of all probes.</summary>
    internal int ReplyKeyCount => VariesSourcePort ? _options.ProbeCount : 1;

    /// <summary>True when every probe has a source port of its own.</summary>
    internal bool VariesSourcePort =>
        _options.Method is PingMethod.TcpAckSourcePort or PingMethod.TcpSynSourcePort or PingMethod.UdpSourcePort;

    private bool IsIcmp => IsIcmpMethod(_options.Method);

    private byte Protocol => IsTcpMethod(_options.Method) ? IpProtocol.Tcp
        : !IsIcmp ? IpProtocol.Udp
        : Destination.IsIPv6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp;

    /// <summary>True when nothing but the IPv4 identification tells one quoted probe from another.</summary>
    private bool IsKnownByIpId => Destination.IsIPv4 && !IsIcmp && !VariesSourcePort && _options.Method != PingMethod.UdpDestinationPort;

    /// <summary>True for ICMP echo and timestamp requests.</summary>
    internal static bool IsIcmpMethod(PingMethod method) => method is PingMethod.IcmpEcho or PingMethod.IcmpTime;

    /// <summary>True for segments of any kind.</summary>
    internal static bool IsTcpMethod(PingMethod method) => !IsIcmpMethod(method) && !IsUdpMethod(method);

    /// <summary>True for datagrams of any kind.</summary>
    internal static bool IsUdpMethod(PingMethod method) => method is PingMethod.Udp or PingMethod.UdpDestinationPort or PingMethod.UdpSourcePort;

    /// <summary>What the probes of a method are on the wire.</summary>
    internal static ProbeKind KindOf(PingMethod method) => method switch
    {
        PingMethod.IcmpEcho => ProbeKind.IcmpEcho,
        PingMethod.IcmpTime => ProbeKind.IcmpTimestamp,
        PingMethod.TcpAck or PingMethod.TcpAckSourcePort => ProbeKind.TcpAck,
        PingMethod.TcpSyn or PingMethod.TcpSynSourcePort => ProbeKind.TcpSyn,
        PingMethod.TcpSynAck => ProbeKind.TcpSynAck,
        PingMethod.TcpRst => ProbeKind.TcpRst,
        _ => ProbeKind.Udp,
    };

    /// <summary>Bytes of payload, those included that steer a forced checksum.</summary>
    internal static int PayloadSizeOf(PingOptions options)
    {
        int steering = options.IcmpChecksum is null ? 0 : 2;
        int usual = IsTcpMethod(options.Method) ? 0 : IsUdpMethod(options.Method) ? 12 : options.Method == PingMethod.IcmpTime ? 32 : 56;
        return options.PayloadSize ?? Math.Max(usual, options.Payload.Length) + steering;
    }

    /// <summary>Bytes of a whole probe.</summary>
    internal static long SizeOf(HostAddress destination, PingOptions options) => HeaderLengthOf(destination.Kind, options) + (long)PayloadSizeOf(options);

    /// <summary>Bytes of a probe that are not payload: headers, options, and the host's own address in a spoofed one.</summary>
    internal static int HeaderLengthOf(AddressKind family, PingOptions options) =>
        ProbeWriter.HeaderLengthOf(KindOf(options.Method), family) + IpOptionBytes.LengthFor(options) + EmbeddedLengthOf(family, options)
        + (options.TcpSegmentSize != 0 && IsTcpMethod(options.Method) ? 4 : 0);

    /// <summary>IPv4 identification of the probe with an index: counted up, never 0; absent for IPv6.</summary>
    internal ushort? IpIdOf(int index) => Destination.IsIPv4 ? (ushort)(((FirstIpId + 65534 + index) % 65535) + 1) : null;

    /// <summary>Source port of the probe with an index, where it varies; else absent.</summary>
    internal ushort? SourcePortOf(int index) => VariesSourcePort ? (ushort)(SourcePort + index) : null;

    /// <summary>The probe with an index, to be sent at a time.</summary>
    internal Probe ToProbe(int index, Timestamp now) => new()
    {
        Kind = KindOf(_options.Method),
        Source = Source,
        Destination = Destination,
        ProbeTtl = _options.ProbeTtl,
        TrafficClass = _options.Tos,
        IpId = IpIdOf(index) ?? 0,
        Size = Size,
        SourcePort = SourcePortOf(index) ?? SourcePort,
        DestinationPort = (ushort)(DestinationPort + (IsIcmp || _options.Method == PingMethod.UdpDestinationPort ? index : 0)),
        TcpSequence = IsTcpMethod(_options.Method) ? _options.TcpSequence ?? 0 : 0,
        TcpAcknowledgement = IsTcpMethod(_options.Method) ? _options.TcpAcknowledgement ?? 0 : 0,
        TcpWindow = IsTcpMethod(_options.Method) ? (ushort)TcpWindow : (ushort)0,
        OriginateTimestamp = _options.Method == PingMethod.IcmpTime ? SinceMidnight(now) : 0,
        TcpSegmentSize = IsTcpMethod(_options.Method) ? _options.TcpSegmentSize : (ushort)0,
        IpOptions = _ipOptions,
        SteeredChecksum = _options.IcmpChecksum,
        SteeringOffset = (byte)EmbeddedLengthOf(Destination.Kind, _options),
        Payload = _payload,
        Needs = (IsKnownByIpId ? TransportCapabilities.IpId : 0) | (_options.Spoof ? TransportCapabilities.SourceAddress : 0),
        Index = index,
        Attempt = 1,
    };

    /// <summary>What a router would say of a reply that is too large: as much of it is quoted as scamper quotes.</summary>
    internal Probe ToTooBig(byte[] quoted) => new()
    {
        Kind = ProbeKind.PacketTooBig,
        Source = Source,
        Destination = Destination,
        ProbeTtl = byte.MaxValue,
        Size = (ushort)(ProbeWriter.HeaderLengthOf(ProbeKind.PacketTooBig, Destination.Kind) + quoted.Length),
        DestinationPort = _options.ReplyPathMtu,
        Payload = quoted,
        Needs = TransportCapabilities.ObservesReplyHeader,
        Index = -1,
    };

    /// <summary>The part of a packet that an error about it quotes: an IPv4 header and 8 bytes (RFC 792), or what 1280 bytes hold (RFC 4443).</summary>
    internal static byte[] Quote(ReadOnlySpan<byte> packet)
    {
        int most = packet[0] >> 4 == 6 ? LeastIpv6Mtu - Ipv6View.HeaderLength - IcmpView.HeaderLength : ((packet[0] & 0xF) * 4) + IcmpView.HeaderLength;
        return packet[..Math.Min(packet.Length, most)].ToArray();
    }

    /// <summary>The index of the probe that a reply answers, of <paramref name="count"/> probes; -1 for none.</summary>
    internal int IndexOf(in ReplyView reply, int count)
    {
        int index = reply.Kind switch
        {
            ReplyKind.EchoReply => _options.Method == PingMethod.IcmpEcho ? Offset(reply.EchoSequence, DestinationPort) : -1,
            ReplyKind.TimestampReply => _options.Method == PingMethod.IcmpTime ? Offset(reply.EchoSequence, DestinationPort) : -1,
            ReplyKind.Tcp or ReplyKind.Udp => IndexByPorts(reply.SourcePort, reply.DestinationPort, count - 1),
            _ when !reply.HasQuotation => -1,
            _ when IsIcmp => IndexOfQuotedIcmp(reply.Quotation),
            _ => IndexByPorts(reply.Quotation.DestinationPort, reply.Quotation.SourcePort, IsKnownByIpId ? Offset(reply.Quotation.IpId, FirstIpId) : count - 1),
        };
        return index < count ? index : -1;
    }

    private int FirstIpId => _options.FirstIpId ?? 1;

    private int IndexOfQuotedIcmp(in QuotedPacketView quoted) =>
        (quoted.IcmpMessageType == IcmpType.TimestampRequest) == (_options.Method == PingMethod.IcmpTime) ? Offset(quoted.IcmpSequence, DestinationPort) : -1;

    /// <summary>The index by the port that varies; by what else is known where none does.</summary>
    private int IndexByPorts(ushort theirs, ushort ours, int otherwise) => _options.Method switch
    {
        PingMethod.UdpDestinationPort => Offset(theirs, DestinationPort),
        _ when theirs != DestinationPort => -1,
        _ => VariesSourcePort ? Offset(ours, SourcePort) : otherwise,
    };

    private static int Offset(int value, int first) => (ushort)(value - first);

    private static uint SinceMidnight(Timestamp now)
    {
        const long Day = 86_400_000;
        long milliseconds = now.Nanoseconds / 1_000_000 % Day;
        return (uint)(milliseconds < 0 ? milliseconds + Day : milliseconds);
    }

    private static int EmbeddedLengthOf(AddressKind family, PingOptions options) =>
        !options.Spoof || options.NoSource ? 0 : family == AddressKind.IPv6 ? 16 : 4;

    /// <summary>The address in a spoofed probe, room for what steers a checksum, the payload that was asked for.</summary>
    private ReadOnlyMemory<byte> PayloadFrom(HostAddress own)
    {
        int front = EmbeddedLengthOf(Destination.Kind, _options);
        int steering = _options.IcmpChecksum is null || _options.Payload.IsEmpty ? 0 : 2;
        if (front + steering == 0)
        {
            return _options.Payload;
        }

        byte[] bytes = new byte[front + steering + _options.Payload.Length];
        if (front > 0 && !own.IsNone)
        {
            own.WriteTo(bytes);
        }

        _options.Payload.Span.CopyTo(bytes.AsSpan(front + steering));
        return bytes;
    }
}
