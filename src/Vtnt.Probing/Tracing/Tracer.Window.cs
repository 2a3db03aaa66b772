namespace Vtnt.Probing;

/// <content>
/// Several hops at a time, and probing backwards: each probe has a time-out of its own, retries go before new hops, and the
/// stop reason is found by walking the hops when all is over.
/// </content>
public sealed partial class Tracer
{
    private readonly TraceWindow? _window;
    private StopReason _earlyStop = StopReason.InProgress;
    private byte _earlyStopData;
    private byte? _stopHop;

    /// <summary>The next step of the window; null when it has ended.</summary>
    private ProbingStep? NextInWindow(TraceWindow window, Timestamp now)
    {
        while (true)
        {
            int oldest = OldestInFlight(window);
            Timestamp deadline = oldest < 0 ? Timestamp.MaxValue : new Timestamp(_log.Probe(oldest).SentAt) + _options.WaitTimeout;
            if (oldest >= 0 && deadline <= now)
            {
                EndProbe(window, oldest, isAnswered: false);
                continue;
            }

            Timestamp due = NextDue(window, now, out int retry);
            if (due <= now)
            {
                _ttl = retry < 0 ? window.Open() : window.TakeRetry(retry);
                _attempt = (byte)window.AttemptsAt(_ttl);
                return SendNext(now);
            }

            if (oldest < 0 && due == Timestamp.MaxValue)
            {
                EndWindow(window);
                return null;
            }

            return ProbingStep.Wait(due < deadline ? due : deadline);
        }
    }

    private int OldestInFlight(TraceWindow window)
    {
        while (window.Oldest < _log.Count)
        {
            ref ProbeSlot probe = ref _log.Probe(window.Oldest);
            if (probe.State == ProbeSlotState.Sent && !probe.IsOver)
            {
                return window.Oldest;
            }

            window.Oldest++;
        }

        return -1;
    }

    /// <summary>When the next probe is due, and the retry that it is, or -1 for a new hop; never, when there is none.</summary>
    private Timestamp NextDue(TraceWindow window, Timestamp now, out int retry)
    {
        retry = -1;
        Timestamp earliest = window.MayOpen ? now : Timestamp.MaxValue;
        for (int i = 0; i < window.Retries.Count; i++)
        {
            Timestamp due = HopDue(window.Retries[i]);
            if (due <= now || due < earliest)
            {
                (retry, earliest) = (i, due);
                if (due <= now)
                {
                    break;
                }
            }
        }

        Timestamp paced = _log.Count > 0 ? _lastAt + _options.WaitProbe : Timestamp.MinValue;
        return earliest == Timestamp.MaxValue || earliest > paced ? earliest : paced;
    }

    /// <summary>When the next probe to a hop may leave.</summary>
    private Timestamp HopDue(byte ttl)
    {
        if (_options.WaitProbeHop > TimeSpan.Zero)
        {
            for (int i = _log.Count - 1; i >= 0; i--)
            {
                ref ProbeSlot probe = ref _log.Probe(i);
                if (probe.ProbeTtl == ttl && probe.State == ProbeSlotState.Sent)
                {
                    return new Timestamp(probe.SentAt) + _options.WaitProbeHop;
                }
            }
        }

        return Timestamp.MinValue;
    }

    /// <summary>Nothing more is waited for at a probe.</summary>
    private void EndProbe(TraceWindow window, int index, bool isAnswered)
    {
        ref ProbeSlot probe = ref _log.Probe(index);
        probe.IsOver = true;
        byte ttl = probe.ProbeTtl;
        bool wantsMore = JudgesHopsWhole
            ? window.AttemptsAt(ttl) < AttemptsWanted(ttl)
            : !isAnswered && !window.IsClosed && window.AttemptsAt(ttl) < _options.Attempts;
        if (window.IsDone(ttl))
        {
            return;
        }

        if (wantsMore)
        {
            window.WantRetry(ttl);
        }
        else
        {
            window.MarkDone(ttl);
        }
    }

    private void OnReplyInWindow(TraceWindow window, int index, int added)
    {
        ref ProbeSlot probe = ref _log.Probe(index);
        byte ttl = probe.ProbeTtl;
        window.MarkAnswered(ttl);
        if (!_options.Backwards && !window.IsClosed && Judge(added, isWalk: false, out StopReason reason, out byte data))
        {
            window.IsClosed = true;
            (_earlyStop, _earlyStopData) = (reason, data);
            DropRetries(window);
        }

        if (!probe.IsOver)
        {
            EndProbe(window, index, isAnswered: true);
        }
        else if (!JudgesHopsWhole && !window.IsDone(ttl))
        {
            // A late reply: what was sent to the hop since need not be waited for.
            for (int i = index + 1; i < _log.Count; i++)
            {
                _log.Probe(i).IsOver |= _log.Probe(i).ProbeTtl == ttl;
            }

            window.MarkDone(ttl);
        }
    }

    /// <summary>Hops that have no attempt in flight are done when the trace is to stop, unless all attempts are wanted.</summary>
    private void DropRetries(TraceWindow window)
    {
        while (!JudgesHopsWhole && window.Retries.Count > 0)
        {
            window.MarkDone(window.Retries[0]);
        }
    }

    private void EndWindow(TraceWindow window)
    {
        if (!StopsOnTheWay() && _earlyStop != StopReason.InProgress)
        {
            Stop(_earlyStop, _earlyStopData);
        }

        if (_stopReason != StopReason.InProgress)
        {
            return;
        }

        _ttl = _hopCount;
        bool isAtLimit = window.NextPlace > window.Places;
        if (_options.Backwards)
        {
            Stop(IsAtGapLimit() ? StopReason.GapLimit : StopReason.HopLimit);
        }
        else if (isAtLimit)
        {
            Stop(StopReason.HopLimit);
        }
        else
        {
            EndAtGapLimit();
        }
    }

    /// <summary>Walks the hops by TTL and stops at the first reply that wants it.</summary>
    private bool StopsOnTheWay()
    {
        (_looped, _loopCount) = (default, 0);
        for (int ttl = _firstHop; ttl <= _hopCount; ttl++)
        {
            for (int i = 0; i < _log.ReplyCount; i++)
            {
                if (_log.Replies[i].ProbeTtl == ttl && Judge(i, isWalk: true, out StopReason reason, out byte data))
                {
                    _stopHop = _options.Squeries > 1 ? (byte)ttl : null;
                    return Stop(reason, data);
                }
            }
        }

        return false;
    }
}
