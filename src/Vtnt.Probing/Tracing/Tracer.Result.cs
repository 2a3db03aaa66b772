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
        Method = _options.Method,
        UserId = _options.UserId,
        Start = _start,
        StopReason = StopReason,
        StopData = _stopData,
        ErrorText = _errorText,
        Flags = Flags(),
        Attempts = _options.Attempts,
        HopLimit = _options.HopLimit,
        FirstHop = _options.FirstHop,
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
        Hops = BuildHops(),
        LastDitch = BuildProbes(hop: null),
    };

    private TraceFlags Flags() =>
        (_options.AllAttempts ? TraceFlags.AllAttempts : 0)
        | (_options.IgnoreDestinationTimeExceeded ? TraceFlags.IgnoreDestinationTimeExceeded : 0)
        | (_options.Method == TraceMethod.IcmpParis ? TraceFlags.ChecksumInDestinationPort : 0)
        | (_options.ConstantPayload ? TraceFlags.ConstantPayload : 0);

    private ImmutableArray<Hop> BuildHops()
    {
        int length = _hopCount == 0 ? 0 : _hopCount - _options.FirstHop + 1;
        ImmutableArray<Hop>.Builder hops = ImmutableArray.CreateBuilder<Hop>(length);
        for (int ttl = _options.FirstHop; hops.Count < length; ttl++)
        {
            hops.Add(new Hop { ProbeTtl = (byte)ttl, Probes = BuildProbes((byte)ttl) });
        }

        return hops.MoveToImmutable();
    }

    /// <summary>The probes of a hop, or the last-ditch probes, by attempt. A probe that nobody took is none.</summary>
    private ImmutableArray<ProbeOutcome> BuildProbes(byte? hop)
    {
        int count = 0;
        for (int i = 0; i < _log.Count; i++)
        {
            count += BelongsTo(_log.Probe(i), hop) ? 1 : 0;
        }

        ImmutableArray<ProbeOutcome>.Builder probes = ImmutableArray.CreateBuilder<ProbeOutcome>(count);
        for (int i = 0; probes.Count < count; i++)
        {
            if (BelongsTo(_log.Probe(i), hop))
            {
                probes.Add(_log.ToOutcome(i, Destination.Kind, _flow.Size, _flow.IpIdOf(i)));
            }
        }

        return probes.MoveToImmutable();
    }

    private static bool BelongsTo(in ProbeSlot probe, byte? hop) =>
        probe.State != ProbeSlotState.Pending && probe.IsLastDitch == hop is null && (hop is null || probe.ProbeTtl == hop);
}
