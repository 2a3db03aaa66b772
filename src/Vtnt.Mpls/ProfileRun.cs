using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Applies both profiles to the same paths: strict measures, and compat starts from its traces and pings, so that it adds
/// only the revelations that strict did not make. What differs then differs by the rules, not by the network.
/// </summary>
public sealed class ProfileRun : IMeasurementSource, IDisposable
{
    private readonly TntRun _strict;
    private readonly TntRun _compat;
    private readonly Dictionary<uint, TntTrace> _waiting = [];
    private readonly Action<TntTrace, TntTrace> _onFinished;

    /// <summary>A run that has not begun.</summary>
    /// <param name="destinations">The destinations; may be endless.</param>
    /// <param name="options">How to look for tunnels; the profile is ignored.</param>
    /// <param name="sources">Tells the source address.</param>
    /// <param name="onFinished">Takes every destination as it is finished: what compat says, then what strict says.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ProfileRun(
        IEnumerable<HostAddress> destinations,
        TntOptions options,
        ISourceAddressLookup sources,
        Action<TntTrace, TntTrace> onFinished)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(onFinished);
        _onFinished = onFinished;
        _strict = new TntRun(destinations, options with { Profile = TntProfile.Strict }, sources, OnStrict);
        _compat = new TntRun(Array.Empty<HostAddress>(), options with { Profile = TntProfile.Compat }, sources, OnCompat);
    }

    /// <inheritdoc/>
    public SourceStep NextStep(Timestamp now)
    {
        SourceStep first = _strict.NextStep(now);
        if (first.Measurement is not null)
        {
            return first;
        }

        SourceStep second = _compat.NextStep(now);
        return second.Measurement is not null || first.IsDone ? second : first;
    }

    /// <inheritdoc/>
    public void OnFinished(IMeasurement measurement)
    {
        if (_compat.IsRunning(measurement))
        {
            _compat.OnFinished(measurement);
        }
        else
        {
            if (measurement is Pinger { IsFinished: true } pinger)
            {
                _compat.Know(pinger.ToPing());
            }

            _strict.OnFinished(measurement);
        }

        if (_strict.IsHalted || _compat.IsHalted)
        {
            Halt();
        }
    }

    /// <summary>Ends the run: hands over what is known of every destination whose trace has ended.</summary>
    public void Halt()
    {
        _strict.Halt();
        _compat.Halt();
    }

    /// <summary>Lets go of the list.</summary>
    public void Dispose()
    {
        _strict.Dispose();
        _compat.Dispose();
    }

    private void OnStrict(TntTrace trace)
    {
        _waiting.Add(trace.Trace.UserId, trace);
        _compat.Begin(trace.Trace);
    }

    private void OnCompat(TntTrace trace)
    {
        _waiting.Remove(trace.Trace.UserId, out TntTrace? strict);
        _onFinished(trace, strict!);
    }
}
