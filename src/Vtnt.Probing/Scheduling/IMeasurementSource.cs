namespace Vtnt.Probing;

/// <summary>Where a prober gets its work. Pure and single-threaded: called by the prober's loop only.</summary>
public interface IMeasurementSource
{
    /// <summary>The next measurement to start; or to wait until a running one has ended; or the end.</summary>
    SourceStep NextStep(Timestamp now);

    /// <summary>A measurement that this source started has ended, or was halted before its end.</summary>
    void OnFinished(IMeasurement measurement);
}
