namespace Vtnt.Probing;

/// <summary>
/// A list of destinations as a source of traces, one after the other with the same options. The list is read one destination
/// at a time, when the prober has room for it: it may be endless.
/// </summary>
public sealed class TraceSource : IMeasurementSource, IDisposable
{
    private const int LeastMtu = 68;

    private readonly IEnumerator<HostAddress> _destinations;
    private readonly TraceOptions _options;
    private readonly ISourceAddressLookup _sources;
    private readonly Action<Trace> _onFinished;

    /// <summary>A source that has not been read yet.</summary>
    /// <param name="destinations">Whom to trace.</param>
    /// <param name="options">How to trace; its source address, where given, goes before <paramref name="sources"/>.</param>
    /// <param name="sources">Tells the source address. A destination without one ends with <see cref="StopReason.Error"/>.</param>
    /// <param name="onFinished">Takes every trace as it ends, on the prober's thread.</param>
    /// <exception cref="ArgumentException">The options do not fit together, or their source address is not the host's.</exception>
    public TraceSource(
        IEnumerable<HostAddress> destinations, TraceOptions options, ISourceAddressLookup sources, Action<Trace> onFinished)
    {
        ArgumentNullException.ThrowIfNull(destinations);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(onFinished);
        Tracer.CheckOptions(options);
        SourceCheck.Demand(options.Source, sources);
        (_destinations, _options, _sources, _onFinished) = (destinations.GetEnumerator(), options, sources, onFinished);
    }

    /// <inheritdoc/>
    public SourceStep NextStep(Timestamp now) =>
        _destinations.MoveNext() ? SourceStep.Start(Start(_destinations.Current)) : SourceStep.Done;

    /// <inheritdoc/>
    public void OnFinished(IMeasurement measurement)
    {
        if (measurement is not Tracer tracer)
        {
            throw new ArgumentException("The measurement is none of this source.", nameof(measurement));
        }

        tracer.Halt();
        _onFinished(tracer.ToTrace());
    }

    /// <summary>Lets go of the list.</summary>
    public void Dispose() => _destinations.Dispose();

    private Tracer Start(HostAddress destination)
    {
        HostAddress? source = _options.Source ?? _sources.SourceFor(destination);
        string? wrong = source is not { } known ? $"There is no route to {destination}." : RouterProblem.Of(_options.Router, _sources, destination) ?? Tracer.WrongFor(known, destination, _options);
        TraceOptions options = _options is { PathMtu: true, InterfaceMtu: null } && (_sources as IRouteLookup)?.MtuFor(destination) is { } mtu
            ? _options with { InterfaceMtu = Math.Clamp(mtu, LeastMtu, ushort.MaxValue) }
            : _options;
        return wrong is null ? new Tracer(source!.Value, destination, options) : Tracer.Failed(destination, _options, wrong);
    }
}
