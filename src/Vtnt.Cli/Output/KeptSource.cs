using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>
/// Writes every measurement of a source to a file as it ends: of a search for tunnels the traces, the pings and the
/// revelations, as records that any tool reads, and from which the tunnels can be found again without a probe.
/// </summary>
internal sealed class KeptSource(IMeasurementSource inner, WartsOutput warts) : IMeasurementSource
{
    public SourceStep NextStep(Timestamp now) => inner.NextStep(now);

    public void OnFinished(IMeasurement measurement)
    {
        inner.OnFinished(measurement);
        if (measurement is Tracer tracer)
        {
            warts.Write(tracer.ToTrace());
        }
        else if (measurement is Pinger pinger)
        {
            warts.Write(pinger.ToPing());
        }
    }
}
