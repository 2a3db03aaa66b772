namespace Vtnt.Probing;

/// <summary>
/// A list of destinations as a source of pings, one after the other with the same options. The list is read one destination
/// at a time, when the prober has room for it: it may be endless.
/// </summary>
public sealed class PingSource : IMeasurementSource, IDisposable
{
    private readonly IEnumerator<HostAddress> _destinations;
    private readonly PingOptions _options;
    private readonly ISourceAddressLookup _sources;
    private readonly Action<Ping> _onFinished;

    /// <summary>A source that has not been read yet.</summary>
    /// <param name="destinations">Whom to ping.</param>
    /// <param name="options">How to ping; its source address, where given, goes before <paramref name="sources"/>.</param>
    /// <param name="sources">Tells the source address. A destination without one ends with <see cref="StopReason.Error"/>.</param>
    /// <param name="onFinished">Takes every ping as it ends, on the prober's thread.</param>
    /// <exception cref="ArgumentException">The options do not fit together, or their source address is not the host's.</exception>
    public PingSource(
        IEnumerable<HostAddress> destinations, PingOptions options, ISourceAddressLookup sources, Action<Ping> onFinished)
    {
        ArgumentNullException.ThrowIfNull(destinations);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(onFinished);
        Pinger.CheckOptions(options);
        SourceCheck.Demand(options.Spoof ? null : options.Source, sources);
        (_destinations, _options, _sources, _onFinished) = (destinations.GetEnumerator(), options, sources, onFinished);
    }

    /// <inheritdoc/>
    public SourceStep NextStep(Timestamp now) =>
        _destinations.MoveNext() ? SourceStep.Start(Start(_destinations.Current)) : SourceStep.Done;

    /// <inheritdoc/>
    public void OnFinished(IMeasurement measurement)
    {
        if (measurement is not Pinger pinger)
        {
            throw new ArgumentException("The measurement is none of this source.", nameof(measurement));
        }

        pinger.Halt();
        _onFinished(pinger.ToPing());
    }

    /// <summary>Lets go of the list.</summary>
    public void Dispose() => _destinations.Dispose();

    private Pinger Start(HostAddress destination)
    {
        HostAddress? source = (_options.Spoof ? null : _options.Source) ?? _sources.SourceFor(destination);
        string? wrong = source is not { } known ? $"There is no route to {destination}." : RouterProblem.Of(_options.Router, _sources, destination) ?? Pinger.WrongFor(known, destination, _options);
        return wrong is null ? new Pinger(source!.Value, destination, _options) : Pinger.Failed(destination, _options, wrong);
    }
}
