namespace Vtnt.Mpls;

/// <summary>
/// Derives the slots and bits of TNT from the tunnels of the strict rules: revealed routers get slots of their own, the
/// silent ones marked as revealed too, and every tunnel its own trigger (defect D28).
/// </summary>
internal static class StrictBits
{
    /// <summary>Sets the bits and inserts the revealed slots.</summary>
    internal static void Set(TntPath path, List<SeenTunnel> seen, List<(Suspicion Suspicion, RevelationTest Test)> revealed)
    {
        foreach (SeenTunnel tunnel in seen)
        {
            SetSeen(path, tunnel);
        }

        // From the end, so that the places of the others stay as they are.
        foreach ((Suspicion suspicion, RevelationTest test) in revealed.OrderBy(pair => -pair.Suspicion.Slot))
        {
            Insert(path, suspicion, test);
        }
    }

    private static void SetSeen(TntPath path, SeenTunnel tunnel)
    {
        HopTypes type = tunnel.Kind switch
        {
            TunnelKind.Explicit => HopTypes.Explicit,
            TunnelKind.Opaque => HopTypes.Opaque,
            _ => tunnel.Trigger == TunnelTrigger.UTurn ? HopTypes.ImplicitUTurn : HopTypes.ImplicitQuotedTtl,
        };
        HopDiscoveries trigger = TriggerBits.Discovery(tunnel.Trigger);
        Mark(path.At(tunnel.Ingress), HopTypes.Ingress | type, trigger);
        Mark(path.At(tunnel.Egress), HopTypes.Egress | type, trigger);
        for (int index = tunnel.First; index <= tunnel.Last; index++)
        {
            bool isUnlabelled = type == HopTypes.Explicit && path.ReplyAt(index) is { LabelStack.IsEmpty: true };
            Mark(path.At(index), HopTypes.Lsr | (isUnlabelled ? HopTypes.ImplicitQuotedTtl : type), trigger);
        }
    }

    private static void Insert(TntPath path, Suspicion suspicion, RevelationTest test)
    {
        HopTypes type = TriggerBits.Class(suspicion.Trigger);
        HopDiscoveries trigger = TriggerBits.Discovery(suspicion.Trigger);
        HopDiscoveries incomplete = test.IsPossiblyIncomplete ? HopDiscoveries.Incomplete : HopDiscoveries.None;
        List<TntSlot> lsp = test.Lsp.ConvertAll(slot => slot.Copy());
        foreach (TntSlot slot in lsp)
        {
            slot.Types = HopTypes.Lsr | type;
            slot.Discoveries = (slot.Discoveries & ~HopDiscoveries.Triggers) | HopDiscoveries.Revealed | trigger;
        }

        TntSlot egress = path.Slots[suspicion.Slot];
        if (suspicion.Trigger == TunnelTrigger.DuplicateAddress)
        {
            egress = lsp[^1];
            egress.Types &= ~HopTypes.Lsr;
        }

        Mark(egress, HopTypes.Egress | type, trigger);
        TntSlot anchor = path.Slots[suspicion.AnchorSlot];
        if (suspicion.IsIngressSilent)
        {
            anchor.Discoveries |= HopDiscoveries.BeforeSilentIngress;
        }
        else
        {
            Mark(anchor, HopTypes.Ingress | type, trigger | incomplete);
        }

        path.Slots.InsertRange(suspicion.AnchorSlot + (suspicion.IsIngressSilent ? 2 : 1), lsp);
    }

    private static void Mark(TntSlot? slot, HopTypes types, HopDiscoveries discoveries)
    {
        if (slot is { IsSilent: false } || (slot is not null && slot.IsRevealed))
        {
            slot.Types |= types;
            slot.Discoveries |= discoveries;
        }
    }
}
