using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <content>The finished value.</content>
public sealed partial class Tracer
{
    /// <summary>
    /// The trace as a value: the finished one, made once, or a snapshot with <see cref="StopReason.InProgress"/>.
    /// </summary>
    public Trace ToTrace()
    {
        if (_result is not null)
        {
            return _result;
        }

        Trace trace = Build();
        if (IsFinished)
        {
            _result = trace;
            _log.Release();
        }

        return trace;
    }

    private Trace Build() => new()
    {
        Source = _flow.Source,
        Destination = _flow.Destination,
        Router = _options.Router,
        Method = _options.Method,
        UserId = _options.UserId,
        Start = _start,
        StopReason = StopReason,
        StopData = _stopData,
        StopHop = _stopHop,
        ErrorText = _errorText,
        Flags = Flags(),
        Attempts = _options.Attempts,
        HopLimit = _options.HopLimit,
        FirstHop = _firstHop,
        ProbeSize = _flow.Size,
        SourcePort = _flow.SourcePort,
        DestinationPort = _flow.DestinationPort,
        Tos = _options.Tos,
        WaitTimeout = _options.WaitTimeout,
        WaitProbe = _options.WaitProbe,
        Loops = _options.Loops,
        HopCount = _hopCount,
        GapLimit = _options.GapLimit,
        GapAction = _options.GapAction,
        ProbesSent = _log.SentCount,
        Confidence = _options.Confidence,
        FragmentOffset = _options.FragmentOffset,
        Squeries = _options.Squeries,
        Hops = BuildHops(),
        LastDitch = BuildProbes(ProbePart.LastDitch, ttl: null),
        PathMtu = PathMtuResult(),
        Doubletree = DoubletreeResult(),
    };

    private TraceFlags Flags() =>
        (_options.AllAttempts ? TraceFlags.AllAttempts : 0)
        | (_options.IgnoreDestinationTimeExceeded ? TraceFlags.IgnoreDestinationTimeExceeded : 0)
        | (_options.Method == TraceMethod.IcmpParis ? TraceFlags.ChecksumInDestinationPort : 0)
        | (_options.ConstantPayload ? TraceFlags.ConstantPayload : 0)
        | (_options.Raw ? TraceFlags.Raw : 0)
        | (_options.ReverseNames ? TraceFlags.ReverseNames : 0)
        | (_options.Datalink ? TraceFlags.Datalink : 0)
        | (_options.PathMtu ? TraceFlags.PathMtu : 0)
        | (IsDoubletree ? TraceFlags.Doubletree : 0)
        | (_options.Backwards ? TraceFlags.Backwards : 0)
        | (_isFromErrorQueue ? TraceFlags.ErrorQueue : 0);

    private ImmutableArray<Hop> BuildHops()
    {
        int length = _hopCount == 0 ? 0 : _hopCount - _firstHop + 1;
        ImmutableArray<Hop>.Builder hops = ImmutableArray.CreateBuilder<Hop>(length);
        for (int ttl = _firstHop; hops.Count < length; ttl++)
        {
            hops.Add(new Hop { ProbeTtl = (byte)ttl, Probes = BuildProbes(ProbePart.Hop, (byte)ttl) });
        }

        return hops.MoveToImmutable();
    }

    /// <summary>The probes of a part of the trace, or of one hop, in order. A probe that nobody took is none.</summary>
    private ImmutableArray<ProbeOutcome> BuildProbes(ProbePart part, byte? ttl)
    {
        int count = 0;
        for (int i = 0; i < _log.Count; i++)
        {
            count += BelongsTo(_log.Probe(i), part, ttl) ? 1 : 0;
        }

        ImmutableArray<ProbeOutcome>.Builder probes = ImmutableArray.CreateBuilder<ProbeOutcome>(count);
        for (int i = 0; probes.Count < count; i++)
        {
            if (BelongsTo(_log.Probe(i), part, ttl))
            {
                probes.Add(_log.ToOutcome(i, Destination.Kind, _flow.IpIdOf(i)));
            }
        }

        return probes.MoveToImmutable();
    }

    private static bool BelongsTo(in ProbeSlot probe, ProbePart part, byte? ttl) =>
        probe.State != ProbeSlotState.Pending && probe.Part == part && (ttl is null || probe.ProbeTtl == ttl);
}
