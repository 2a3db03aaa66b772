using BenchmarkDotNet.Attributes;
using Vtnt.Lab;
using Vtnt.Probing;

namespace Vtnt.Benchmarks;

/// <summary>
/// 10 000 traces through the lab's explicit tunnel in process, the simulated routers' work included. Time and bytes are per
/// trace.
/// </summary>
[MemoryDiagnoser]
public class LabTraceBenchmarks
{
    private const int Traces = 10_000;

    private readonly Network _network = ShippedNetworks.Load("explicit");

    /// <summary>One destination again and again, one trace at a time.</summary>
    [Benchmark(OperationsPerInvoke = Traces)]
    public int Trace()
    {
        int hops = 0;
        var transport = new SimulatedTransport(_network);
        var prober = new Prober(transport, new ProberOptions { AllowReserved = true, PacketsPerSecond = 0, Window = 1 });
        using var source = new TraceSource(
            Enumerable.Repeat(_network.Destinations[0], Traces), new TraceOptions(), transport, trace => hops += trace.HopCount);
        prober.Run(source);
        return hops;
    }
}
