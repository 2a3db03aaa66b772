using System.Runtime.Versioning;
using Vtnt.Probing.Transports;
using Vtnt.Tests.Shared;

namespace Vtnt.Probing.Tests.Netns;

/// <summary>As many probes as the machine moves: no reply is lost or given to another trace.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class RawSocketManyTests
{
    private const int Destinations = 3000;

    [Test]
    public void No_reply_is_lost_at_full_rate([Values(TraceMethod.IcmpParis, TraceMethod.UdpParis)] TraceMethod method, [Values] bool singleCalls) => NetworkNamespace.Run(() =>
    {
        using RawSocketTransport transport = RawSocketTransport.Open(new() { SingleCalls = singleCalls });
        Prober prober = new(transport, new() { PacketsPerSecond = 0, Window = 1000, AllowReserved = true });
        List<Trace> traces = [];
        using TraceSource source = new(
            Enumerable.Range(0x7F000101, Destinations).Select(value => HostAddress.FromIPv4((uint)value)), new() { Method = method }, transport, traces.Add);

        prober.Run(source);

        Assert.That(traces, Has.Count.EqualTo(Destinations));
        Assert.That(traces.Select(trace => (trace.StopReason, trace.ProbesSent)), Is.All.EqualTo((StopReason.Completed, 1)));
        Assert.That(traces.Select(trace => trace.Hops[0].FirstReply!.Address), Is.EqualTo(traces.Select(trace => trace.Destination)));
        Assert.That(prober.Counters.Sent, Is.EqualTo(Destinations));
    });
}
