using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Whether an unlabelled router between two labelled runs is inside one tunnel that goes on, rather than the end of one and
/// the begin of another. Runs are split on evidence only: a quoted TTL that begins anew, a u-turn that ends at the router,
/// addresses of another block. Where there is none, the end at that router is kept as the other reading.
/// </summary>
internal static class InferredRouters
{
    private const int BlockBits = 16;

    /// <summary>True when nothing tells that a tunnel ends at a hop.</summary>
    /// <param name="path">The path.</param>
    /// <param name="first">Index of the first hop of the run before.</param>
    /// <param name="last">Index of the last one, right before the hop.</param>
    /// <param name="index">Index of the hop.</param>
    internal static bool IsBetween(TntPath path, int first, int last, int index)
    {
        bool isSqueezed = path.Slots[index] is { IsTimeExceeded: true, QuotedTtl: <= 1 } slot && slot.Reply!.LabelStack.IsEmpty
            && IsLabelled(path, last) && IsLabelled(path, index + 1);
        if (!isSqueezed || !IsOneBlock(path.Slots[last].Address, path.Slots[index + 1].Address) || RunEgress.UTurnAt(path, last) == 2)
        {
            return false;
        }

        // Routers that count in the quoted TTL would have counted this one too.
        for (int inside = first; inside <= last; inside++)
        {
            if (path.Slots[inside].QuotedTtl > 1)
            {
                return false;
            }
        }

        return path.Slots[index + 1].QuotedTtl <= 1 && path.At(index + 2) is not { IsTimeExceeded: true, QuotedTtl: > 1 };
    }

    private static bool IsLabelled(TntPath path, int index) =>
        path.ReplyAt(index) is { Kind: ReplyKind.TimeExceeded } reply && Labels.Evaluate(reply.LabelStack.AsSpan()) == LabelVerdict.Explicit;

    private static bool IsOneBlock(HostAddress left, HostAddress right) =>
        left.Kind == right.Kind && (!left.IsIPv4 || (left.IPv4Value >> BlockBits) == (right.IPv4Value >> BlockBits));
}
