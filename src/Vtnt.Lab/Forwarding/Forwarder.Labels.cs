namespace Vtnt.Lab;

/// <content>Push, swap and pop (RFC 3031, RFC 3032), with the TTL handling of RFC 3443 and the min rule.</content>
internal sealed partial class Forwarder
{
    /// <summary>Pushes the labels of the LSP that begins here, if one does.</summary>
    /// <returns>The interface by which the packet leaves then.</returns>
    private LinkEnd PushLabels(Flight flight, Node at, LinkEnd? entry, LinkEnd exit)
    {
        Lsp lsp = LspFor(flight, at);
        if (lsp.Domain is not { } domain)
        {
            return exit;
        }

        byte ttl = at.PropagatesTtl ?? domain.PropagatesTtl ? flight.IpTtl : (byte)255;
        for (int i = domain.InnerLabels.Count - 1; lsp.IsTransit && i >= 0; i--)
        {
            int label = domain.InnerLabels[i] == 0 ? ExplicitNull(flight) : domain.InnerLabels[i];
            flight.Push(new(label, ttl, lsp.Fec, domain));
        }

        Fec transport = lsp.Fec;
        bool isSteered = lsp.IsTransit && domain.Segments.Count > 0 && IsIngress(at, entry, domain);
        for (int i = domain.Segments.Count - 1; isSteered && i >= 0; i--)
        {
            Fec segment = domain.Segments[i].LoopbackFec;
            if (!segment.IsAttachedTo(at) && segment != transport && LabelledExitOf(flight, at, segment) is { } way)
            {
                flight.Push(new(domain.LabelOf(at, transport), ttl, transport, domain));
                (transport, exit) = (segment, way);
            }
        }

        // A neighbour that has the prefix has announced implicit null: nothing to push before it under PHP.
        if (domain.Pop != PopRule.Php || !transport.IsAttachedTo(exit.Peer.Node))
        {
            flight.Push(new(OutgoingLabel(flight, domain, exit.Peer.Node, transport), ttl, transport, domain));
        }

        return exit;
    }

    // What a member originates enters its domain there only when it is at the edge.
    private static bool IsIngress(Node at, LinkEnd? entry, Domain domain)
    {
        if (entry is not null)
        {
            return !domain.Contains(entry.Peer.Node);
        }

        foreach (LinkEnd end in at.Ends)
        {
            if (!domain.Contains(end.Peer.Node))
            {
                return true;
            }
        }

        return false;
    }

    private static int ExplicitNull(Flight flight) => flight.IsV6 ? 2 : 0;

    private static int OutgoingLabel(Flight flight, Domain domain, Node next, Fec fec) =>
        domain.Pop == PopRule.ExplicitNull && fec.IsAttachedTo(next) ? ExplicitNull(flight) : domain.LabelOf(next, fec);

    private void SwitchLabel(Flight flight, LinkEnd entry)
    {
        StackEntry top = flight.Top;
        if (top.LseTtl <= 1)
        {
            ExpireInLsp(flight, entry);
        }
        else if (top.Fec.IsAttachedTo(entry.Node))
        {
            EndLsp(flight, entry);
        }
        else
        {
            SendLabelled(flight, entry.Node, (byte)(top.LseTtl - 1));
        }
    }

    /// <summary>Sends a labelled packet on along its LSP, swapping the top label or, before the end under PHP, popping it.</summary>
    /// <param name="flight">The packet.</param>
    /// <param name="at">The LSR.</param>
    /// <param name="lseTtl">What is left of the top label's TTL.</param>
    private void SendLabelled(Flight flight, Node at, byte lseTtl)
    {
        StackEntry top = flight.Top;
        if (LabelledExitOf(flight, at, top.Fec) is not { } exit)
        {
            Discard(flight);
            return;
        }

        Node next = exit.Peer.Node;
        if (top.Domain.Pop == PopRule.Php && top.Fec.IsAttachedTo(next))
        {
            flight.Pop(lseTtl);
        }
        else
        {
            flight.Top = top with { Label = OutgoingLabel(flight, top.Domain, next, top.Fec), LseTtl = lseTtl };
        }

        Transmit(flight, exit);
    }

    /// <summary>The end of an LSP pops what leads no further; an egress handles the packet as IP, the end of a segment switches it on.</summary>
    private void EndLsp(Flight flight, LinkEnd entry)
    {
        Node at = entry.Node;
        EgressExpiry expiry = at.EgressExpiry ?? flight.Top.Domain.EgressExpiry;
        bool reportsLabels = expiry == EgressExpiry.Labelled && (at.ReportsLabels ?? flight.Top.Domain.ReportsLabels);
        Span<LabelStackEntry> room = stackalloc LabelStackEntry[Flight.MaxDepth];
        ReadOnlySpan<LabelStackEntry> stack = flight.WriteStack(room);
        while (flight.Depth > 0 && flight.Top.Fec.IsAttachedTo(at))
        {
            flight.Pop(flight.Top.LseTtl);
        }

        if (flight.Depth > 0)
        {
            SwitchLabel(flight, entry);
        }
        else if (flight.IsFor(at))
        {
            Accept(flight, entry);
        }
        else if (flight.IpTtl > 1 || (at.ForwardsExpired && flight.IpTtl == 1))
        {
            flight.IpTtl--;
            Forward(flight, at, entry);
        }
        else if (expiry == EgressExpiry.Forwarded)
        {
            Forward(flight, at, entry);
        }
        else
        {
            Expire(flight, entry, flight.IpTtl, reportsLabels ? stack : default);
        }
    }

    private void ExpireInLsp(Flight flight, LinkEnd entry)
    {
        Node at = entry.Node;
        StackEntry top = flight.Top;
        bool isInside = !top.Fec.IsAttachedTo(at) && (at.TunnelsErrors ?? top.Domain.TunnelsErrors);
        byte quotedTtl = at.QuotesLseTtl ?? top.Domain.QuotesLseTtl ? Math.Min(top.LseTtl, flight.IpTtl) : flight.IpTtl;
        Span<LabelStackEntry> room = stackalloc LabelStackEntry[Flight.MaxDepth];
        ReadOnlySpan<LabelStackEntry> stack = flight.WriteStack(room);
        if (!isInside)
        {
            Expire(flight, entry, quotedTtl, at.ReportsLabels ?? top.Domain.ReportsLabels ? stack : default);
            return;
        }

        if (MakeTimeExceeded(flight, entry, quotedTtl, at.ReportsLabels ?? top.Domain.ReportsLabels ? stack : default) is { } reply)
        {
            // An LSR need not know the way back to the source; the end of the LSP does.
            LookUp(reply);
            reply.TakeStack(flight);
            SendLabelled(reply, at, reply.Top.LseTtl);
        }

        Discard(flight);
    }
}
