using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// One trace as a pure state machine: scamper's, one probe at a time from the first TTL on, or as the options say. The same
/// options and events give the same trace, always.
/// </summary>
/// <remarks>
/// What is late or double is recorded at the probe that it answers, for as long as the trace runs, and may stop it; only
/// the first reply of a probe to the present hop moves the trace on. The first stop reason set is never overwritten.
/// </remarks>
public sealed partial class Tracer : IMeasurement
{
    private readonly TraceOptions _options;
    private readonly TraceFlow _flow;
    private readonly ProbeLog _log = new();
    private TtlSet _answered, _looped;
    private Timestamp _start, _lastAt, _deadline;
    private Trace? _result;
    private string? _errorText;
    private byte _ttl, _firstHop, _hopCount, _loopCount, _stopData;
    private ushort _size;
    private byte _attempt = 1;
    private StopReason _stopReason = StopReason.InProgress;
    private Course _course;
    private Phase _phase;
    private bool _hasStarted, _isOnItsWay, _isIpIdForeign, _isFromErrorQueue;

    /// <summary>A trace that has not begun.</summary>
    /// <param name="source">Source address of the probes, of the destination's family.</param>
    /// <param name="destination">Whom to trace.</param>
    /// <param name="options">How to trace; shared, never changed.</param>
    /// <exception cref="ArgumentException">The addresses or options do not fit together; the message says how.</exception>
    public Tracer(HostAddress source, HostAddress destination, TraceOptions options)
    {
        CheckOptions(options);
        if (WrongFor(source, destination, options) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(destination));
        }

        _options = options;
        _flow = new(source, destination, options);
        (_ttl, _firstHop, _size) = (options.FirstHop, options.FirstHop, _flow.Size);
        if (options.Squeries > 1 || options.Backwards)
        {
            _window = new(options);
        }

