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
        if (probe.Part == ProbePart.Hop)
        {
            _answered.Add(probe.ProbeTtl);
        }

        if (added < 0 || probe.Part != PartOf(_course))
        {
            return;
        }

        bool isFirst = probe.FirstReply == added;
        switch (_course)
        {
            case Course.LastDitch:
                Stop(StopReason.GapLimit);
                break;
            case Course.PathMtu when isFirst && IsPresentHop(probe):
                OnReplyToMtuProbe(added);
                break;
            case Course.Window:
                OnReplyInWindow(_window!, index, added);
                break;
            case Course.Forward when reply.Kind is ReplyKind.Tcp or ReplyKind.Udp && !JudgesHopsWhole:
                Stop(StopReason.Completed);
                break;
            case Course.Forward or Course.Halving or Course.Backward:
                OnReplyToHop(probe, added, isFirst);
                break;
        }
    }

    private void OnReplyToHop(in ProbeSlot probe, int added, bool isFirst)
    {
        if (JudgesHopsWhole)
        {
            if (isFirst && IsPresentAttempt(probe) && _phase == Phase.Waiting)
            {
                EndAttempt(isAnswered: true);
            }
        }
        else if ((_course != Course.Forward || !StopsAt(added)) && isFirst && IsPresentHop(probe))
        {
            EndAttempt(isAnswered: true);
        }
    }

    private void EndAttempt(bool isAnswered)
    {
        _phase = Phase.Ready;
        if (_course == Course.LastDitch)
        {
            EndLastDitchAttempt();
        }
        else if (_course == Course.PathMtu)
        {
            EndMtuAttempt();
        }
        else if (JudgesHopsWhole ? _attempt < AttemptsWanted(_ttl) : !isAnswered && _attempt < _options.Attempts)
        {
            _attempt++;
        }
        else if (_course == Course.Halving)
        {
            EndHalvingHop();
        }
        else if (_course == Course.Backward)
        {
            EndBackwardHop();
        }
        else if (!JudgesHopsWhole || !StopsAtHop())
        {
            EndHop();
        }
    }

    private void EndLastDitchAttempt()
    {
        if (_attempt < _options.Attempts)
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
        else if (IsAtGapLimit())
        {
            EndAtGapLimit();
        }
        else
        {
            _ttl++;
            _attempt = 1;
        }
    }

    private void EndAtGapLimit()
    {
        if (_options.GapAction == GapAction.LastDitch)
        {
            (_course, _ttl, _attempt) = (Course.LastDitch, byte.MaxValue, 1);
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
            if (ttl < _firstHop || _answered.Contains((byte)ttl))
            {
                return false;
            }
        }

        return true;
    }

    private int AttemptsWanted(byte ttl) =>
        _options.AllAttempts ? _options.Attempts : ConfidenceTable.ProbesFor(_options.Confidence, CountAddresses(ttl));

    /// <summary>Distinct addresses seen at a hop; the count stops where the confidence table does.</summary>
    private int CountAddresses(byte ttl)
    {
        if (_log.Index is { } known)
        {
            return known.DistinctAt(ttl);
        }

        ReadOnlySpan<ReplySlot> replies = _log.Replies;
        int distinct = 0;
        for (int i = 0; i < replies.Length && distinct <= ConfidenceTable.MaxAddresses; i++)
        {
            if (replies[i].ProbeTtl == ttl && IsFirstOfItsAddress(replies, i))
            {
                distinct++;
            }
        }

        return distinct;
    }
}
