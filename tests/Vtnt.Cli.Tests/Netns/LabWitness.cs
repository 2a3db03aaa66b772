using System.Globalization;
using System.Runtime.Versioning;
using Vtnt.Lab;
using Vtnt.Lab.Tun;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Probing.Transports;
using Vtnt.Tests.Shared;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>One measurement in a lab network twice: in process, and by real sockets through the network's TUN interface.</summary>
[SupportedOSPlatform("linux")]
internal static class LabWitness
{
    internal static List<string> Simulated(Network network, Measurement measurement) =>
        Run(new SimulatedTransport(network), measurement, network);

    internal static List<string> ThroughRawSockets(Network network, Measurement measurement, RawSocketOptions? options = null) =>
        ThroughTun(network, measurement, () => RawSocketTransport.Open(options));

    internal static List<string> ThroughDatalink(Network network, Measurement measurement, DatalinkOptions? options = null) =>
        ThroughTun(network, measurement, () => DatalinkTransport.Open(options ?? new() { Interface = LabNamespace.InterfaceName }));

    internal static List<string> Unprivileged(Network network, Measurement measurement) => ThroughTun(network, measurement, () =>
    {
        File.WriteAllText("/proc/sys/net/ipv4/ping_group_range", "0 2147483647");
        NetworkNamespace.Drop(TestLibc.CapabilityNetRaw);
        return UnprivilegedTransport.Open();
    });

    /// <summary>The trace without what an error queue does not tell.</summary>
    internal static Trace WithoutUnobserved(Trace trace) => trace with
    {
        Hops = [.. trace.Hops.Select(hop => hop with
        {
            Probes = [.. hop.Probes.Select(probe => probe with { Replies = [.. probe.Replies.Select(WithoutUnobserved)] })],
        })],
    };

    /// <summary>All that must be equal whatever carries the probes: everything but times and what is drawn by lot.</summary>
    internal static List<string> Facts(Trace trace)
    {
        List<string> facts = [Line($"{trace.Source} > {trace.Destination} {trace.StopReason} {trace.StopData} hops {trace.HopCount} probes {trace.ProbesSent}")];
        foreach (Hop hop in trace.Hops)
        {
            facts.AddRange(hop.Probes.SelectMany(Facts));
        }

        return facts;
    }

    internal static List<string> Facts(Ping ping) => [Line($"{ping.Source} > {ping.Destination} {ping.StopReason} probes {ping.ProbesSent}"), .. ping.Probes.SelectMany(Facts)];

    internal static List<string> Facts(TntTrace trace)
    {
        List<string> facts = Facts(trace.AnnotatedTrace);
        foreach (Tunnel tunnel in trace.Tunnels)
        {
            facts.Add(Line($"{tunnel.Kind} {tunnel.Ingress} to {tunnel.Egress} {tunnel.Trigger} {tunnel.Technique} length {tunnel.EstimatedLength}"));
            facts.AddRange(tunnel.Routers.Select(router => Line(
                $"  {router.Address} {router.Technique} step {router.Step} reply {router.ReplyTtl} echo {router.EchoReplyTtl} quoted {router.QuotedTtl} {Labels(router.LabelStack)}")));
        }

        return facts;
    }

    private static Reply WithoutUnobserved(Reply reply) => reply.Kind is ReplyKind.EchoReply or ReplyKind.Udp
        ? reply
        : reply with { ReplySize = null, QuotedTtl = null, QuotedTos = null, QuotedLength = null };

    private static List<string> Run<T>(T transport, Measurement measurement, Network network)
        where T : IProbeTransport, ISourceAddressLookup
    {
        List<string> facts = [];
        new Prober(transport, new() { PacketsPerSecond = 1000, AllowReserved = true }).Run(measurement(network.Destinations, transport, facts));
        return facts;
    }

    private static List<string> ThroughTun<T>(Network network, Measurement measurement, Func<T> open)
        where T : IProbeTransport, ISourceAddressLookup, IDisposable
    {
        using LabNamespace lab = OpenOrSkip(network);
        return lab.Execute(() =>
        {
            NetworkNamespace.RefuseDefaultRoute();
            using T transport = open();
            return Run(transport, measurement, network);
        });
    }

    private static LabNamespace OpenOrSkip(Network network)
    {
        try
        {
            return LabNamespace.Open(network);
        }
        catch (ProbingException exception)
        {
            Assert.Ignore($"No lab can be put behind a TUN interface here: {exception.Message}");
            throw;
        }
    }

    private static IEnumerable<string> Facts(ProbeOutcome probe) => probe.Replies.Length == 0
        ? [Line($"{probe.ProbeTtl}.{probe.Attempt} {probe.Size} {probe.Failure}")]
        : probe.Replies.Select(reply => Line(
            $"{probe.ProbeTtl}.{probe.Attempt} {probe.Size} {reply.Address} {reply.Kind} {reply.IcmpType}/{reply.IcmpCode} size {reply.ReplySize} tos {reply.ReplyTos}")
            + Line($" ttl {reply.ReplyTtl} quoted {reply.QuotedTtl} {reply.QuotedTos} {reply.QuotedLength} {Labels(reply.LabelStack)}"));

    private static string Labels(IEnumerable<LabelStackEntry> stack) =>
        string.Join(' ', stack.Select(entry => Line($"{entry.Label}/{entry.TrafficClass}/{(entry.IsBottomOfStack ? 1 : 0)}/{entry.LseTtl}")));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