        _course = IsDoubletree ? Course.Halving : _window is not null ? Course.Window : Course.Forward;
    }

    /// <summary>A trace that has ended before it began.</summary>
    private Tracer(HostAddress destination, TraceOptions options, string errorText)
    {
        _options = options;
        _flow = new(HostAddress.None, destination, options);
        _firstHop = options.FirstHop;
        Fail(errorText);
    }

    private enum Course : byte
    {
        /// <summary>Hop by hop away from us.</summary>
        Forward,

        /// <summary>Several hops at a time, or towards us.</summary>
        Window,

        /// <summary>Doubletree looks for a router to begin at.</summary>
        Halving,

        /// <summary>Doubletree goes back towards us.</summary>
        Backward,

        /// <summary>The last try at the gap limit.</summary>
        LastDitch,

        /// <summary>The path MTU is looked for.</summary>
        PathMtu,
    }

    private enum Phase : byte
    {
        /// <summary>The next probe is to be sent as soon as it may.</summary>
        Ready,

        /// <summary>A probe is out; until <see cref="_deadline"/> nothing else is.</summary>
        Waiting,

        /// <summary>The trace has ended.</summary>
        Finished,
    }

    /// <inheritdoc/>
    public ReplyKey ReplyKey => _flow.ReplyKey;

    /// <summary>Whom it traces.</summary>
    public HostAddress Destination => _flow.Destination;

    /// <summary>True when it has ended, for whatever reason.</summary>
    public bool IsFinished => _phase == Phase.Finished;

    /// <summary>Why it ended; <see cref="StopReason.InProgress"/> while it runs.</summary>
    public StopReason StopReason => IsFinished ? _stopReason : StopReason.InProgress;

    /// <summary>Probes sent so far, retries included.</summary>
    public int ProbesSent => _result?.ProbesSent ?? _log.SentCount;

    /// <inheritdoc/>
    public ProbingStep NextStep(Timestamp now)
    {
        if (_isOnItsWay && !IsFinished)
        {
            return ProbingStep.Wait(Timestamp.MaxValue);
        }

        if (_course == Course.Window && !IsFinished && NextInWindow(_window!, now) is { } step)
        {
            return step;
        }

        if (_phase == Phase.Waiting)
        {
            if (now < _deadline)
            {
                return ProbingStep.Wait(_deadline);
            }

            EndAttempt(isAnswered: false);
        }

        if (_log.Count >= _options.MostProbes)
        {
            Halt();
        }

        if (IsFinished)
        {
            return ProbingStep.Done;
        }

        Timestamp due = _log.Count > 0 ? _lastAt + _options.WaitProbe : Timestamp.MinValue;
        return now < due ? ProbingStep.Wait(due) : SendNext(now);
    }

    /// <inheritdoc/>
    public void OnSent(in Probe probe, Timestamp sentAt)
    {
        if (!_log.TryMarkSent(probe, sentAt))
        {
            return;
        }

        _isIpIdForeign = probe.IpId == 0;
        _isOnItsWay = false;
        _lastAt = sentAt;
        _start = probe.Index == 0 ? sentAt : _start;
        _deadline = sentAt + WaitForAnswer;
        if (_course != Course.Window && IsPresentAttempt(probe))
        {
            _phase = Phase.Waiting;
        }
    }

    /// <inheritdoc/>
    public void OnSendFailed(in Probe probe, SendFailure reason)
    {
        if (!_log.TryMarkFailed(probe.Index, reason))
        {
            return;
        }

        _isOnItsWay = false;
        if (SendFailureText.OfRefusal(reason) is { } refusal)
        {
            Fail(refusal);
        }
        else if (_course == Course.Window)
        {
            EndProbe(_window!, probe.Index, isAnswered: false);
        }
        else if (IsPresentAttempt(probe))
        {
            EndAttempt(isAnswered: false);
        }
    }

    /// <inheritdoc/>
    public void OnReply(in ReplyView reply)
    {
        if (IsFinished)
        {
            return;
        }

        int index = _flow.IndexOf(reply, _log.Count, !_isIpIdForeign);
        if (reply.Kind is ReplyKind.Tcp or ReplyKind.Udp)
        {
            // Attributed to the last probe sent: one that is on its way, or did not leave, is none.
            while (index >= 0 && !_log.WasSent(index))
            {
                index--;
            }
        }

        if (_log.WasSent(index))
        {
            _isFromErrorQueue |= (reply.Unobserved & PacketParts.QuotedHeader) != 0;
            Observe(reply.ReceivedAt - new Timestamp(_log.Probe(index).SentAt));
            Record(index, reply);
        }
    }

    /// <summary>Ends the trace where it is, with <see cref="StopReason.Halted"/>, unless it has ended.</summary>
    public void Halt() => End(StopReason.Halted);

    /// <summary>Ends the trace with <see cref="StopReason.Error"/>, unless it has ended.</summary>
    internal void Fail(string errorText)
    {
        if (!IsFinished)
        {
            _errorText = _stopReason == StopReason.InProgress ? errorText : null;
            End(StopReason.Error);
        }
    }

    private ProbingStep SendNext(Timestamp now)
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            _start = now;
        }

        _isOnItsWay = true;
        _lastAt = now;
        ProbePart part = PartOf(_course);
        Probe probe = _flow.ToProbe(_log.Count, _ttl, _attempt, _size, part == ProbePart.PathMtu);
        _log.Add(probe, _attempt, part);
        if (part == ProbePart.Hop)
        {
            _hopCount = Math.Max(_hopCount, _ttl);
            _firstHop = Math.Min(_firstHop, _ttl);
        }

        return ProbingStep.Send(probe);
    }

    /// <summary>False when a late reply has moved the trace on while the probe was on its way to the network.</summary>
    private bool IsPresentAttempt(in Probe probe) => !IsFinished && _phase == Phase.Ready && IsPresentAttempt(_log.Probe(probe.Index));

    private bool IsPresentHop(in ProbeSlot probe) => probe.Part == PartOf(_course) && probe.ProbeTtl == _ttl && probe.Size == _size;

    private bool IsPresentAttempt(in ProbeSlot probe) => IsPresentHop(probe) && probe.Attempt == _attempt;

    private static ProbePart PartOf(Course course) => course switch
    {
        Course.LastDitch => ProbePart.LastDitch,
        Course.PathMtu => ProbePart.PathMtu,
        _ => ProbePart.Hop,
    };

    /// <summary>The stop of the path, unless it has one; always true. What comes after the path, if anything, begins.</summary>
    private bool Stop(StopReason reason, byte data = 0)
    {
        if (_stopReason == StopReason.InProgress)
        {
            (_stopReason, _stopData) = (reason, data);
        }

        if (CanSeekMtu)
        {
            BeginPathMtu();
        }
        else if (IsDoubletree && !_options.NoBackwards)
        {
            BeginBackward();
        }
        else
        {
            Finish();
        }

        return true;
    }

    /// <summary>The end, wherever the trace is; a reason that it has stays.</summary>
    private void End(StopReason reason)
    {
        if (!IsFinished)
        {
            _stopReason = _stopReason == StopReason.InProgress ? reason : _stopReason;
            Finish();
        }
    }

    private void Finish() => _phase = Phase.Finished;
}
