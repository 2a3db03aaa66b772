using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>TNT's first pass: explicit, opaque and implicit tunnels by labels and quoted TTLs, and where they close.</summary>
internal static class CompatLabelPass
{
    /// <summary>Sets the bits of the slots.</summary>
    internal static void Run(TntPath path)
    {
        for (int index = 0; index < path.Slots.Count; index++)
        {
            Visit(path, index);
        }
    }

    private static void Visit(TntPath path, int index)
    {
        TntSlot slot = path.Slots[index];
        TntSlot? previous = Replied(path, index - 1);
        TntSlot? beforePrevious = Replied(path, index - 2);
        if (slot.IsSilent)
        {
            CloseOpaque(previous);
        }
        else if (slot.IsTimeExceeded && slot.Reply!.LabelStack is { IsEmpty: false } stack)
        {
            OnLabels(slot, previous, stack);
        }
        else if (slot.IsTimeExceeded && QuotedTtl.PositionInTunnel(slot.QuotedTtl) is { } position)
        {
            OnQuotedTtl(slot, previous, beforePrevious, position);
        }
        else if (previous is { IsLsr: true })
        {
            Close(slot, previous, path.Trace.Destination);
        }
        else if (previous is null && beforePrevious is { QuotedTtl: > 1 } && HasAny(beforePrevious, HopTypes.Implicit))
        {
            slot.Types |= HopTypes.Egress | HopTypes.ImplicitQuotedTtl;
        }
    }

    private static void OnLabels(TntSlot slot, TntSlot? previous, ImmutableArray<LabelStackEntry> stack)
    {
        bool isOpaque = Labels.Evaluate(stack.AsSpan()) == LabelVerdict.Opaque;
        HopTypes type = isOpaque ? HopTypes.Opaque : HopTypes.Explicit;
        HopDiscoveries trigger = isOpaque ? HopDiscoveries.LseTtl : HopDiscoveries.None;
        slot.Types |= HopTypes.Lsr | type;
        slot.Discoveries |= trigger;
        if (previous is { IsLsr: false } && !(previous.IsEgress && JuniperDemotion.TryApply(previous)))
        {
            previous.Types |= HopTypes.Ingress | type;
            previous.Discoveries |= trigger;
        }
    }

    private static void OnQuotedTtl(TntSlot slot, TntSlot? previous, TntSlot? beforePrevious, int position)
    {
        slot.Types |= HopTypes.Lsr | HopTypes.ImplicitQuotedTtl;
        if (position != 2)
        {
            return;
        }

        if (previous is { QuotedTtl: <= 1, IsLsr: false } && !(previous.IsOpaque && previous.IsEgress))
        {
            previous.Types = (previous.Types & ~HopTypes.Roles) | HopTypes.Lsr | HopTypes.ImplicitQuotedTtl;
        }
        else if (previous is not null)
        {
            return;
        }

        if (beforePrevious is { IsLsr: false, IsIngress: false } && !(beforePrevious.IsEgress && JuniperDemotion.TryApply(beforePrevious)))
        {
            beforePrevious.Types |= HopTypes.Ingress | HopTypes.ImplicitQuotedTtl;
        }
    }

    private static void Close(TntSlot slot, TntSlot previous, HostAddress destination)
    {
        if (HasAny(previous, HopTypes.Explicit))
        {
            slot.Types |= HopTypes.Egress | HopTypes.Explicit;
        }
        else if (HasAny(previous, HopTypes.Implicit))
        {
            bool isEnd = slot.HasAddress(destination) || (previous.QuotedTtl <= 1 && previous.Address != slot.Address);
            slot.Types |= HopTypes.ImplicitQuotedTtl | (isEnd ? HopTypes.Egress : HopTypes.Lsr);
        }
        else
        {
            CloseOpaque(previous);
        }
    }

    private static void CloseOpaque(TntSlot? previous)
    {
        if (previous is { IsOpaque: true })
        {
            previous.Types = (previous.Types & ~HopTypes.Roles) | HopTypes.Egress;
        }
    }

    private static TntSlot? Replied(TntPath path, int index) => path.At(index) is { IsSilent: false } slot ? slot : null;

    private static bool HasAny(TntSlot slot, HopTypes types) => (slot.Types & types) != 0;
}
