using System.Collections.Immutable;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// One ping as a pure state machine: probes at a fixed interval whatever is answered, and a wait after the last one. It
/// ends early only when enough replies of the destination are in. Every reply is kept, errors and duplicates too.
/// </summary>
public sealed partial class Pinger : IMeasurement
{
    private readonly PingOptions _options;
    private readonly HostAddress _source;
    private readonly ushort _size;
    private readonly ProbeLog _log = new();
    private Timestamp _start, _lastAt;
    private Ping? _result;
    private string? _errorText;
    private int _replies;
    private bool _isOnItsWay;

    /// <summary>A ping that has not begun.</summary>
    /// <param name="source">Source address of the probes, of the destination's family.</param>
    /// <param name="destination">Whom to ping.</param>
    /// <param name="options">How to ping; shared, never changed.</param>
    /// <exception cref="ArgumentException">The addresses or options do not fit together; the message says how.</exception>
    public Pinger(HostAddress source, HostAddress destination, PingOptions options)
    {
        CheckOptions(options);
        if (WrongFor(source, destination, options) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(destination));
        }

        (_source, Destination, _options, _size) = (source, destination, options, (ushort)SizeOf(destination, options));
    }

    /// <summary>A ping that has ended before it began.</summary>
    private Pinger(HostAddress destination, PingOptions options, string errorText)
    {
        (Destination, _options, _size) = (destination, options, (ushort)SizeOf(destination, options));
        Fail(errorText);
    }

    /// <inheritdoc/>
    public ReplyKey ReplyKey => new(Destination, Destination.IsIPv6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp, SourcePort);

    /// <summary>Whom it pings.</summary>
    public HostAddress Destination { get; }

    /// <summary>True when it has ended, for whatever reason.</summary>
    public bool IsFinished => StopReason != StopReason.InProgress;

    /// <summary>Why it ended: <see cref="StopReason.Completed"/> whatever was answered; <see cref="StopReason.InProgress"/> while it runs.</summary>
    public StopReason StopReason { get; private set; } = StopReason.InProgress;

    /// <summary>Probes sent so far.</summary>
    public int ProbesSent => _result?.ProbesSent ?? _log.SentCount;

    private ushort SourcePort => _options.SourcePort ?? 0x4000;

    private TimeSpan WaitAfterLast => _options.WaitTimeout > _options.WaitProbe ? _options.WaitTimeout : _options.WaitProbe;

    /// <inheritdoc/>
    public ProbingStep NextStep(Timestamp now)
    {
        if (IsFinished)
        {
            return ProbingStep.Done;
        }

        if (_isOnItsWay)
        {
            return ProbingStep.Wait(Timestamp.MaxValue);
        }

        if (_log.Count == 0)
        {
            _start = now;
            return SendNext(now);
        }

        bool isLast = _log.Count == _options.ProbeCount;
        Timestamp due = _lastAt + (isLast ? WaitAfterLast : _options.WaitProbe);
        if (now < due)
        {
            return ProbingStep.Wait(due);
        }

        return isLast ? End(StopReason.Completed) : SendNext(now);
    }

    /// <inheritdoc/>
    public void OnSent(in Probe probe, Timestamp sentAt)
    {
        if (_log.TryMarkSent(probe, sentAt))
        {
            _isOnItsWay = false;
            _lastAt = sentAt;
            _start = probe.Index == 0 ? sentAt : _start;
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
    }

    /// <inheritdoc/>
    public void OnReply(in ReplyView reply)
    {
        int index = IsFinished ? -1 : IndexOf(reply);
        if (!_log.WasSent(index))
        {
            return;
        }

        _log.AddReply(index, reply);
        if (reply.Kind is ReplyKind.EchoReply or ReplyKind.TimestampReply && ++_replies == _options.StopCount)
        {
            End(StopReason.Completed);
        }
    }

    /// <summary>Ends the ping where it is, with <see cref="StopReason.Halted"/>, unless it has ended.</summary>
    public void Halt() => End(StopReason.Halted);

    /// <summary>Ends the ping with <see cref="StopReason.Error"/>, unless it has ended.</summary>
    internal void Fail(string errorText)
    {
        if (!IsFinished)
        {
            _errorText = errorText;
            End(StopReason.Error);
        }
    }

    /// <summary>
    /// The ping as a value: the finished one, made once, or a snapshot with <see cref="StopReason.InProgress"/>.
    /// </summary>
    public Ping ToPing()
    {
        if (_result is not null)
        {
            return _result;
        }

        Ping ping = Build();
        if (IsFinished)
        {
            _result = ping;
            _log.Release();
        }

        return ping;
    }

    private Ping Build() => new()
    {
        Source = _source,
        Destination = Destination,
        Method = _options.Method,
        UserId = _options.UserId,
        Start = _start,
        StopReason = StopReason,
        ErrorText = _errorText,
        Flags = _options.Payload.IsEmpty ? PingFlags.None : PingFlags.Payload,
        ProbeCount = _options.ProbeCount,
        ProbeSize = _size,
        Payload = BuildPayload(),
        WaitProbe = _options.WaitProbe,
        WaitTimeout = WaitAfterLast,
        ProbeTtl = _options.ProbeTtl,
        StopCount = _options.StopCount,
        ProbesSent = _log.SentCount,
        SourcePort = SourcePort,
        DestinationPort = _options.DestinationPort,
        Tos = _options.Tos,
        Probes = BuildProbes(),
    };

    private ImmutableArray<byte> BuildPayload()
    {
        if (_options.Payload.IsEmpty)
        {
            return [];
        }

        byte[] payload = new byte[PayloadSizeOf(_options)];
        _options.Payload.CopyTo(payload);
        return [.. payload];
    }

    private ImmutableArray<ProbeOutcome> BuildProbes()
    {
        ImmutableArray<ProbeOutcome>.Builder probes = ImmutableArray.CreateBuilder<ProbeOutcome>(_log.Count);
        for (int i = 0; i < _log.Count; i++)
        {
            if (_log.Probe(i).State != ProbeSlotState.Pending)
            {
                probes.Add(_log.ToOutcome(i, Destination.Kind, IpIdOf(i)));
            }
        }

        return probes.DrainToImmutable();
    }

    private ProbingStep SendNext(Timestamp now)
    {
        int index = _log.Count;
        _isOnItsWay = true;
        _lastAt = now;
        var probe = new Probe
        {
            Kind = KindOf(_options),
            Source = _source,
            Destination = Destination,
            ProbeTtl = _options.ProbeTtl,
            TrafficClass = _options.Tos,
            IpId = IpIdOf(index) ?? 0,
            Size = _size,
            SourcePort = SourcePort,
            DestinationPort = (ushort)(_options.DestinationPort + index),
            Payload = _options.Payload,
            Index = index,
            Attempt = 1,
        };
        _log.Add(probe, attempt: index + 1);
        return ProbingStep.Send(probe);
    }

    /// <summary>IPv4 identification of the probe with an index: counted up, never 0; absent for IPv6.</summary>
    private ushort? IpIdOf(int index) => Destination.IsIPv4 ? (ushort)((((_options.FirstIpId ?? 1) + 65534 + index) % 65535) + 1) : null;

    /// <summary>The index of the probe that a reply answers, by its sequence number; -1 for none.</summary>
    private int IndexOf(in ReplyView reply)
    {
        bool isTimestamp = _options.Method == PingMethod.IcmpTime;
        bool isOurs = reply.Kind switch
        {
            ReplyKind.EchoReply => !isTimestamp,
            ReplyKind.TimestampReply => isTimestamp,
            _ => reply.HasQuotation && (reply.Quotation.IcmpMessageType == IcmpType.TimestampRequest) == isTimestamp,
        };
        ushort sequence = reply.HasQuotation ? reply.Quotation.IcmpSequence : reply.EchoSequence;
        return isOurs ? (ushort)(sequence - _options.DestinationPort) : -1;
    }

    private ProbingStep End(StopReason reason)
    {
        if (!IsFinished)
        {
            StopReason = reason;
        }

        return ProbingStep.Done;
    }
}
