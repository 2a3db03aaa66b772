using Vtnt.Probing;

namespace Vtnt.Tests.Shared;

/// <summary>One measurement to its end.</summary>
internal static class Once
{
    private static readonly ProberOptions Fast = new() { PacketsPerSecond = 1000, AllowReserved = true };

    internal static Trace Trace<T>(T transport, string destination, TraceOptions options)
        where T : IProbeTransport, ISourceAddressLookup
    {
        List<Trace> traces = [];
        using TraceSource source = new([HostAddress.Parse(destination)], options, transport, traces.Add);
        new Prober(transport, Fast).Run(source);
        return traces.Single();
    }

    internal static Ping Ping<T>(T transport, string destination, PingOptions options)
        where T : IProbeTransport, ISourceAddressLookup
    {
        List<Ping> pings = [];
        using PingSource source = new([HostAddress.Parse(destination)], options, transport, pings.Add);
        new Prober(transport, Fast).Run(source);
        return pings.Single();
    }
}
