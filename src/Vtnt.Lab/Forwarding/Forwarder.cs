namespace Vtnt.Lab;

/// <summary>
/// Walks packets through a network, router by router, until they arrive at the vantage point, are lost, or are answered.
/// The network has no queues, so a packet's whole way is known when it is sent; only arrivals wait for their time.
/// </summary>
internal sealed partial class Forwarder
{
    private const int MaxSteps = 1024;

    private readonly Network _network;
    private readonly LspTable[] _lsps;
    private readonly NodeState[] _states;
    private readonly Stack<(Flight Flight, LinkEnd Entry)> _pending = new();
    private readonly Stack<Flight> _spare = new();
    private SeededRandom _random;

    internal Forwarder(Network network, ulong seed)
    {
        _network = network;
        _lsps = [.. network.Epochs.Select(epoch => new LspTable(network, epoch.Routes))];
        _states = new NodeState[network.Nodes.Length];
        _random = new(seed);
        for (int i = 0; i < _states.Length; i++)
        {
            _states[i] = new() { NextIpId = (ushort)_random.NextBits(), Tokens = network.Nodes[i].RateLimit, TokensAt = long.MinValue };
        }
    }

    /// <summary>Packets that have arrived or will.</summary>
    internal ArrivalQueue Arrivals { get; } = new();

    /// <summary>Packets given to <see cref="Inject"/> that are none, or have a wrong header checksum.</summary>
    internal long Malformed { get; private set; }

    /// <summary>Sends a whole IP packet from the vantage point. What is no packet, or has a wrong checksum, is counted and lost.</summary>
    /// <param name="packet">At most 65 535 bytes.</param>
    /// <param name="time">Nanoseconds since the epoch.</param>
    internal void Inject(ReadOnlySpan<byte> packet, long time)
    {
        Flight flight = Rent();
        packet.CopyTo(flight.Buffer);
        if (flight.TryOpen(packet.Length, time))
        {
            Originate(flight, _network.Vantage);
        }
        else
        {
            Malformed++;
            Discard(flight);
        }

        while (_pending.TryPop(out (Flight Flight, LinkEnd Entry) next))
        {
            Arrive(next.Flight, next.Entry);
        }
    }

    /// <summary>True when a packet to <paramref name="destination"/> has somewhere to go.</summary>
    internal bool HasRoute(HostAddress destination) => _network.Addresses.TryFind(destination, out _);

    private void Arrive(Flight flight, LinkEnd entry)
    {
        if (flight.Depth > 0)
        {
            SwitchLabel(flight, entry);
        }
        else if (flight.IsFor(entry.Node))
        {
            Accept(flight, entry);
        }
        else if (entry.Node.IsHost)
        {
            Discard(flight);
        }
        else if (flight.IpTtl > 1 || (entry.Node.ForwardsExpired && flight.IpTtl == 1))
        {
            flight.IpTtl--;
            Forward(flight, entry.Node, entry);
        }
        else
        {
            Expire(flight, entry, flight.IpTtl, stack: default);
        }
    }

    /// <summary>Takes a packet to one of the node's addresses; a hostile router has invented others in front of some.</summary>
    private void Accept(Flight flight, LinkEnd entry)
    {
        if (entry.Node.Invented is not { } invented || !invented.Contains(flight.Destination))
        {
            Deliver(flight, entry.Node, entry);
        }
        else if (flight.IpTtl > 2)
        {
            flight.IpTtl -= 2; // what the router in front and the way to it seem to have taken
            Deliver(flight, entry.Node, entry);
        }
        else if (flight.IpTtl == 2)
        {
            ExpireAtInvented(flight, entry.Node, invented);
        }
        else
        {
            Expire(flight, entry, flight.IpTtl, stack: default);
        }
    }

    /// <summary>Sends what a node has made itself: nobody has taken anything from its TTL yet.</summary>
    private void Originate(Flight flight, Node at)
    {
        LookUp(flight);
        if (flight.IsFor(at))
        {
            Deliver(flight, at, entry: null);
        }
        else
        {
            Forward(flight, at, entry: null);
        }
    }

    private void LookUp(Flight flight)
    {
        flight.HasRoute = _network.Addresses.TryFind(flight.Destination, out AddressOwner target);
        flight.Target = target;
    }

    /// <summary>Routes a packet that is IP here, pushing labels where an LSP begins.</summary>
    private void Forward(Flight flight, Node at, LinkEnd? entry)
    {
        if (flight.HasRoute && ExitOf(flight, at) is { } exit)
        {
            foreach (TtlRewrite rewrite in at.Rewrites)
            {
                flight.IpTtl = entry is not null && rewrite.Neighbour == exit.Peer.Node ? rewrite.Ttl : flight.IpTtl;
            }

            exit = PushLabels(flight, at, entry, exit);
            if (entry is not null && !flight.Options.IsEmpty)
            {
                HeaderOptions.Record(flight.Options, _network.Addresses, at, exit.IPv4, flight.Time);
            }

            if (flight.LengthOnLink > exit.Link.Mtu && entry is not null && flight.MayNotBeFragmented)
            {
                Refuse(flight, entry, IcmpErrorKind.TooBig, exit.Link.Mtu - (flight.LengthOnLink - flight.Length));
            }
            else
            {
                Transmit(flight, exit);
            }
        }
        else if (entry is not null && !flight.HasRoute)
        {
            Refuse(flight, entry, IcmpErrorKind.NetUnreachable);
        }
        else
        {
            Discard(flight);
        }
    }

    private void Transmit(Flight flight, LinkEnd exit)
    {
        Link link = exit.Link;
        if (++flight.Steps > MaxSteps || flight.LengthOnLink > link.Mtu || _random.Happens(link.Loss))
        {
            Discard(flight);
            return;
        }

        if (!flight.IsTwin && _random.Happens(link.Duplication))
        {
            Flight twin = Rent();
            twin.CopyFrom(flight);
            twin.IsTwin = true;
            twin.Time += link.Delay + _random.UpTo(link.Jitter);
            _pending.Push((twin, exit.Peer));
        }

        flight.Time += link.Delay + _random.UpTo(link.Jitter);
        _pending.Push((flight, exit.Peer));
    }

    private Flight Rent() => _spare.TryPop(out Flight? flight) ? flight : new();

    private void Discard(Flight flight) => _spare.Push(flight);
}
