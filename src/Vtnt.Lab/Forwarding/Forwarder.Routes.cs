namespace Vtnt.Lab;

/// <content>Which way packets take: routes by time, and the choice among equal ones.</content>
internal sealed partial class Forwarder
{
    private int EpochAt(long time)
    {
        int epoch = _network.Epochs.Length - 1;
        while (epoch > 0 && time - SimulatedTransport.Start.Nanoseconds < _network.Epochs[epoch].Since)
        {
            epoch--;
        }

        return epoch;
    }

    private RoutingTable RoutesFor(Flight flight) => _network.Epochs[EpochAt(flight.Time)].Routes;

    private Lsp LspFor(Flight flight, Node at) => _lsps[EpochAt(flight.Time)].Find(at, flight.Target.Fec);

    /// <summary>The interface by which a packet leaves a node as IP; null without a way.</summary>
    private LinkEnd? ExitOf(Flight flight, Node at)
    {
        RoutingTable routes = RoutesFor(flight);
        AddressOwner target = flight.Target;
        if (target.Fec.Link is { } link && target.Fec.IsAttachedTo(at))
        {
            // Connected: the other end has the address, or nobody answers for it. When the link is down there may be another way.
            LinkEnd own = link.First.Node == at ? link.First : link.Second;
            if (target.Node is null || own.Peer.Node != target.Node || routes.IsUp(own))
            {
                return own.Peer.Node == target.Node ? own : null;
            }

            return Balanced(flight, at, target.Node, routes.Next(at, target.Node));
        }

        // A router announces no prefix of a link that is down; only the address itself is left to go to.
        Node nearest = target.Node is { } owner && target.Fec.Link is { } prefix && !routes.IsUp(prefix) ? owner : routes.Nearest(at, target.Fec);
        LinkEnd? next = routes.Next(at, nearest, target.Fec, out Node? heading);
        return heading is null ? next : Balanced(flight, at, heading, next);
    }

    /// <summary>The interface by which a labelled packet leaves an LSR; null without a way.</summary>
    private LinkEnd? LabelledExitOf(Flight flight, Node at, Fec fec)
    {
        RoutingTable routes = RoutesFor(flight);
        Node nearest = routes.Nearest(at, fec);
        return Balanced(flight, at, nearest, routes.Next(at, nearest));
    }

    private LinkEnd? Balanced(Flight flight, Node at, Node target, LinkEnd? first)
    {
        if (first is null || at.Balance == Balance.None)
        {
            return first;
        }

        ulong choice = at.Balance == Balance.Packet ? _random.NextBits() : HashOf(flight, at, withTransport: at.Balance == Balance.Flow);
        return RoutesFor(flight).Choose(at, target, first, choice);
    }

    // What Paris traceroute keeps constant (Augustin et al., IMC 2006). Routers differ, or every second one would have no choice.
    private static ulong HashOf(Flight flight, Node at, bool withTransport)
    {
        var hash = new SeededRandom((ulong)at.Index + 1);
        ReadOnlySpan<byte> addresses = flight.Packet.Slice(flight.IsV6 ? 8 : 12, flight.IsV6 ? 32 : 8);
        hash.Mix(addresses);
        if (withTransport)
        {
            hash.Mix([flight.Protocol]);
            hash.Mix(flight.IsFragment ? default : flight.Payload[..Math.Min(4, flight.Payload.Length)]);
        }

        return hash.NextBits();
    }
}
