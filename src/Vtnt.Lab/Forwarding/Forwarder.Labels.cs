namespace Vtnt.Lab;

/// <content>Push, swap and pop (RFC 3031, RFC 3032), with the TTL handling of RFC 3443 and the min rule.</content>
internal sealed partial class Forwarder
{
    private void PushLabels(Flight flight, Node at, LinkEnd exit)
    {
        Lsp lsp = LspFor(flight, at);
        if (lsp.Domain is not { } domain)
        {
            return;
        }

        byte ttl = at.PropagatesTtl ?? domain.PropagatesTtl ? flight.IpTtl : (byte)255;
        for (int i = domain.InnerLabels.Count - 1; lsp.IsTransit && i >= 0; i--)
        {
            flight.Push(new(domain.InnerLabels[i], ttl, lsp.Fec, domain));
        }

        // A neighbour that has the prefix has announced implicit null: nothing to push before it under PHP.
        if (domain.Pop != PopRule.Php || !lsp.Fec.IsAttachedTo(exit.Peer.Node))
        {
            flight.Push(new(OutgoingLabel(flight, domain, exit.Peer.Node, lsp.Fec), ttl, lsp.Fec, domain));
        }
    }

    private static int OutgoingLabel(Flight flight, Domain domain, Node next, Fec fec)
    {
        if (domain.Pop == PopRule.ExplicitNull && fec.IsAttachedTo(next))
        {
            return flight.IsV6 ? 2 : 0;
        }

        return domain.LabelOf(next, fec);
    }

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

    /// <summary>The egress pops whatever was pushed at the ingress and handles the packet as IP.</summary>
    private void EndLsp(Flight flight, LinkEnd entry)
    {
        Node at = entry.Node;
        EgressExpiry expiry = at.EgressExpiry ?? flight.Top.Domain.EgressExpiry;
        bool reportsLabels = expiry == EgressExpiry.Labelled && (at.ReportsLabels ?? flight.Top.Domain.ReportsLabels);
        Span<LabelStackEntry> room = stackalloc LabelStackEntry[Flight.MaxDepth];
        ReadOnlySpan<LabelStackEntry> stack = flight.WriteStack(room);
        while (flight.Depth > 0)
        {
            flight.Pop(flight.Top.LseTtl);
        }

        if (flight.IsFor(at))
        {
            Deliver(flight, at, entry);
        }
        else if (flight.IpTtl > 1)
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
