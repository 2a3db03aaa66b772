using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing;

/// <summary>
/// One ping as a pure state machine: probes at a fixed interval whatever is answered, and a wait after the last one. It
/// ends early only when enough replies of the destination are in. Every reply is kept, errors and duplicates too.
/// </summary>
public sealed partial class Pinger : IMeasurement
{
    private readonly PingOptions _options;
    private readonly PingFlow _flow;
    private readonly ProbeLog _log = new();
    private Timestamp _start, _lastAt;
    private Ping? _result;
    private string? _errorText;
    private byte[]? _tooLarge;
    private int _replies;
    private bool _isOnItsWay;

    /// <summary>A ping that has not begun.</summary>
    /// <param name="source">
    /// Source address of the probes, of the destination's family; the host's own when <see cref="PingOptions.Spoof"/> gives them another.
    /// </param>
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

        (_options, _flow) = (options, new(source, destination, options));
    }

    /// <summary>A ping that has ended before it began.</summary>
    private Pinger(HostAddress destination, PingOptions options, string errorText)
    {
        (_options, _flow) = (options, new(HostAddress.None, destination, options));
        Fail(errorText);
    }

    /// <inheritdoc/>
    public ReplyKey ReplyKey => _flow.ReplyKey;

    /// <inheritdoc/>
    public int ReplyKeyCount => _flow.ReplyKeyCount;

    /// <summary>Whom it pings.</summary>
    public HostAddress Destination => _flow.Destination;

    /// <summary>True when it has ended, for whatever reason.</summary>
    public bool IsFinished => StopReason != StopReason.InProgress;

    /// <summary>Why it ended: <see cref="StopReason.Completed"/> whatever was answered; <see cref="StopReason.InProgress"/> while it runs.</summary>
    public StopReason StopReason { get; private set; } = StopReason.InProgress;

    /// <summary>Probes sent so far.</summary>
    public int ProbesSent => _result?.ProbesSent ?? _log.SentCount;

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

        if (_tooLarge is { } quoted)
        {
            (_tooLarge, _isOnItsWay) = (null, true);
            return ProbingStep.Send(_flow.ToTooBig(quoted));
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
        if (probe.Kind == ProbeKind.PacketTooBig)
        {
            // As scamper: the next probe keeps its distance from this one.
            (_isOnItsWay, _lastAt) = (false, sentAt);
            return;
        }

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
        if (probe.Kind != ProbeKind.PacketTooBig && !_log.TryMarkFailed(probe.Index, reason))
        {
            return;
        }

        _isOnItsWay = false;
        if (SendFailureText.OfRefusal(reason, _options.Spoof) is { } refusal)
        {
            Fail(refusal);
        }
    }

    /// <inheritdoc/>
    public void OnReply(in ReplyView reply)
    {
        int index = IsFinished ? -1 : _flow.IndexOf(reply, _log.Count);
        if (!_log.WasSent(index))
        {
            return;
        }

        _log.AddReply(index, reply);
        if (_options.ReplyPathMtu != 0 && IsTooLarge(index, reply))
        {
            _tooLarge = PingFlow.Quote(reply.Packet);
        }

        bool counts = IsOfTarget(reply) && (!_options.TooBigTrick || reply.FragmentId is not null);
        if (counts && ++_replies == _options.StopCount)
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
        Source = _flow.Source,
        Router = _options.Router,
        Destination = Destination,
        Method = _options.Method,
        UserId = _options.UserId,
        Start = _start,
        StopReason = StopReason,
        ErrorText = _errorText,
        Flags = Flags(),
        ProbeCount = _options.ProbeCount,
        ProbeSize = _flow.Size,
        Payload = BuildPayload(),
        WaitProbe = _options.WaitProbe,
        WaitTimeout = WaitAfterLast,
        ProbeTtl = _options.ProbeTtl,
        StopCount = _options.StopCount,
        ProbesSent = _log.SentCount,
        SourcePort = _flow.SourcePort,
        DestinationPort = _flow.DestinationPort,
        Tos = _options.Tos,
        IcmpChecksum = _options.IcmpChecksum,
        TcpSequence = PingFlow.IsTcpMethod(_options.Method) ? _options.TcpSequence ?? 0 : null,
        TcpAcknowledgement = PingFlow.IsTcpMethod(_options.Method) ? _options.TcpAcknowledgement ?? 0 : null,
        TcpSegmentSize = PingFlow.IsTcpMethod(_options.Method) && _options.TcpSegmentSize != 0 ? _options.TcpSegmentSize : null,
        ReplyPathMtu = _options.ReplyPathMtu,
        TimestampAddresses = _options.TimestampAddresses,
        Probes = BuildProbes(),
    };

    private ImmutableArray<byte> BuildPayload()
    {
        if (_options.Payload.IsEmpty)
        {
            return [];
        }

        byte[] payload = new byte[PingFlow.PayloadSizeOf(_options)];
        _options.Payload.CopyTo(payload.AsMemory(_options.IcmpChecksum is null ? 0 : 2));
        return ImmutableCollectionsMarshal.AsImmutableArray(payload);
    }

    private ImmutableArray<ProbeOutcome> BuildProbes()
    {
        ImmutableArray<ProbeOutcome>.Builder probes = ImmutableArray.CreateBuilder<ProbeOutcome>(_log.Count);
        for (int i = 0; i < _log.Count; i++)
        {
            if (_log.Probe(i).State != ProbeSlotState.Pending)
            {
                probes.Add(_log.ToOutcome(i, Destination.Kind, _flow.IpIdOf(i)) with { SourcePort = _flow.SourcePortOf(i) });
            }
        }

        return probes.DrainToImmutable();
    }

    private ProbingStep SendNext(Timestamp now)
    {
        int index = _log.Count;
        _isOnItsWay = true;
        _lastAt = now;
        Probe probe = _flow.ToProbe(index, now);
        _log.Add(probe, attempt: index + 1);
        return ProbingStep.Send(probe);
    }

    /// <summary>True for what the destination answers: no error of a router, nor one about something else.</summary>
    private bool IsOfTarget(in ReplyView reply) => reply.Kind switch
    {
        ReplyKind.EchoReply or ReplyKind.TimestampReply or ReplyKind.Tcp or ReplyKind.Udp => true,
        ReplyKind.DestinationUnreachable => reply.Source == Destination && !PingFlow.IsIcmpMethod(_options.Method),
        _ => false,
    };

    /// <summary>
    /// True for a reply that a link of the pretended MTU would not carry. The first one of a probe alone, so that nobody who sends many
    /// makes us send as many; and never an error, which must not be answered by another (RFC 1122 section 3.2.2, RFC 4443 section 2.4).
    /// </summary>
    private bool IsTooLarge(int index, in ReplyView reply) =>
        reply.ReplySize > _options.ReplyPathMtu && !reply.HasQuotation && reply.Source == Destination && _log.Probe(index).ReplyCount == 1;

    private PingFlags Flags() =>
        _options.Sockets
        | (_options.Spoof ? PingFlags.Spoof : 0)
        | (_options.NoSource ? PingFlags.NoSource : 0)
        | (_options.TooBigTrick ? PingFlags.TooBigTrick : 0)
        | (_options.Payload.IsEmpty ? 0 : PingFlags.Payload)
        | (_options.RecordRoute ? PingFlags.RecordRoute : 0)
        | (_options.TimestampOption == PingTimestampOption.TimesOnly ? PingFlags.TimestampsOnly : 0)
        | (_options.TimestampOption == PingTimestampOption.TimesAndAddresses ? PingFlags.TimestampsAndAddresses : 0)
        | (_options.IcmpChecksum is null ? 0 : PingFlags.IcmpChecksum);

    private ProbingStep End(StopReason reason)
    {
        if (!IsFinished)
        {
            StopReason = reason;
        }

        return ProbingStep.Done;
    }
}
