namespace Vtnt.Probing;

/// <summary>What a <see cref="IMeasurementSource"/> has to offer.</summary>
public readonly struct SourceStep
{
    private SourceStep(IMeasurement? measurement, bool isDone)
    {
        Measurement = measurement;
        IsDone = isDone;
    }

    /// <summary>Nothing to start until a running measurement has ended.</summary>
    public static SourceStep Wait => default;

    /// <summary>Nothing to start ever again.</summary>
    public static SourceStep Done => new(null, isDone: true);

    /// <summary>The measurement to start, or null.</summary>
    public IMeasurement? Measurement { get; }

    /// <summary>True when nothing more will come.</summary>
    public bool IsDone { get; }

    /// <summary>Start <paramref name="measurement"/>.</summary>
    public static SourceStep Start(IMeasurement measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        return new(measurement, isDone: false);
    }
}
