using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Looks for tunnels in traces that were made before, by anybody: nothing is sent. Pings of routers that were made as well
/// give echo-reply TTLs (for RTLA); traces towards suspected egresses give revelations; what is missing stays unknown, and
/// a suspicion that cannot be followed becomes a candidate.
/// </summary>
public sealed class OfflineTnt
{
    private readonly TntOptions _options;
    private readonly Dictionary<HostAddress, List<Ping>> _pings = [];
    private readonly Dictionary<HostAddress, List<Trace>> _traces = [];

    /// <summary>Begins with nothing known.</summary>
    /// <param name="options">How to look for tunnels. Nothing is sent, so that reserved addresses are always allowed.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public OfflineTnt(TntOptions options) => _options = TntSession.Checked(options) with { AllowReserved = true, Budget = int.MaxValue };

    /// <summary>A ping that was made; of several of one address the first two that were answered count.</summary>
    public void Add(Ping ping)
    {
        ArgumentNullException.ThrowIfNull(ping);
        if (ping.Probes.Any(probe => !probe.Replies.IsEmpty))
        {
            if (!_pings.TryGetValue(ping.Destination, out List<Ping>? pings))
            {
                _pings[ping.Destination] = pings = [];
            }

            pings.Add(ping);
        }
    }

    /// <summary>A trace that was made, which may turn out to reveal a tunnel of another one.</summary>
    public void Add(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (!_traces.TryGetValue(trace.Destination, out List<Trace>? traces))
        {
            _traces[trace.Destination] = traces = [];
        }

        traces.Add(trace);
    }

    /// <summary>Annotates a trace with what is known, which may be one of those added.</summary>
    public TntTrace Annotate(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var session = new TntSession(trace.Destination, _options);
        while (session.TryNext(out TntRequest? request))
        {
            if (request.PingOptions is not null)
            {
                TntSession.OnPing(request, Known(request) ?? new Ping { Destination = request.Destination });
            }
            else
            {
                TntSession.OnTrace(request, request.Kind == TntRequestKind.InitialTrace ? InitialTraces.WithoutExtraHops(trace) : Other(trace, request));
            }
        }

        return session.ToTntTrace();
    }

    private Trace Other(Trace trace, TntRequest request)
    {
        HostAddress destination = request.Destination;
        foreach (Trace other in _traces.GetValueOrDefault(destination) ?? [])
        {
            // Another whole trace to the destination may well take another way; a second look at some hops is recognised.
            bool isOfKind = request.Kind != TntRequestKind.ConfirmingTrace
                || (other.FirstHop == request.TraceOptions!.FirstHop && other.HopCount <= request.TraceOptions.HopLimit);
            if (isOfKind && !ReferenceEquals(other, trace) && other.Source == trace.Source)
            {
                return InitialTraces.WithoutExtraHops(other);
            }
        }

        return new Trace { Destination = destination, Method = trace.Method };
    }

    private Ping? Known(TntRequest request)
    {
        List<Ping> pings = _pings.GetValueOrDefault(request.Destination) ?? [];
        return request.Kind switch
        {
            TntRequestKind.FingerprintPing => pings is [{ } first, ..] ? first : null,
            TntRequestKind.ConfirmingPing => pings is [_, { } second, ..] ? second : null,
            _ => null,
        };
    }
}
