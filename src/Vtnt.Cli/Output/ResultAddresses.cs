using Vtnt.Mpls;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>The addresses that a result shows.</summary>
internal static class ResultAddresses
{
    internal static IEnumerable<HostAddress> Of(Trace trace)
    {
        yield return trace.Destination;
        foreach (Hop hop in trace.Hops)
        {
            foreach (ProbeOutcome probe in hop.Probes)
            {
                foreach (Reply reply in probe.Replies)
                {
                    yield return reply.Address;
                }
            }
        }
    }

    internal static IEnumerable<HostAddress> Of(Ping ping)
    {
        yield return ping.Destination;
        foreach (ProbeOutcome probe in ping.Probes)
        {
            foreach (Reply reply in probe.Replies)
            {
                yield return reply.Address;
            }
        }
    }

    internal static IEnumerable<HostAddress> Of(TntTrace trace)
    {
        foreach (HostAddress address in Of(trace.Trace))
        {
            yield return address;
        }

        foreach (Tunnel tunnel in trace.Tunnels)
        {
            foreach (TunnelRouter router in tunnel.Routers)
            {
                yield return router.Address ?? HostAddress.None;
            }
        }
    }
}
