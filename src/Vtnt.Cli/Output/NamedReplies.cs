using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>Puts names of addresses into a finished trace, as <c>-O ptr</c> asks.</summary>
internal static class NamedReplies
{
    internal static Trace Of(Trace trace, Func<HostAddress, string?> nameOf) => trace with
    {
        Hops = [.. trace.Hops.Select(hop => hop with { Probes = Of(hop.Probes, nameOf) })],
        LastDitch = Of(trace.LastDitch, nameOf),
    };

    private static ImmutableArray<ProbeOutcome> Of(ImmutableArray<ProbeOutcome> probes, Func<HostAddress, string?> nameOf) =>
    [
        .. probes.Select(probe => probe with
        {
            Replies = [.. probe.Replies.Select(reply => reply with { Name = nameOf(reply.Address) })],
        }),
    ];
}
