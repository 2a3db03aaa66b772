using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <content>The rules: when an attempt, a hop and the trace end.</content>
public sealed partial class Tracer
{
    private int HopLimit => _options.HopLimit == 0 ? byte.MaxValue : _options.HopLimit;

    /// <summary>True when the replies of a hop are judged together, after its last attempt.</summary>
    private bool JudgesHopsWhole => _options.AllAttempts || _options.Confidence != 0;

    private void Record(int index, in ReplyView reply)
    {
        int added = _log.AddReply(index, reply);
        ref ProbeSlot probe = ref _log.Probe(index);
        if (!probe.IsLastDitch)
        {
            _answered.Add(probe.ProbeTtl);
        }

        if (added < 0)
        {
            return;
        }

        bool isFirst = probe.FirstReply == added;
        if (_isLastDitch)
        {
            if (probe.IsLastDitch)
            {
                Stop(StopReason.GapLimit);
            }
        }
        else if (reply.Kind is ReplyKind.Tcp or ReplyKind.Udp)
        {
            Stop(StopReason.Completed);
        }
        else if (JudgesHopsWhole)
        {
            if (isFirst && IsPresentAttempt(probe) && _phase == Phase.Waiting)
            {
                EndAttempt(isAnswered: true);
            }
        }
        else if (!StopsAt(added) && isFirst && IsPresentHop(probe))
        {
            EndAttempt(isAnswered: true);
        }
    }

    private void EndAttempt(bool isAnswered)
    {
        _phase = Phase.Ready;
        if (_isLastDitch)
        {
            EndLastDitchAttempt(isAnswered);
        }
        else if (JudgesHopsWhole ? _attempt < AttemptsWanted() : !isAnswered && _attempt < _options.Attempts)
        {
            _attempt++;
        }
        else if (!JudgesHopsWhole || !StopsAtHop())
        {
            EndHop();
        }
    }

    private void EndLastDitchAttempt(bool isAnswered)
    {
        if (!isAnswered && _attempt < _options.Attempts)
        {
            _attempt++;
        }
        else
        {
            Stop(StopReason.GapLimit);
        }
    }

    private void EndHop()
    {
        if (_ttl >= HopLimit)
        {
            Stop(StopReason.HopLimit);
        }
        else if (!IsAtGapLimit())
        {
            _ttl++;
            _attempt = 1;
        }
        else if (_options.GapAction == GapAction.LastDitch)
        {
            _isLastDitch = true;
            _attempt = 1;
        }
        else
        {
            Stop(StopReason.GapLimit);
        }
    }

    /// <summary>True when the last hops, as many as the gap limit, were all probed and are all silent.</summary>
    private bool IsAtGapLimit()
    {
        int first = _ttl - _options.GapLimit + 1;
        for (int ttl = _ttl; ttl >= first; ttl--)
        {
            if (ttl < _options.FirstHop || _answered.Contains((byte)ttl))
            {
                return false;
            }
        }

        return true;
    }

    private int AttemptsWanted() => _options.AllAttempts ? _options.Attempts : ConfidenceTable.ProbesFor(_options.Confidence, CountAddresses());

    /// <summary>Distinct addresses seen at the present hop; the count stops where the confidence table does.</summary>
    private int CountAddresses()
    {
        ReadOnlySpan<ReplySlot> replies = _log.Replies;
        int distinct = 0;
        for (int i = 0; i < replies.Length && distinct <= ConfidenceTable.MaxAddresses; i++)
        {
            if (replies[i].ProbeTtl == _ttl && IsFirstOfItsAddress(replies, i))
            {
                distinct++;
            }
        }

        return distinct;
    }

    /// <summary>Judges all replies of the present hop, by arrival.</summary>
    private bool StopsAtHop()
    {
        int count = _log.ReplyCount;
        for (int i = 0; i < count; i++)
        {
            if (_log.Replies[i].ProbeTtl == _ttl && StopsAt(i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Judges one reply; the order of the rules is scamper's.</summary>
    private bool StopsAt(int index)
    {
        ref readonly ReplySlot reply = ref _log.Replies[index];
        switch (reply.Kind)
        {
            case ReplyKind.DestinationUnreachable:
                bool isPort = reply.IcmpCode == (Destination.IsIPv6 ? IcmpType.V6PortUnreachableCode : IcmpType.PortUnreachableCode);
                return isPort && !_flow.IsIcmp ? Stop(StopReason.Completed) : Stop(StopReason.Unreach, reply.IcmpCode);
            case ReplyKind.EchoReply or ReplyKind.Tcp or ReplyKind.Udp:
                return Stop(StopReason.Completed);
            case ReplyKind.PacketTooBig:
                return Stop(StopReason.Icmp, reply.IcmpType);
        }

        if (IsLoop(index) && _looped.Add(reply.ProbeTtl))
        {
            _loopCount++;
            if (_options.Loops != 0 && _loopCount >= _options.Loops)
            {
                return Stop(StopReason.Loop);
            }
        }

        return !_options.IgnoreDestinationTimeExceeded && reply.HasAddress(Destination) && Stop(StopReason.Completed);
    }

    /// <summary>
    /// True when an address is new at its hop but known from another that is not a neighbour. Of several others only the
    /// one nearest to us counts.
    /// </summary>
    private bool IsLoop(int index)
    {
        ReadOnlySpan<ReplySlot> replies = _log.Replies;
        ref readonly ReplySlot reply = ref replies[index];
        if (_options.Loops == 0 || reply.ProbeTtl <= _options.FirstHop || !IsFirstOfItsAddress(replies, index))
        {
            return false;
        }

        int lowest = byte.MaxValue + 1;
        foreach (ref readonly ReplySlot other in replies)
        {
            if (other.ProbeTtl != 0 && other.ProbeTtl != reply.ProbeTtl && other.ProbeTtl < lowest && other.HasAddressOf(reply))
            {
                lowest = other.ProbeTtl;
            }
        }

        return lowest <= byte.MaxValue && Math.Abs(lowest - reply.ProbeTtl) > 1;
    }

    private static bool IsFirstOfItsAddress(ReadOnlySpan<ReplySlot> replies, int index)
    {
        ref readonly ReplySlot reply = ref replies[index];
        for (int i = 0; i < index; i++)
        {
            if (replies[i].ProbeTtl == reply.ProbeTtl && replies[i].HasAddressOf(reply))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Ends the trace, unless it has ended; always true.</summary>
    private bool Stop(StopReason reason, byte data = 0)
    {
        if (!IsFinished)
        {
            _phase = Phase.Finished;
            StopReason = reason;
            _stopData = data;
        }

        return true;
    }
}
