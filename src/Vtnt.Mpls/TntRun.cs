using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// The search for tunnels towards a list of destinations, as a source of measurements for a <see cref="Prober"/>. Its
/// sessions share their pings and revelations: an address is pinged once, a pair of hops is revealed once, whoever asks
/// first. Measurements that running sessions ask for go before new destinations; the list is never read ahead.
/// </summary>
public sealed class TntRun : IMeasurementSource, IDisposable
{
    private readonly TntWork _work;
    private readonly IEnumerator<(HostAddress Destination, Trace? Trace)> _destinations;
    private readonly ISourceAddressLookup _sources;
    private readonly Action<TntTrace> _onFinished;
    private readonly Dictionary<IMeasurement, TntRequest> _running = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<TntSession> _active = [];
    private uint _started;

    /// <summary>A run that has not begun.</summary>
    /// <param name="destinations">The destinations; may be endless.</param>
    /// <param name="options">How to look for tunnels; its source address, where given, goes before <paramref name="sources"/>.</param>
    /// <param name="sources">Tells the source address. A destination without one ends with <see cref="StopReason.Error"/>.</param>
    /// <param name="onFinished">Takes every destination as it is finished, on the prober's thread, in the order of finishing.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the source address is not the host's.</exception>
    public TntRun(
        IEnumerable<HostAddress> destinations, TntOptions options, ISourceAddressLookup sources, Action<TntTrace> onFinished)
        : this(options, sources, onFinished)
    {
        ArgumentNullException.ThrowIfNull(destinations);
        _destinations = Untraced(destinations).GetEnumerator();
    }

    /// <summary>
    /// A run that starts from traces made before, by anybody: only the missing pings and the revelations are measured.
    /// </summary>
    /// <param name="traces">The traces; may be endless.</param>
    /// <param name="options">How to look for tunnels. Revelations trace by its method, whatever that of a trace is.</param>
    /// <param name="sources">Tells the source address.</param>
    /// <param name="onFinished">Takes every trace as it is annotated, on the prober's thread, in the order of finishing.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the source address is not the host's.</exception>
    public TntRun(IEnumerable<Trace> traces, TntOptions options, ISourceAddressLookup sources, Action<TntTrace> onFinished)
        : this(options, sources, onFinished)
    {
        ArgumentNullException.ThrowIfNull(traces);
        _destinations = Traced(traces).GetEnumerator();
    }

    // Lazily: either may be endless.
    private static IEnumerable<(HostAddress, Trace?)> Untraced(IEnumerable<HostAddress> destinations)
    {
        foreach (HostAddress destination in destinations)
        {
            yield return (destination, null);
        }
    }

    private static IEnumerable<(HostAddress, Trace?)> Traced(IEnumerable<Trace> traces)
    {
        foreach (Trace trace in traces)
        {
            yield return (trace.Destination, trace);
        }
    }

    private TntRun(TntOptions options, ISourceAddressLookup sources, Action<TntTrace> onFinished)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(onFinished);
        _work = new TntWork(TntSession.Checked(options));
        if (options.Source is { IsNone: false } source && !sources.IsOwn(source))
        {
            throw new ArgumentException($"The source address {source} is not an address of this host; name one that is.");
        }

