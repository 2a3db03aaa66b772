using System.Runtime.Versioning;
using System.Text;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Probes without any privilege: through ordinary UDP sockets whose error queue tells the ICMP errors (ip(7),
/// <c>IP_RECVERR</c>), and through ICMP sockets where the administrator allows them (icmp(7), <c>ping_group_range</c>).
/// </summary>
/// <remarks>
/// An error queue shows neither the reply's size and identification nor the quoted IP header; those are left out of results,
/// never guessed. It shows no UDP header either: method <c>udp</c> is told apart by its destination ports, a Paris probe by
/// the quoted payload, or, when routers quote none, taken for the last one of its flow. Where several of a flow are on their
/// way, such a reply is dropped: probe one hop at a time. Labels (RFC 4950) are seen.
/// </remarks>
[SupportedOSPlatform("linux")]
public sealed class UnprivilegedTransport : IProbeTransport, IRouteLookup, IDisposable
{
    private const int LongestInterfaceName = 15;

    private readonly UnprivilegedOptions _options;
    private readonly TransportClock _clock = new();
    private readonly SourceQuery _sources;
    private readonly DatagramSockets _sockets;
    private readonly DatagramReceiver _receiver;
    private bool _isDisposed;

    private UnprivilegedTransport(UnprivilegedOptions options)
    {
        _options = options;
        _sources = new(options.Interface);
        _sockets = new(options);
        _receiver = new(_clock, _sockets);
        CarriesIcmp = DatagramSocket.IsIcmpAllowed(isV6: false);
        CarriesIcmpV6 = DatagramSocket.IsIcmpAllowed(isV6: true);
    }

    /// <inheritdoc/>
    public TransportCapabilities Capabilities =>
        TransportCapabilities.IPv4 | TransportCapabilities.IPv6 | TransportCapabilities.DontFragment | TransportCapabilities.SourceAddress;

    /// <summary>True when ICMP echo requests can be sent over IPv4: the user's group is within <c>net.ipv4.ping_group_range</c>.</summary>
    public bool CarriesIcmp { get; }

    /// <summary>True when ICMPv6 echo requests can be sent; the same range decides.</summary>
    public bool CarriesIcmpV6 { get; }

    /// <inheritdoc/>
    public Timestamp Now => _clock.Now;

    /// <summary>How often the wall clock was seen to jump by more than 10 ms; see <see cref="RawSocketTransport.ClockSteps"/>.</summary>
    public int ClockSteps => _receiver.ClockSteps;

    /// <summary>Makes the transport; sockets are opened as probes need them, one per source port.</summary>
    /// <exception cref="ProbingException">
    /// The system is not Linux (<see cref="ProbingError.NotSupported"/>), or the source address or interface is not the host's
    /// (<see cref="ProbingError.NoInterface"/>).
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static UnprivilegedTransport Open(UnprivilegedOptions? options = null)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ReceiveBufferSize, nameof(options));
        if (options.Interface is { } name && Encoding.UTF8.GetByteCount(name) is 0 or > LongestInterfaceName)
        {
            throw new ArgumentException("The name of an interface has 1 to 15 bytes.", nameof(options));
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new ProbingException(ProbingError.NotSupported, "Error queues exist on Linux only; use a capture device.");
        }

        if (options.Interface is { } device && RouteTable.FindLink(device) is null)
        {
            throw new ProbingException(ProbingError.NoInterface, $"There is no interface '{device}'; 'ip link' lists what there is.");
        }

        if (options.Source is { } source && !RouteLookup.IsOwn(source, out int errno))
        {
            throw new ProbingException(ProbingError.NoInterface, $"The source address {source} is not an address of this host; name one that is.", errno);
        }

        return new(options);
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
            entry.Failure = Send(batch.Packet(i));
        }
    }

    /// <inheritdoc/>
    public int Receive(PacketBatch batch, Timestamp until)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _receiver.Receive(batch, until);
    }

    /// <inheritdoc/>
    public HostAddress? SourceFor(HostAddress destination)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _options.Source is { } given && given.Kind == destination.Kind ? given : _sources.For(destination);
    }

    /// <inheritdoc/>
    public bool IsOwn(HostAddress source) => RouteLookup.IsOwn(source, out _);

    /// <inheritdoc/>
    public int? MtuFor(HostAddress destination) => RouteLookup.MtuTowards(destination, _options.Interface);

    /// <inheritdoc/>
    public HostAddress? RouterFor(HostAddress destination) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _sockets.Dispose();
            _sources.Dispose();
        }
    }

    /// <summary>Hands what is above IP to the socket of its source port.</summary>
    private SendFailure Send(ReadOnlySpan<byte> packet)
    {
        if (!OrdinaryPacket.TryRead(packet, out OrdinaryPacket probe))
        {
            return SendFailure.NotSupported;
        }

        if (_sockets.For(probe, out int errno) is not { } socket)
        {
            return errno is Errno.AccessDenied or Errno.NotPermitted or Errno.ProtocolNotSupported ? SendFailure.NotSupported : Errno.ToSendFailure(errno);
        }

        if (probe.Protocol == IpProtocol.Udp)
        {
            socket.Sent.Add(probe.Destination, probe.Payload, Now);
            errno = socket.Send(probe.Payload[UdpView.HeaderLength..], probe.Destination, probe.DestinationPort, probe.ProbeTtl, probe.Tos);
        }
        else
        {
            errno = socket.Send(probe.Payload, probe.Destination, 0, probe.ProbeTtl, probe.Tos);
        }

        return errno == 0 ? SendFailure.None : Errno.IsGone(errno) ? throw Errno.Gone(errno, "sending") : Errno.ToSendFailure(errno);
    }
}
