using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// One trace as a pure state machine: scamper's serial forward probing, one probe at a time from the first TTL on. The
/// same options and events give the same trace, always.
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
    private byte _ttl, _hopCount, _loopCount, _stopData;
    private byte _attempt = 1;
    private Phase _phase;
    private bool _hasStarted, _isLastDitch, _isOnItsWay;

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
        _ttl = options.FirstHop;
    }

    /// <summary>A trace that has ended before it began.</summary>
    private Tracer(HostAddress destination, TraceOptions options, string errorText)
    {
        _options = options;
        _flow = new(HostAddress.None, destination, options);
        Fail(errorText);
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
    public StopReason StopReason { get; private set; } = StopReason.InProgress;

    /// <summary>Probes sent so far, retries included.</summary>
    public int ProbesSent => _result?.ProbesSent ?? _log.SentCount;

    /// <inheritdoc/>
    public ProbingStep NextStep(Timestamp now)
    {
        if (_isOnItsWay && !IsFinished)
        {
            return ProbingStep.Wait(Timestamp.MaxValue);
        }

        if (_phase == Phase.Waiting)
        {
            if (now < _deadline)
            {
                return ProbingStep.Wait(_deadline);
            }

            EndAttempt(isAnswered: false);
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
        if (!_log.TryMarkSent(probe.Index, sentAt))
        {
            return;
        }

        _isOnItsWay = false;
        _lastAt = sentAt;
        _deadline = sentAt + _options.WaitTimeout;
        if (IsPresentAttempt(probe))
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

        int index = _flow.IndexOf(reply, _log.Count);
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
            Record(index, reply);
        }
    }

    /// <summary>Ends the trace where it is, with <see cref="StopReason.Halted"/>, unless it has ended.</summary>
    public void Halt() => Stop(StopReason.Halted);

    /// <summary>Ends the trace with <see cref="StopReason.Error"/>, unless it has ended.</summary>
    internal void Fail(string errorText)
    {
        if (!IsFinished)
        {
            _errorText = errorText;
            Stop(StopReason.Error);
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
        Probe probe = _flow.ToProbe(_log.Count, _isLastDitch ? byte.MaxValue : _ttl, _attempt);
        _log.Add(probe.ProbeTtl, _attempt, _isLastDitch);
        if (!_isLastDitch)
        {
            _hopCount = Math.Max(_hopCount, _ttl);
        }

        return ProbingStep.Send(probe);
    }

    /// <summary>False when a late reply has moved the trace on while the probe was on its way to the network.</summary>
    private bool IsPresentAttempt(in Probe probe) => !IsFinished && _phase == Phase.Ready && IsPresentAttempt(_log.Probe(probe.Index));

    private bool IsPresentHop(in ProbeSlot probe) => probe.IsLastDitch == _isLastDitch && (_isLastDitch || probe.ProbeTtl == _ttl);

    private bool IsPresentAttempt(in ProbeSlot probe) => IsPresentHop(probe) && probe.Attempt == _attempt;
}
