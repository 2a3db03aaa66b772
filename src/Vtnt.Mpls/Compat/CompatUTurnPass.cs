namespace Vtnt.Mpls;

/// <summary>
/// TNT's last pass: implicit tunnels by the u-turn, on the path as it is after revelation. It adds magnitudes and
/// overwrites the roles found before (defects D5 and D6).
/// </summary>
internal static class CompatUTurnPass
{
    private const int Threshold = 3;

    /// <summary>Sets the bits of the slots.</summary>
    internal static void Run(TntPath path)
    {
        int sum = 0;
        bool isEgressNext = false;
        for (int index = 0; index < path.Slots.Count; index++)
        {
            TntSlot slot = path.Slots[index];
            if (isEgressNext && !slot.IsSilent && !slot.IsLsr && !slot.IsRevealed)
            {
                if (path.ReplyAt(index - 1) is { } previous && slot.HasAddress(previous.Address))
                {
                    MakeLsr(slot, eraseFor: HopTypes.Ingress);
                    continue;
                }

                MakeEgress(slot);
            }

            isEgressNext = false;
            int uTurn = UTurnOf(slot);
            bool isLast = index == path.Slots.Count - 1;
            if (IsNoEvidence(slot) || isLast || IsClosed(slot))
            {
                isEgressNext = EndRun(path, index, sum);
                sum = 0;
            }
            else
            {
                sum += Math.Abs(uTurn);
            }
        }
    }

    private static bool EndRun(TntPath path, int index, int sum)
    {
        TntSlot slot = path.Slots[index];
        bool isDestination = slot.HasAddress(path.Trace.Destination);
        if (sum >= Threshold)
        {
            bool isOpen = slot.IsSilent || !IsClosed(slot);
            if (isOpen && !slot.IsSilent)
            {
                EraseRoles(slot, HopTypes.Ingress | HopTypes.Egress);
                slot.Types |= HopTypes.ImplicitUTurn | (isDestination ? HopTypes.Egress : HopTypes.Lsr);
            }

            WalkBack(path, index - 1);
            return isOpen;
        }

        bool isLast = index == path.Slots.Count - 1;
        if (isLast && Math.Abs(UTurnOf(slot)) >= Threshold && !IsNoEvidence(slot) && !isDestination && !slot.IsLsr)
        {
            MakeLsr(slot, eraseFor: HopTypes.Roles);
        }

        return false;
    }

    private static void WalkBack(TntPath path, int from)
    {
        for (int index = from; path.At(index) is { IsSilent: false, IsLsr: false, IsRevealed: false } slot; index--)
        {
            if (!IsNoEvidence(slot))
            {
                MakeLsr(slot, eraseFor: HopTypes.Ingress | HopTypes.Egress);
                continue;
            }

            bool isDemotable = slot.IsEgress && !slot.IsOpaque;
            if (!(isDemotable && JuniperDemotion.TryApply(slot)))
            {
                slot.Types |= HopTypes.Ingress | HopTypes.ImplicitUTurn;
            }

            return;
        }
    }

    private static void MakeEgress(TntSlot slot)
    {
        int uTurn = UTurnOf(slot);
        if ((Math.Abs(uTurn) < Threshold || RtlaOf(slot) == uTurn) && !(slot.IsIngress && JuniperDemotion.TryApply(slot)))
        {
            slot.Types |= HopTypes.Egress | HopTypes.ImplicitUTurn;
        }
    }

    private static void MakeLsr(TntSlot slot, HopTypes eraseFor)
    {
        EraseRoles(slot, eraseFor);
        slot.Types |= HopTypes.Lsr | HopTypes.ImplicitUTurn;
    }

    private static void EraseRoles(TntSlot slot, HopTypes when)
    {
        if ((slot.Types & when) != 0)
        {
            slot.Types &= ~HopTypes.Roles;
        }
    }

    private static bool IsClosed(TntSlot slot) => !slot.IsSilent && (slot.IsLsr || slot.IsRevealed || (slot.IsOpaque && slot.IsEgress));

    private static bool IsNoEvidence(TntSlot slot) => UTurnOf(slot) == 0 || RtlaOf(slot) == UTurnOf(slot);

    private static int UTurnOf(TntSlot slot) => UTurn.Evaluate(slot.Reply?.ReplyTtl, slot.EchoReplyTtl) ?? 0;

    private static int RtlaOf(TntSlot slot) => Rtla.Evaluate(slot.Reply?.ReplyTtl, slot.EchoReplyTtl) ?? 0;
}
