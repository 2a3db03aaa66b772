namespace Vtnt.Lab;

/// <summary>
/// Which LSP a packet enters at a router, by its class. Internal prefixes are those attached to a member: they are
/// label-switched to the first member that has them, when the domain binds labels to them. Everything else is transit,
/// label-switched to the last member on the way as to a BGP next hop.
/// </summary>
internal sealed class LspTable(Network network, RoutingTable routes)
{
    private readonly Lsp[] _lsps = new Lsp[network.Nodes.Length * network.ClassCount];
    private readonly bool[] _isKnown = new bool[network.Nodes.Length * network.ClassCount];

    /// <summary>The LSP for packets of class <paramref name="fec"/> that <paramref name="at"/> handles as IP.</summary>
    internal Lsp Find(Node at, Fec fec)
    {
        int place = (at.Index * network.ClassCount) + fec.Ordinal;
        if (!_isKnown[place])
        {
            _lsps[place] = Compute(at, fec);
            _isKnown[place] = true;
        }

        return _lsps[place];
    }

    private Lsp Compute(Node at, Fec fec)
    {
        if (fec.IsAttachedTo(at) || (fec.Link is { } link && !routes.IsUp(link)))
        {
            return default;
        }

        Node target = routes.Nearest(at, fec);
        foreach (Domain domain in at.Domains)
        {
            Node last = LastMember(domain, at, target, fec);
            if (last == at)
            {
                continue; // the way does not go through this domain
            }

            bool isTransit = !fec.IsAttachedTo(last) || (!fec.IsLoopback && fec.Link is null);
            bool isBound = isTransit || fec.IsLoopback || domain.BindsAllPrefixes;
            return isBound && !domain.WithoutLsp.Contains(last)
                ? new(domain, isTransit ? last.LoopbackFec : fec, isTransit)
                : default;
        }

        return default;
    }

    private Node LastMember(Domain domain, Node at, Node target, Fec fec)
    {
        Node last = at;
        for (int i = 0; i < domain.Members.Count && last != target; i++)
        {
            if (routes.Next(last, target, fec, out _) is not { } exit || !domain.Contains(exit.Peer.Node))
            {
                break;
            }

            last = exit.Peer.Node;
        }

        return last;
    }
}
