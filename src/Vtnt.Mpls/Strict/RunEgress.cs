using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Places the egress of a seen tunnel (defect D7): by an explicit null where there is one, by the u-turn where both TTLs
/// are known (an error from inside goes to the end and back: twice the distance), else behind the last router, which is
/// the reading under penultimate-hop popping.
/// </summary>
internal static class RunEgress
{
    /// <summary>Places the egress of every tunnel but the opaque ones, which end where they are seen.</summary>
    internal static void Place(TntPath path, List<SeenTunnel> tunnels)
    {
        for (int number = 0; number < tunnels.Count; number++)
        {
            SeenTunnel tunnel = tunnels[number];
            if (tunnel.Kind == TunnelKind.Opaque)
            {
                continue;
            }

            // The next tunnel begins right behind this one: its ingress is this one's end.
            bool meetsNext = number + 1 < tunnels.Count && tunnels[number + 1].Ingress == tunnel.Last;
            if (meetsNext || IsEndByLabels(path, tunnel))
            {
                EndAtLast(tunnel);
            }
            else
            {
                PlaceByUTurn(path, tunnel);
            }
        }
    }

    private static void EndAtLast(SeenTunnel tunnel)
    {
        tunnel.Egress = tunnel.Last;
        tunnel.Last--;
    }

    private static bool IsEndByLabels(TntPath path, SeenTunnel tunnel)
    {
        ImmutableArray<LabelStackEntry> stack = path.ReplyAt(tunnel.Last)?.LabelStack ?? [];
        ImmutableArray<LabelStackEntry> before = tunnel.Last > tunnel.First ? path.ReplyAt(tunnel.Last - 1)?.LabelStack ?? [] : [];
        return Labels.IsExplicitNull(stack.AsSpan()) || Labels.IsSoleInnerLabel(before.AsSpan(), stack.AsSpan());
    }

    private static void PlaceByUTurn(TntPath path, SeenTunnel tunnel)
    {
        int? end = EndByUTurn(path, tunnel);
        if (end == tunnel.Last)
        {
            EndAtLast(tunnel);
        }
        else if (tunnel.Kind == TunnelKind.Implicit && end == tunnel.Last + 2 && CanBeInside(path, tunnel.Last + 1))
        {
            tunnel.Last++;
            tunnel.Egress = tunnel.Last + 1;
        }
        else if (tunnel.Kind == TunnelKind.Implicit && end != tunnel.Last + 1 && CanBeInside(path, tunnel.Last + 1)
            && path.ReplyAt(tunnel.Last + 2) is { } other && other.Address != path.Slots[tunnel.Last + 1].Address)
        {
            tunnel.OtherEgress = tunnel.Last + 2;
        }
    }

    private static bool CanBeInside(TntPath path, int index) =>
        path.At(index) is { IsTimeExceeded: true } slot && !slot.HasAddress(path.Trace.Destination);

    // Null unless every router that turns back agrees, and none does not turn back before that place.
    private static int? EndByUTurn(TntPath path, SeenTunnel tunnel)
    {
        int? end = null;
        int? lastDirect = null;
        for (int index = tunnel.First; index <= tunnel.Last; index++)
        {
            switch (UTurnAt(path, index))
            {
                case null:
                    break;
                case 0:
                    lastDirect ??= index;
                    break;
                case int uTurn when uTurn > 0 && uTurn % 2 == 0 && (end is null || end == index + (uTurn / 2)):
                    end = index + (uTurn / 2);
                    break;
                default:
                    return null;
            }
        }

        return lastDirect is null || lastDirect >= end ? end : null;
    }

    /// <summary>The u-turn of a router whose two kinds of reply start alike; null otherwise.</summary>
    internal static int? UTurnAt(TntPath path, int index) =>
        path.At(index) is { IsTimeExceeded: true } slot
        && TtlSignature.Of(slot.Reply!.ReplyTtl, slot.EchoReplyTtl) is { IsUniform: true }
            ? UTurn.Evaluate(slot.Reply.ReplyTtl, slot.EchoReplyTtl)
            : null;
}