        _destinations = new List<(HostAddress, Trace?)>().GetEnumerator();
        (_sources, _onFinished) = (sources, onFinished);
    }

    /// <summary>Destinations begun and not yet finished.</summary>
    public int Active => _active.Count;

    /// <summary>True when nothing more is started.</summary>
    internal bool IsHalted { get; private set; }

    /// <inheritdoc/>
    public SourceStep NextStep(Timestamp now)
    {
        _work.Advance(now);
        while (!IsHalted)
        {
            if (_work.TryTake(out TntRequest? request))
            {
                if (Begin(request) is { } measurement)
                {
                    return SourceStep.Start(measurement);
                }
            }
            else if (!_destinations.MoveNext())
            {
                return _running.Count == 0 ? SourceStep.Done : SourceStep.Wait;
            }
            else
            {
                Begin(_destinations.Current.Destination, _destinations.Current.Trace);
            }
        }

        return SourceStep.Done;
    }

    /// <inheritdoc/>
    public void OnFinished(IMeasurement measurement)
    {
        if (!_running.Remove(measurement, out TntRequest? request))
        {
            throw new ArgumentException("The measurement is none of this run.", nameof(measurement));
        }

        if (measurement is Tracer tracer)
        {
            bool isCut = !tracer.IsFinished;
            tracer.Halt();
            Complete(request, tracer.ToTrace(), isCut);
        }
        else
        {
            var pinger = (Pinger)measurement;
            bool isCut = !pinger.IsFinished;
            pinger.Halt();
            Complete(request, pinger.ToPing(), isCut);
        }

        if (IsHalted)
        {
            Halt();
        }
    }

    /// <summary>
    /// Ends the run: hands over what is known of every destination whose trace has ended, and starts nothing more. A run one of
    /// whose measurements was cut short ends so by itself; a prober that was cancelled between two measurements cuts none, so call
    /// this behind every run that may have been cancelled. Does nothing when all destinations are finished.
    /// </summary>
    public void Halt()
    {
        IsHalted = true;
        foreach (TntSession session in new List<TntSession>(_active.Where(session => session.HasTrace)))
        {
            session.Halt();
        }
    }

    /// <summary>A ping that was made before: its address is not pinged again. The first one of an address counts.</summary>
    public void Know(Ping ping)
    {
        ArgumentNullException.ThrowIfNull(ping);
        _work.Know(ping);
    }

    /// <summary>True for a measurement that this run started and was not told of the end of.</summary>
    internal bool IsRunning(IMeasurement measurement) => _running.ContainsKey(measurement);

    /// <summary>Annotates a trace that was made before.</summary>
    internal void Begin(Trace trace) => Begin(trace.Destination, trace);

    /// <summary>Lets go of the list.</summary>
    public void Dispose() => _destinations.Dispose();

    // A revelation or ping that was cut short proves nothing, but was sent; a cut initial trace is still worth showing.
    private void Complete(TntRequest request, Trace trace, bool isCut)
    {
        IsHalted |= isCut;
        if (!isCut || request.Kind == TntRequestKind.InitialTrace)
        {
            request.Complete(trace);
        }
        else
        {
            request.Account.Count(trace.ProbesSent);
        }
    }

    private void Complete(TntRequest request, Ping ping, bool isCut)
    {
        IsHalted |= isCut;
        if (!isCut)
        {
            request.Complete(ping);
        }
        else
        {
            request.Account.Count(ping.ProbesSent);
        }
    }

    private void Begin(HostAddress destination, Trace? trace)
    {
        if (trace is null)
        {
            _active.Add(new TntSession(destination, _work, ++_started, OnSessionFinished));
            return;
        }

        // A session whose pings are all known may be finished at once, so it must be active before.
        TntSession session = new(trace, _work, ++_started, OnSessionFinished);
        _active.Add(session);
        session.Begin(trace);
    }

    private IMeasurement? Begin(TntRequest request)
    {
        HostAddress destination = request.Destination;
        HostAddress source = _work.Options.Source ?? _sources.SourceFor(destination) ?? HostAddress.None;
        if (source.Kind != destination.Kind)
        {
            string problem = source.IsNone
                ? $"There is no route to {destination}."
                : $"{source} and {destination} are not of one address family.";
            Fail(request, problem);
            return null;
        }

        IMeasurement measurement = request.TraceOptions is { } options
            ? new Tracer(source, destination, options)
            : new Pinger(source, destination, request.PingOptions!);
        _running.Add(measurement, request);
        return measurement;
    }

    private static void Fail(TntRequest request, string problem)
    {
        if (request.TraceOptions is { } options)
        {
            request.Complete(new Trace
            {
                Destination = request.Destination,
                Method = options.Method,
                UserId = options.UserId,
                FirstHop = options.FirstHop,
                Attempts = options.Attempts,
                GapLimit = options.GapLimit,
                Loops = options.Loops,
                WaitTimeout = options.WaitTimeout,
                StopReason = StopReason.Error,
                ErrorText = problem,
            });
        }
        else
        {
            request.Complete(new Ping { Destination = request.Destination, StopReason = StopReason.Error, ErrorText = problem });
        }
    }

    private void OnSessionFinished(TntSession session)
    {
        _active.Remove(session);
        _onFinished(session.ToTntTrace());
    }
}
