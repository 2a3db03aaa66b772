namespace Vtnt.Mpls;

/// <summary>Puts what TNT revealed into the trace, and gives the ends their roles.</summary>
internal static class CompatInsertion
{
    /// <summary>Inserts copies of the revealed slots behind the anchor.</summary>
    /// <returns>False when there is nothing to insert.</returns>
    internal static bool Insert(TntPath path, Suspicion suspicion, RevelationTest test)
    {
        if (test.Lsp.Count <= (suspicion.IsIngressSilent ? 1 : 0))
        {
            return false;
        }

        HopTypes type = TriggerBits.Class(suspicion.Trigger);
        HopDiscoveries trigger = TriggerBits.Discovery(suspicion.Trigger);
        List<TntSlot> lsp = test.Lsp.ConvertAll(slot => slot.Copy());
        int anchorSlot = suspicion.AnchorSlot;
        TntSlot anchor = path.Slots[anchorSlot];
        if (suspicion.IsIngressSilent)
        {
            anchor.Discoveries |= HopDiscoveries.BeforeSilentIngress;
            lsp[0] = new TntSlot(path.Slots[anchorSlot + 1].Hop);
            path.Slots.RemoveAt(anchorSlot + 1);
        }
        else
        {
            anchor.Types |= HopTypes.Ingress | type;
            anchor.Discoveries |= trigger | (test.IsPossiblyIncomplete ? HopDiscoveries.Incomplete : HopDiscoveries.None);
        }

        path.Slots.InsertRange(anchorSlot + 1, lsp);
        TntSlot egress = suspicion.Trigger == TunnelTrigger.DuplicateAddress
            ? lsp[^1]
            : path.Slots[path.Slots.FindIndex(anchorSlot + 1 + lsp.Count, slot => slot.HasAddress(suspicion.Candidate))];
        if (!egress.IsSilent)
        {
            HopTypes kept = suspicion.Trigger == TunnelTrigger.DuplicateAddress ? egress.Types & ~HopTypes.Lsr : egress.Types;
            egress.Types = kept | HopTypes.Egress | type;
            egress.Discoveries |= trigger;
        }

        return true;
    }
}
