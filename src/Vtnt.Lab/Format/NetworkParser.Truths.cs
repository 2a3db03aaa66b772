using System.Collections.Immutable;

namespace Vtnt.Lab;

/// <content>Destinations and the truth about the tunnels on the way to them.</content>
internal sealed partial class NetworkParser
{
    private ImmutableArray<HostAddress> ReadDestinations(Node vantage, RoutingTable routes)
    {
        ImmutableArray<HostAddress>.Builder destinations = ImmutableArray.CreateBuilder<HostAddress>();
        foreach (Statement statement in _statements)
        {
            if (statement.Keyword != "destination")
            {
                continue;
            }

            HostAddress address = ReadEndpoint(statement, out Node node);
            if (routes.Next(vantage, node) is null)
            {
                throw statement.Fault($"No links lead from the vantage point '{vantage.Name}' to '{node.Name}'.");
            }

            if (destinations.Contains(address))
            {
                throw statement.Fault($"{address} is a destination already.");
            }

            destinations.Add(address);
            statement.End();
        }

        return destinations.Count > 0
            ? destinations.DrainToImmutable()
            : throw new LabFormatException(LastLine, "The network has no 'destination': name an address or node to measure by default.");
    }

    // A name stands for the node's loopback, or its first interface when it has none; IPv4 before IPv6.
    private HostAddress ReadEndpoint(Statement statement, out Node node)
    {
        string word = statement.Read("an address or the name of a node");
        if (HostAddress.TryParse(word, out HostAddress address))
        {
            if (!_addresses.TryFind(address, out AddressOwner owner) || owner.Node is null)
            {
                throw statement.Fault($"Nobody in the network has the address {address}.");
            }

            node = owner.Node;
            return address;
        }

        node = _names.TryGetValue(word, out Node? named) ? named : throw statement.Fault($"There is no router or host '{word}'.");
        address = AddressOf(node);
        return address.IsNone ? throw statement.Fault($"'{word}' has no address.") : address;
    }

    private static HostAddress AddressOf(Node node)
    {
        foreach (HostAddress loopback in node.Loopbacks)
        {
            return loopback;
        }

        foreach (LinkEnd end in node.Ends)
        {
            return end.IPv4.IsNone ? end.IPv6 : end.IPv4;
        }

        return HostAddress.None;
    }

    private ImmutableArray<TunnelTruth> ReadTruths(Node vantage, RoutingTable routes)
    {
        ImmutableArray<TunnelTruth>.Builder truths = ImmutableArray.CreateBuilder<TunnelTruth>();
        foreach (Statement statement in _statements)
        {
            if (statement.Keyword == "truth")
            {
                truths.Add(ReadTruth(statement, vantage, routes));
            }
        }

        return truths.DrainToImmutable();
    }

    private TunnelTruth ReadTruth(Statement statement, Node vantage, RoutingTable routes)
    {
        HostAddress destination = ReadEndpoint(statement, out Node target);
        TunnelTruthKind kind = statement.Read("the kind of a tunnel") switch
        {
            "explicit" => TunnelTruthKind.Explicit,
            "implicit" => TunnelTruthKind.Implicit,
            "opaque" => TunnelTruthKind.Opaque,
            "invisible-php" => TunnelTruthKind.InvisiblePhp,
            "invisible-uhp" => TunnelTruthKind.InvisibleUhp,
            string word => throw statement.Fault($"'{word}' is not a kind of tunnel: explicit, implicit, opaque, invisible-php and invisible-uhp are."),
        };
        ImmutableArray<HostAddress>.Builder addresses = ImmutableArray.CreateBuilder<HostAddress>();
        Node? before = null;
        do
        {
            Node node = ReadRouterName(statement);
            addresses.Add(ReadRouterOnPath(statement, node, before, vantage, target, destination, routes));
            before = node;
        }
        while (statement.Peek is not null);
        if (addresses.Count < 2)
        {
            throw statement.Fault("A tunnel has an ingress and an egress at least.");
        }

        ImmutableArray<HostAddress> all = addresses.DrainToImmutable();
        return new() { Destination = destination, Kind = kind, Ingress = all[0], Routers = all[1..^1], Egress = all[^1] };
    }

    private HostAddress ReadRouterOnPath(
        Statement statement, Node node, Node? before, Node vantage, Node target, HostAddress destination, RoutingTable routes)
    {
        Node at = vantage;
        _addresses.TryFind(destination, out AddressOwner owner);
        for (int i = 0; i < _nodes.Count && at != target && routes.Next(at, target, owner.Fec, out _) is { } exit; i++)
        {
            LinkEnd entry = exit.Peer;
            if (entry.Node == node && (before is null || before == at))
            {
                HostAddress address = node == target ? destination : entry.AddressOf(destination.Kind);
                return node == target || node.Answers.HasFlag(Answers.TimeExceeded) ? address : HostAddress.None;
            }

            at = entry.Node;
        }

        throw statement.Fault(before is null
            ? $"'{node.Name}' is not on the way from '{vantage.Name}' to {destination}."
            : $"'{node.Name}' does not follow '{before.Name}' on the way from '{vantage.Name}' to {destination}.");
    }
}
