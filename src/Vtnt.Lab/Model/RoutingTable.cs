namespace Vtnt.Lab;

/// <summary>
/// Shortest paths between all nodes by link weight. Of equal paths the one over the link that the text names first
/// wins, so that routes never depend on chance. Hosts are never in transit.
/// </summary>
internal sealed class RoutingTable
{
    private const int Unreachable = int.MaxValue;

    private readonly LinkEnd?[] _next;
    private readonly int[] _distance;
    private readonly int _count;

    internal RoutingTable(IReadOnlyList<Node> nodes)
    {
        _count = nodes.Count;
        _next = new LinkEnd?[_count * _count];
        _distance = new int[_count * _count];
        Array.Fill(_distance, Unreachable);
        bool[] isDone = new bool[_count];
        foreach (Node target in nodes)
        {
            Array.Clear(isDone);
            Fill(nodes, target, isDone);
        }
    }

    /// <summary>The interface by which a packet leaves <paramref name="at"/> for the node <paramref name="target"/>; null when there is no way, or it is there.</summary>
    internal LinkEnd? Next(Node at, Node target) => _next[(target.Index * _count) + at.Index];

    /// <summary>The node of a class that is nearest to <paramref name="at"/>.</summary>
    internal Node Nearest(Node at, Fec fec) =>
        fec.Second is { } second && Distance(at, second) < Distance(at, fec.First) ? second : fec.First;

    /// <summary>The sum of weights from <paramref name="at"/> to <paramref name="target"/>, <see cref="int.MaxValue"/> without a way.</summary>
    internal int Distance(Node at, Node target) => _distance[(target.Index * _count) + at.Index];

    // Dijkstra from the target over links taken backwards; the networks are small enough for the plain form.
    private void Fill(IReadOnlyList<Node> nodes, Node target, bool[] isDone)
    {
        Span<int> distance = _distance.AsSpan(target.Index * _count, _count);
        Span<LinkEnd?> next = _next.AsSpan(target.Index * _count, _count);
        distance[target.Index] = 0;
        while (NearestOpen(distance, isDone) is int index && index >= 0)
        {
            isDone[index] = true;
            Node node = nodes[index];
            if (node.IsHost && node != target)
            {
                continue;
            }

            foreach (LinkEnd end in node.Ends)
            {
                Node neighbour = end.Peer.Node;
                int through = distance[index] + end.Link.Weight;
                if (through < distance[neighbour.Index]
                    || (through == distance[neighbour.Index] && IsNamedBefore(end.Link, next[neighbour.Index]!.Link)))
                {
                    distance[neighbour.Index] = through;
                    next[neighbour.Index] = end.Peer;
                }
            }
        }
    }

    private static bool IsNamedBefore(Link left, Link right) => left.Fec.Ordinal < right.Fec.Ordinal;

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
