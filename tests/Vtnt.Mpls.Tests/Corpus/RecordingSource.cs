using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Passes the measurements of a run on and writes down what was started, as scamper's commands.</summary>
internal sealed class RecordingSource(TntRun run) : IMeasurementSource
{
    internal List<string> Commands { get; } = [];

    public SourceStep NextStep(Timestamp now)
    {
        SourceStep step = run.NextStep(now);
        if (step.Measurement is Tracer tracer)
        {
            Trace trace = tracer.ToTrace();
            string method = trace.Method == TraceMethod.UdpParis ? "udp-paris" : "icmp-paris";
            Commands.Add(
                $"trace -f {trace.FirstHop} -P {method} -U {trace.UserId} -w {trace.WaitTimeout.TotalSeconds:0} "
                + $"-q {trace.Attempts} -g {trace.GapLimit} {trace.Destination}");
        }
        else if (step.Measurement is Pinger pinger)
        {
            Ping ping = pinger.ToPing();
            Commands.Add($"ping -P icmp-echo -c {ping.ProbeCount} {ping.Destination}");
        }

        return step;
    }

    public void OnFinished(IMeasurement measurement) => run.OnFinished(measurement);
}
