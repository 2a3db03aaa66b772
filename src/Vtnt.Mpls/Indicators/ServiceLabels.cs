using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// The label under the transport label that stays the same along a tunnel: of a VPN (RFC 4364), of 6PE (label 2 or any
/// other, RFC 4798), or a segment still to come (RFC 8660). Which of them cannot be told from outside.
/// </summary>
internal static class ServiceLabels
{
    /// <summary>The entropy label indicator: it and the entropy label behind it say nothing of a service (RFC 6790).</summary>
    private const int EntropyLabelIndicator = 7;

    /// <summary>The label; null unless at least two routers show more than one label, all with the same at the bottom.</summary>
    /// <param name="stacks">The label stacks of the routers, top first; empty where none was shown.</param>
    internal static int? Evaluate(ReadOnlySpan<ImmutableArray<LabelStackEntry>> stacks)
    {
        int? service = null;
        int routers = 0;
        foreach (ImmutableArray<LabelStackEntry> stack in stacks)
        {
            int depth = stack.Length;
            for (int index = 0; index < stack.Length; index++)
            {
                depth = stack[index].Label == EntropyLabelIndicator ? Math.Min(depth, index) : depth;
            }

            if (depth >= 2)
            {
                int bottom = stack[depth - 1].Label;
                if (service is { } known && known != bottom)
                {
                    return null;
                }

                service = bottom;
                routers++;
            }
        }

        return routers >= 2 ? service : null;
    }
}
