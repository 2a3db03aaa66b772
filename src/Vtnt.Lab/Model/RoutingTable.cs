namespace Vtnt.Lab;

/// <summary>
/// Shortest paths between all nodes by link weight. Of equal paths the one over the link that the text names first
/// wins, so that routes never depend on chance. Hosts are never in transit.
/// </summary>
internal sealed class RoutingTable
{
    private const int Unreachable = int.MaxValue;

    private readonly IReadOnlyList<Node> _nodes;
    private readonly int _count;
    private readonly ExitRule[] _exits;
    private readonly int[] _costs;
    private readonly LinkEnd?[] _next;
    private readonly int[] _distance;

    /// <summary>Computes all routes.</summary>
    /// <param name="nodes">The nodes, by index.</param>
    /// <param name="costs">For each link by index the cost from its first end, then that from its second; 0 where it is down.</param>
    /// <param name="exits">Where packets of a class leave a domain, if not where the shortest path does.</param>
    internal RoutingTable(IReadOnlyList<Node> nodes, int[] costs, ExitRule[] exits)
    {
        (_nodes, _count, _costs, _exits) = (nodes, nodes.Count, costs, exits);
        _next = new LinkEnd?[_count * _count];
        _distance = new int[_count * _count];
        Array.Fill(_distance, Unreachable);
        bool[] isDone = new bool[_count];
        foreach (Node target in nodes)
        {
            Array.Clear(isDone);
            Fill(target, isDone);
        }
    }

    /// <summary>The interface by which a packet leaves <paramref name="at"/> for the node <paramref name="target"/>; null when there is no way, or it is there.</summary>
    internal LinkEnd? Next(Node at, Node target) => _next[Place(at, target)];

    /// <summary>The interface by which a packet of class <paramref name="fec"/> leaves <paramref name="at"/>, exit rules included.</summary>
    /// <param name="at">Where the packet is.</param>
    /// <param name="target">The node that it goes to.</param>
    /// <param name="fec">Its class.</param>
    /// <param name="heading">The node whose shortest path it follows; null where it leaves a domain by its exit.</param>
    internal LinkEnd? Next(Node at, Node target, Fec fec, out Node? heading)
    {
        foreach (ExitRule rule in _exits)
        {
            if (rule.Fec == fec && rule.Domain.Contains(at))
            {
                heading = at == rule.Exit ? null : rule.Exit;
                return heading is null ? Leave(at, target, rule.Domain) : Next(at, heading);
            }
        }

        heading = target;
        return Next(at, target);
    }

    /// <summary>One of the interfaces that are equally good as <paramref name="first"/> on the way to <paramref name="target"/>.</summary>
    /// <param name="at">Where the packet is.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="first">The interface that <see cref="Next(Node, Node)"/> gives.</param>
    /// <param name="choice">Any number: the same one gives the same interface.</param>
    internal LinkEnd Choose(Node at, Node target, LinkEnd first, ulong choice)
    {
        int count = 0;
        foreach (LinkEnd end in at.Ends)
        {
            count += IsShortest(at, target, end) ? 1 : 0;
        }

        ulong left = count > 1 ? choice % (ulong)count : ulong.MaxValue;
        foreach (LinkEnd end in at.Ends)
        {
            if (IsShortest(at, target, end) && left-- == 0)
            {
                return end;
            }
        }

        return first;
    }

    /// <summary>The node of a class that is nearest to <paramref name="at"/>.</summary>
    internal Node Nearest(Node at, Fec fec) =>
        fec.Second is { } second && Distance(at, second) < Distance(at, fec.First) ? second : fec.First;

    /// <summary>The sum of weights from <paramref name="at"/> to <paramref name="target"/>, <see cref="int.MaxValue"/> without a way.</summary>
    internal int Distance(Node at, Node target) => _distance[Place(at, target)];

    /// <summary>False when the link of an interface is down on the way out of it.</summary>
    internal bool IsUp(LinkEnd exit) => Cost(exit) > 0;

    /// <summary>False when a link is down in a direction.</summary>
    internal bool IsUp(Link link) => IsUp(link.First) && IsUp(link.Second);

    private int Place(Node at, Node target) => (target.Index * _count) + at.Index;

    private int Cost(LinkEnd exit) => _costs[(2 * exit.Link.Index) + (exit == exit.Link.First ? 0 : 1)];

    private bool IsShortest(Node at, Node target, LinkEnd exit) =>
        IsUp(exit) && Through(exit, target) is int through && through != Unreachable && through == Distance(at, target);

    private int Through(LinkEnd exit, Node target)
    {
        Node neighbour = exit.Peer.Node;
        int rest = neighbour.IsHost && neighbour != target ? Unreachable : Distance(neighbour, target);
        return rest == Unreachable ? Unreachable : rest + Cost(exit);
    }

    // The exit's own best way may lead back through the domain: then the best of those that do not begin so.
    private LinkEnd? Leave(Node at, Node target, Domain domain)
    {
        LinkEnd? best = null;
        foreach (LinkEnd end in at.Ends)
        {
            bool leaves = IsUp(end) && !domain.Contains(end.Peer.Node) && Through(end, target) != Unreachable;
            if (leaves && (best is null || Through(end, target) < Through(best, target)))
            {
                best = end;
            }
        }

        return best ?? Next(at, target);
    }

    // Dijkstra from the target over links taken backwards; the networks are small enough for the plain form.
    private void Fill(Node target, bool[] isDone)
    {
        Span<int> distance = _distance.AsSpan(target.Index * _count, _count);
        Span<LinkEnd?> next = _next.AsSpan(target.Index * _count, _count);
        distance[target.Index] = 0;
        while (NearestOpen(distance, isDone) is int index && index >= 0)
        {
            isDone[index] = true;
            Node node = _nodes[index];
            if (node.IsHost && node != target)
            {
                continue;
            }

            foreach (LinkEnd end in node.Ends)
            {
                if (!IsUp(end.Peer))
                {
                    continue;
                }

                int neighbour = end.Peer.Node.Index;
                int through = distance[index] + Cost(end.Peer);
                if (through < distance[neighbour] || (through == distance[neighbour] && IsNamedBefore(end.Link, next[neighbour])))
                {
                    distance[neighbour] = through;
                    next[neighbour] = end.Peer;
                }
            }
        }
    }

    // The target itself has no next hop, and nothing is nearer to it.
    private static bool IsNamedBefore(Link link, LinkEnd? other) => other is not null && link.Index < other.Link.Index;

    private static int NearestOpen(ReadOnlySpan<int> distance, bool[] isDone)
    {
        int best = -1;
        for (int i = 0; i < distance.Length; i++)
        {
            if (!isDone[i] && distance[i] != Unreachable && (best < 0 || distance[i] < distance[best]))
            {
                best = i;
            }
        }

        return best;
    }
}
