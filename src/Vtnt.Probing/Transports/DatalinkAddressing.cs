using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Packets leave by one interface, to the hardware address of the router that is given, or of the one that the routing
/// table names. Answers of neighbours and routes are kept.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class DatalinkAddressing(NetworkLink link, RawSocket socket, DatalinkOptions options, TransportClock clock) : IPacketAddressing, IDisposable
{
    /// <summary>Destinations whose next hop is kept at most; beyond, all are asked for again.</summary>
    private const int MaxKnown = 65_536;

    /// <summary>How long a neighbour that did not answer is left alone.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly Dictionary<HostAddress, HostAddress> _nextHops = [];
    private readonly Dictionary<HostAddress, byte[]> _neighbours = [];
    private readonly Dictionary<HostAddress, Timestamp> _silent = [];
    private readonly PortHolder _ports = new();
    private readonly NeighbourQuery? _query = link.NeedsNeighbour ? new(link, clock) : null;

    public int Address(ReadOnlySpan<byte> packet, Span<byte> name, out int nameLength, out SendFailure failure)
    {
        HostAddress destination = PacketSender.DestinationOf(packet);
        (nameLength, failure) = (0, SendFailure.None);
        if (destination.IsNone)
        {
            failure = SendFailure.NotSupported;
            return -1;
        }

        if (HardwareAddressFor(destination) is not { } hardware)
        {
            failure = SendFailure.Unreachable;
            return -1;
        }

        _ports.Hold(packet, destination.IsIPv6);
        MemoryMarshal.Write(name, new SocketAddressLink(destination.IsIPv6 ? EtherType.IPv6 : EtherType.IPv4, link.Index, hardware));
        nameLength = SocketAddressLink.Size;
        return socket.Descriptor;
    }

    /// <summary>The hardware address of a neighbour; null when it does not answer.</summary>
    internal byte[]? Resolve(HostAddress neighbour)
    {
        if (_neighbours.TryGetValue(neighbour, out byte[]? known))
        {
            return known;
        }

        if (_silent.TryGetValue(neighbour, out Timestamp until) && clock.Now < until)
        {
            return null;
        }

        HostAddress? own = options.Source is { } given && given.Kind == neighbour.Kind ? given : RouteTable.Find(neighbour, link)?.Source;
        byte[]? answer = own is { } asking ? _query?.Ask(neighbour, asking) : null;
        if (answer is null)
        {
            _silent[neighbour] = clock.Now + Silence;
            return null;
        }

        return _neighbours[neighbour] = answer;
    }

    public void Dispose()
    {
        _ports.Dispose();
        _query?.Dispose();
    }

    private byte[]? HardwareAddressFor(HostAddress destination)
    {
        if (!link.NeedsNeighbour)
        {
            return [];
        }

        if (options.Router is { } given && given.Kind == destination.Kind)
        {
            return Resolve(given);
        }

        if (!_nextHops.TryGetValue(destination, out HostAddress nextHop))
        {
            if (RouteTable.Find(destination, link) is not { } route)
            {
                return null;
            }

            if (_nextHops.Count >= MaxKnown)
            {
                _nextHops.Clear();
            }

            nextHop = route.Gateway ?? destination;
            _nextHops.Add(destination, nextHop);
        }

        return Resolve(nextHop);
    }
}
