using System.Runtime.Versioning;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Probes through one raw ICMP and one raw UDP socket whose IP header the system writes, with IP_TTL and IP_TOS set per
/// probe: what is left where header-included sends are refused, as in a unikernel. IPv4 only; identification, the
/// don't-fragment bit, options and fragments are not ours. Receives whole packets from the ICMP socket. Uses nothing
/// beyond <c>socket bind setsockopt sendto recvfrom poll</c>.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class PortableRawTransport : IProbeTransport, ISourceAddressLookup, IDisposable
{
    private const int LongestPacket = 65_535;
    private const string NoChoice = "A choice of sockets and another's address (words of -O) are not available here.";

    private readonly PortableRawOptions _options;
    private readonly PortableSocket _icmp;
    private readonly PortableSocket _udp;
    private readonly TransportClock _clock = new();
    private HostAddress? _ownAddress;
    private bool _isDisposed;

    private PortableRawTransport(PortableRawOptions options, PortableSocket icmp, PortableSocket udp)
    {
        _options = options;
        _icmp = icmp;
        _udp = udp;
        _ownAddress = options.Source;
    }

    /// <inheritdoc/>
    public TransportCapabilities Capabilities =>
        TransportCapabilities.IPv4 | TransportCapabilities.ObservesReplyHeader | TransportCapabilities.ObservesQuotation;

    /// <inheritdoc/>
    public Timestamp Now => _clock.Now;

    /// <summary>Why a trace cannot be carried, in one sentence for the user; null when it can.</summary>
    public static string? WhyNot(TraceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Method is TraceMethod.Tcp or TraceMethod.TcpAck ? "TCP probes are not available here: the system answers them itself; use udp-paris or icmp-paris."
            : options.ConstantPayload ? "Probes with a constant payload need an IP-ID of their own, which the system here does not let us choose."
            : options.Datalink || options.Raw ? NoChoice
            : null;
    }

    /// <summary>Why a ping cannot be carried, in one sentence for the user; null when it can.</summary>
    public static string? WhyNot(PingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Sockets != 0 || options.Spoof ? NoChoice : null;
    }

    /// <summary>Opens the two sockets.</summary>
    /// <exception cref="ProbingException">No privilege, no raw sockets, or the source address is not the host's.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static PortableRawTransport Open(PortableRawOptions? options = null)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ReceiveBufferSize, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.SourceTimeout.Ticks, nameof(options));
        if (options.Source is { IsIPv4: false })
        {
            throw new ArgumentException("The source address of this transport must be IPv4.", nameof(options));
        }

        PortableSocket icmp = PortableSocket.Open(IpProtocol.Icmp, options.Source, options.ReceiveBufferSize);
        try
        {
            // Nothing is read from the UDP socket, so nothing shall pile up in it.
            return new(options, icmp, PortableSocket.Open(IpProtocol.Udp, options.Source, receiveBufferSize: 1));
        }
        catch
        {
            icmp.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Send(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        for (int i = 0; i < batch.Count; i++)
        {
            ref PacketEntry entry = ref batch[i];
            entry.Time = Now;
            entry.Origin = TimestampOrigin.UserSpace;
            entry.Failure = PortablePacket.TryRead(batch.Packet(i), out PortablePacket packet)
                ? (packet.IsUdp ? _udp : _icmp).Send(packet)
                : SendFailure.NotSupported;
        }
    }

    /// <inheritdoc/>
    public int Receive(PacketBatch batch, Timestamp until)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        batch.Clear();
        while (true)
        {
            ReceiveWaiting(batch);
            if (batch.Count > 0)
            {
                return batch.Count;
            }

            TimeSpan left = until == Timestamp.MaxValue ? TimeSpan.MaxValue : until - Now;
            if (left <= TimeSpan.Zero)
            {
                return 0;
            }

            // Rounded up: a wait that ends early would be repeated at once.
            _icmp.Wait((int)Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue));
        }
    }

    /// <summary>
    /// The source towards a destination: the one given, what the routing table says, or, where the system does not tell,
    /// learned once from an answer: an echo request towards the destination is sent with TTL 1, then with TTL 64.
    /// </summary>
    public HostAddress? SourceFor(HostAddress destination)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!destination.IsIPv4)
        {
            return null;
        }

        if (_ownAddress is { } known)
        {
            return known;
        }

        return RouteLookup.TryAskSource(destination, out HostAddress? source) ? source : _ownAddress = LearnSource(destination);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _icmp.Dispose();
            _udp.Dispose();
        }
    }

    private void ReceiveWaiting(PacketBatch batch)
    {
        while (batch.Fits(LongestPacket) || (batch.Count == 0 && batch.FreeBytes > 0))
        {
            int length = _icmp.Receive(batch.FreeSpan);
            if (length <= 0)
            {
                return;
            }

            ref PacketEntry entry = ref batch.Commit(length);
            entry.Time = Now;
            entry.Origin = TimestampOrigin.UserSpace;
        }
    }

    private HostAddress? LearnSource(HostAddress destination)
    {
        var sent = new PacketBatch(1, 64);
        var received = new PacketBatch(4, 4 * LongestPacket);
        foreach (byte ttl in (ReadOnlySpan<byte>)[1, 64])
        {
            var probe = new Probe
            {
                Kind = ProbeKind.IcmpEcho,
                Source = HostAddress.FromIPv4(0),
                Destination = destination,
                ProbeTtl = ttl,
                Size = 28,
                SourcePort = (ushort)_clock.StartTime.Nanoseconds,
                DestinationPort = ttl,
            };
            sent.Clear();
            sent.Commit(ProbeWriter.Write(probe, sent.FreeSpan));
            Send(sent);
            Timestamp until = Now + _options.SourceTimeout;
            while (Receive(received, until) > 0)
            {
                for (int i = 0; i < received.Count; i++)
                {
                    if (AnswersTo(received, i, probe) is { } own)
                    {
                        return own;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>Whom a received packet was sent to, when it answers the probe.</summary>
    private static HostAddress? AnswersTo(PacketBatch received, int index, in Probe probe) =>
        ReplyParser.TryParse(received.Packet(index), received[index].Time, out ReplyView reply, out _)
            && reply.Key == new ReplyKey(probe.Destination, IpProtocol.Icmp, probe.SourcePort)
            && Ipv4View.TryParse(received.Packet(index), out Ipv4View ip)
                ? ip.Destination
                : null;
}
