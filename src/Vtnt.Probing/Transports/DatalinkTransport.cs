using System.Runtime.Versioning;
using System.Text;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Probes by one interface through a packet socket (packet(7)), beside the kernel's routing: by a router of one's choice,
/// at rate, and where raw sockets do not receive. Packets arrive whole, before the firewall, with the time at which the
/// interface received them. Ethernet neighbours are found by ARP and neighbour discovery. Needs CAP_NET_RAW.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class DatalinkTransport : IProbeTransport, IRouteLookup, IDisposable
{
    private const int LongestInterfaceName = 15;

    private readonly DatalinkOptions _options;
    private readonly RawSocket _socket;
    private readonly TransportClock _clock = new();
    private readonly DatalinkAddressing _addressing;
    private readonly PacketSender _sender;
    private readonly PacketReceiver _receiver;
    private bool _isDisposed;

    private DatalinkTransport(DatalinkOptions options, NetworkLink link, RawSocket socket)
    {
        _options = options;
        _socket = socket;
        Link = link;
        _addressing = new(link, socket, options, _clock);
        _sender = new(_clock, _addressing, hasBatchCalls: true);
        _receiver = new(_clock, [socket], hasBatchCalls: true, TimestampOrigin.Datalink);
    }

    /// <summary>The interface.</summary>
    public NetworkLink Link { get; }

    /// <inheritdoc/>
    public TransportCapabilities Capabilities =>
        TransportCapabilities.WholeIPv4 | TransportCapabilities.IPv6 | TransportCapabilities.FlowLabel | TransportCapabilities.ObservesFlowLabel
        | (_options.Tcp ? TransportCapabilities.Tcp : 0);

    /// <inheritdoc/>
    public Timestamp Now => _clock.Now;

    /// <summary>How often the wall clock was seen to jump by more than 10 ms; see <see cref="RawSocketTransport.ClockSteps"/>.</summary>
    public int ClockSteps => _receiver.ClockSteps;

    /// <summary>Opens the socket, and finds the router where one is given: that takes up to three seconds if it is silent.</summary>
    /// <exception cref="ProbingException">
    /// No privilege (<see cref="ProbingError.Privilege"/>), no packet sockets (<see cref="ProbingError.NotSupported"/>), no such
    /// interface or source address or it is down (<see cref="ProbingError.NoInterface"/>), or the router is no neighbour or does not answer
    /// (<see cref="ProbingError.NoRoute"/>).
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of range, or neither interface nor router is given.</exception>
    public static DatalinkTransport Open(DatalinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        if (!OperatingSystem.IsLinux())
        {
            throw new ProbingException(ProbingError.NotSupported, "Packet sockets exist on Linux only; use a capture device.");
        }

        if (options.Source is { } source && !RouteLookup.IsOwn(source, out int errno))
        {
            throw new ProbingException(ProbingError.NoInterface, $"The source address {source} is not an address of this host; name one that is.", errno);
        }

        NetworkLink link = FindLink(options);
        RawSocket socket = RawSocket.OpenDatalink(link, EtherType.All, DatalinkFilter.Make(options.Tcp, options.Udp));
        socket.SetBuffers(options.SendBufferSize, options.ReceiveBufferSize);
        var transport = new DatalinkTransport(options, link, socket);
        if (options.Router is { } router && link.NeedsNeighbour && transport._addressing.Resolve(router) is null)
        {
            transport.Dispose();
            throw new ProbingException(ProbingError.NoRoute, $"The router {router} does not answer on {link.Name}; name one on that link.");
        }

        return transport;
    }

    /// <inheritdoc/>
    public void Send(PacketBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _sender.Send(batch);
    }

    /// <inheritdoc/>
    public int Receive(PacketBatch batch, Timestamp until)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _receiver.Receive(batch, until);
    }

    /// <inheritdoc/>
    public void Pause(Timestamp until)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _receiver.Pause(until);
    }

    /// <inheritdoc/>
    public HostAddress? SourceFor(HostAddress destination)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (destination.IsNone)
        {
            return null;
        }

        return _options.Source is { } given && given.Kind == destination.Kind
            ? given
            : RouteTable.Find(_options.Router is { } router && router.Kind == destination.Kind ? router : destination, Link)?.Source;
    }

    /// <inheritdoc/>
    public bool IsOwn(HostAddress source) => RouteLookup.IsOwn(source, out _);

    /// <inheritdoc/>
    public int? MtuFor(HostAddress destination) => Link.Mtu;

    /// <inheritdoc/>
    public HostAddress? RouterFor(HostAddress destination) => _options.Router is { } router && router.Kind == destination.Kind ? router : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _socket.Dispose();
            _sender.Dispose();
            _receiver.Dispose();
            _addressing.Dispose();
        }
    }

    private static NetworkLink FindLink(DatalinkOptions options)
    {
        NetworkLink link = options.Interface is { } name
            ? RouteTable.FindLink(name)
                ?? throw new ProbingException(ProbingError.NoInterface, $"There is no interface '{name}'; 'ip link' lists what there is.")
            : RouteTable.Find(options.Router!.Value)?.Link
                ?? throw new ProbingException(ProbingError.NoRoute, $"There is no route to {options.Router}; name the interface.");
        if (!link.IsUp)
        {
            throw new ProbingException(ProbingError.NoInterface, $"The interface {link.Name} is down; 'ip link set {link.Name} up' brings it up.");
        }

        if (options.Router is { } router && RouteTable.Find(router, link) is not { Gateway: null })
        {
            throw new ProbingException(ProbingError.NoRoute, $"The router {router} is not on the link of {link.Name}; name one that is.");
        }

        return link;
    }

    private static void Check(DatalinkOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ReceiveBufferSize, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.SendBufferSize, nameof(options));
        if (options is { Interface: null, Router: null } or { Router.IsNone: true })
        {
            throw new ArgumentException("An interface or a router must be named.", nameof(options));
        }

        if (options.Interface is { } name && Encoding.UTF8.GetByteCount(name) is 0 or > LongestInterfaceName)
        {
            throw new ArgumentException("The name of an interface has 1 to 15 bytes.", nameof(options));
        }
    }
}
