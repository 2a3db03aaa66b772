using System.Collections.Immutable;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap;

/// <summary>Why a trace ended, as far as its replies tell.</summary>
/// <param name="Reason">The reason; <see cref="StopReason.None"/> when no reply tells one.</param>
/// <param name="Data">ICMP code or type, else 0.</param>
/// <param name="Hop">The probe TTL at which it held; 0 when there is no reason.</param>
internal readonly record struct TraceEnd(StopReason Reason, byte Data, byte Hop)
{
    private const int LeastSilentHops = 2;

    /// <summary>Silent hops at the end, for <see cref="StopReason.GapLimit"/>; else 0.</summary>
    internal byte SilentHops { get; private init; }

    /// <summary>Walks the hops upwards to the first reply that ends a trace.</summary>
    internal static TraceEnd Of(ImmutableArray<Hop> hops, HostAddress destination, TraceMethod method)
    {
        foreach (Hop hop in hops)
        {
            foreach (ProbeOutcome probe in hop.Probes)
            {
                foreach (Reply reply in probe.Replies)
                {
                    if (Judge(reply, destination, method) is { } end)
                    {
                        return end with { Hop = hop.ProbeTtl };
                    }
                }
            }
        }

        byte silent = SilentAtTheEnd(hops);
        return IsLoop(hops) ? new(StopReason.Loop, 0, hops[^1].ProbeTtl)
            : silent >= LeastSilentHops ? new(StopReason.GapLimit, 0, hops[^1].ProbeTtl) { SilentHops = silent }
            : default;
    }

    private static TraceEnd? Judge(Reply reply, HostAddress destination, TraceMethod method)
    {
        bool isIcmpMethod = method is TraceMethod.Icmp or TraceMethod.IcmpParis;
        return reply.Kind switch
        {
            ReplyKind.DestinationUnreachable => !isIcmpMethod && IsPortUnreachable(reply)
                ? new(StopReason.Completed, 0, 0)
                : new(StopReason.Unreach, reply.IcmpCode ?? 0, 0),
            ReplyKind.PacketTooBig => new(StopReason.Icmp, reply.IcmpType ?? 0, 0),
            ReplyKind.EchoReply when isIcmpMethod => new(StopReason.Completed, 0, 0),
            ReplyKind.Tcp or ReplyKind.Udp => new(StopReason.Completed, 0, 0),
            ReplyKind.TimeExceeded when reply.Address == destination => new(StopReason.Completed, 0, 0),
            _ => null,
        };
    }

    private static bool IsPortUnreachable(Reply reply) =>
        reply.IcmpCode == (reply.Address.IsIPv6 ? IcmpType.V6PortUnreachableCode : IcmpType.PortUnreachableCode);

    /// <summary>The last hop's address was met before, at a hop that is not its neighbour.</summary>
    private static bool IsLoop(ImmutableArray<Hop> hops)
    {
        if (hops.IsEmpty || hops[^1].FirstReply is not { } last)
        {
            return false;
        }

        foreach (Hop hop in hops)
        {
            if (hop.FirstReply?.Address == last.Address)
            {
                return hop.ProbeTtl < hops[^1].ProbeTtl - 1;
            }
        }

        return false;
    }

    private static byte SilentAtTheEnd(ImmutableArray<Hop> hops)
    {
        int count = 0;
        while (count < hops.Length && hops[^(count + 1)].IsSilent)
        {
            count++;
        }

        return (byte)count;
    }
}
