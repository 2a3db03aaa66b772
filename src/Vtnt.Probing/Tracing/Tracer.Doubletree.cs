namespace Vtnt.Probing;

/// <content>
/// Doubletree (SIGMETRICS 2005): begin somewhere on the path, go forward until an address of the global stop set, then
/// backward until one of the local stop set.
/// </content>
public sealed partial class Tracer
{
    private HostAddress? _globalStop, _localStop;
    private byte _doubletreeFirstHop;

    private bool IsDoubletree => IsDoubletreeIn(_options);

    /// <summary>The place to begin at was probed: stay when a router answered there, else halve the distance.</summary>
    private void EndHalvingHop()
    {
        if (_ttl > 1 && !IsRouterAt(_ttl))
        {
            _log.DiscardHop(_ttl);
            _answered.Remove(_ttl);
            _ttl /= 2;
            _attempt = 1;
            return;
        }

        (_firstHop, _doubletreeFirstHop, _hopCount, _course) = (_ttl, _ttl, _ttl, Course.Forward);
        if (!StopsAtHop())
        {
            EndHop();
        }
    }

    private bool IsRouterAt(byte ttl)
    {
        foreach (ref readonly ReplySlot reply in _log.Replies)
        {
            if (reply.ProbeTtl == ttl && reply.Kind == ReplyKind.TimeExceeded && !reply.HasAddress(Destination))
            {
                return true;
            }
        }

        return false;
    }

    private void BeginBackward()
    {
        _course = Course.Backward;
        _phase = Phase.Ready;
        _ttl = _firstHop;
        GoBackward();
    }

    private void GoBackward()
    {
        if (_ttl <= 1)
        {
            Finish();
            return;
        }

        _ttl--;
        _attempt = 1;
    }

    /// <summary>A hop of the backward phase was probed: what is new there joins the local stop set, what is known ends the phase.</summary>
    private void EndBackwardHop()
    {
        int count = _log.ReplyCount;
        for (int i = 0; i < count && _options.LocalStopSet is { } known; i++)
        {
            ReplySlot reply = _log.Replies[i];
            if (reply.ProbeTtl != _ttl || reply.Kind != ReplyKind.TimeExceeded)
            {
                continue;
            }

            HostAddress address = reply.AddressOf(Destination.Kind);
            if (!known.Add(address) && !WasMetGoingBackward(i))
            {
                _localStop = address;
                Finish();
                return;
            }
        }

        GoBackward();
    }

    /// <summary>True when this phase met the address of a reply itself, earlier at this hop or at one that it has passed.</summary>
    private bool WasMetGoingBackward(int index)
    {
        ReadOnlySpan<ReplySlot> replies = _log.Replies;
        for (int i = 0; i < replies.Length; i++)
        {
            ref readonly ReplySlot other = ref replies[i];
            bool isPassed = other.ProbeTtl > _ttl && other.ProbeTtl < _doubletreeFirstHop;
            if ((isPassed || (other.ProbeTtl == _ttl && i < index)) && other.HasAddressOf(replies[index]))
            {
                return true;
            }
        }

        return false;
    }

    private DoubletreeOutcome? DoubletreeResult() => !IsDoubletree ? null : new()
    {
        FirstHop = _doubletreeFirstHop == 0 ? _options.FirstHop : _doubletreeFirstHop,
        GlobalStop = _globalStop,
        LocalStop = _localStop,
        LocalStopSet = _options.LocalStopSet?.Name,
        NoBackwards = _options.NoBackwards,
    };
}
