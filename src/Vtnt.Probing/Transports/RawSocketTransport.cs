using System.Runtime.Versioning;
using System.Text;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Probes through Linux's raw sockets: whole IPv4 and IPv6 packets out, as they are, and ICMP (TCP when asked for) in, with
/// the kernel's time stamps, many packets per system call. Needs CAP_NET_RAW.
/// </summary>
/// <remarks>
/// The kernel fills in an IPv4 identification of 0, the total length and the header checksum (raw(7)). ICMPv6 comes without
/// its IPv6 header; it is rebuilt from what the kernel tells beside the packet, all but the flow label.
/// </remarks>
[SupportedOSPlatform("linux")]
public sealed class RawSocketTransport : IProbeTransport, IRouteLookup, IDisposable
{
    private const int LongestInterfaceName = 15;

    private readonly RawSocketOptions _options;
    private readonly RawSocket _senderV4;
    private readonly RawSocket? _senderV6;
    private readonly RawSocket[] _receivers;
    private readonly PacketSender _sender;
    private readonly PacketReceiver _receiver;
    private readonly TransportClock _clock = new();
    private readonly SourceQuery _sources;
    private readonly PortHolder _ports = new();
    private bool _isDisposed;

    private RawSocketTransport(RawSocketOptions options, RawSocket senderV4, RawSocket? senderV6, RawSocket[] receivers)
    {
        _options = options;
        _sources = new(options.Interface);
        _senderV4 = senderV4;
        _senderV6 = senderV6;
        _receivers = receivers;
        _sender = new(_clock, new RawSocketAddressing(senderV4, senderV6, _ports), !options.SingleCalls);
        _receiver = new(_clock, receivers, !options.SingleCalls);
        Capabilities = TransportCapabilities.WholeIPv4
            | (senderV6 is null ? 0 : TransportCapabilities.IPv6 | TransportCapabilities.FlowLabel)
            | (options.Tcp ? TransportCapabilities.Tcp : 0);
    }

    /// <inheritdoc/>
    public TransportCapabilities Capabilities { get; }

    /// <inheritdoc/>
    public Timestamp Now => _clock.Now;

    /// <summary>
    /// How often the wall clock was seen to jump by more than 10 ms. What was then on its way has the time of our taking
    /// it, see <see cref="PacketEntry.Origin"/>; no RTT is wrong by the jump.
    /// </summary>
    public int ClockSteps => _receiver.ClockSteps;

    /// <summary>
    /// How many source ports of UDP and TCP probes another program has: what is sent to it and to us is then mixed up.
    /// The others are kept from being taken while the transport is open.
    /// </summary>
    public int ForeignPorts => _ports.Foreign;

    /// <summary>Opens the sockets. Where the system has no IPv6, only IPv4 is carried.</summary>
    /// <exception cref="ProbingException">
    /// No privilege (<see cref="ProbingError.Privilege"/>), no raw sockets (<see cref="ProbingError.NotSupported"/>), or the
    /// source address or interface is not the host's (<see cref="ProbingError.NoInterface"/>).
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static RawSocketTransport Open(RawSocketOptions? options = null)
    {
        options ??= new();
        Check(options);
        if (!OperatingSystem.IsLinux())
        {
            throw new ProbingException(ProbingError.NotSupported, "Raw sockets of this kind exist on Linux only; use a capture device.");
        }

        List<RawSocket> opened = [];
        try
        {
            CheckSource(options);
            opened.Add(RawSocket.OpenSender(isV6: false, options));
            OpenReceivers(opened, isV6: false, options);
            RawSocket? senderV6 = TryOpenSenderV6(options);
            if (senderV6 is not null)
            {
                opened.Add(senderV6);
                OpenReceivers(opened, isV6: true, options);
            }

            return new(options, opened[0], senderV6, [.. opened.FindAll(socket => socket.Protocol != Libc.LevelRaw)]);
        }
        catch (ProbingException)
        {
            opened.ForEach(socket => socket.Dispose());
            throw;
        }
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
            _senderV4.Dispose();
            _senderV6?.Dispose();
            foreach (RawSocket receiver in _receivers)
            {
                receiver.Dispose();
            }

            _sender.Dispose();
            _receiver.Dispose();
            _ports.Dispose();
            _sources.Dispose();
        }
    }

    /// <summary>Closes a socket behind the transport's back, as a test does.</summary>
    internal void CloseUnderneath(bool sender) => (sender ? _senderV4 : _receivers[0]).Dispose();

    private static void Check(RawSocketOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ReceiveBufferSize, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.SendBufferSize, nameof(options));
        if (options.Interface is { } name && Encoding.UTF8.GetByteCount(name) is 0 or > LongestInterfaceName)
        {
            throw new ArgumentException("The name of an interface has 1 to 15 bytes.", nameof(options));
        }

        if (options.Source is { IsNone: true })
        {
            throw new ArgumentException("The source address is none; leave it out instead.", nameof(options));
        }
    }

    private static void OpenReceivers(List<RawSocket> opened, bool isV6, RawSocketOptions options)
    {
        opened.Add(RawSocket.OpenReceiver(isV6, isV6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp, options));
        if (options.Tcp)
        {
            opened.Add(RawSocket.OpenReceiver(isV6, IpProtocol.Tcp, options));
        }
    }

    private static RawSocket? TryOpenSenderV6(RawSocketOptions options)
    {
        try
        {
            return RawSocket.OpenSender(isV6: true, options);
        }
        catch (ProbingException failure) when (failure.Error == ProbingError.NotSupported)
        {
            return null;
        }
    }

    private static void CheckSource(RawSocketOptions options)
    {
        if (options.Source is { } source && !RouteLookup.IsOwn(source, out int errno))
        {
            throw new ProbingException(ProbingError.NoInterface, $"The source address {source} is not an address of this host; name one that is.", errno);
        }
    }
}
