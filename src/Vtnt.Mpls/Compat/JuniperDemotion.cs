namespace Vtnt.Mpls;

/// <summary>
/// TNT's treatment of a router that ends one tunnel and begins the next: with the signature of Junos it is taken for an
/// LSR inside one longer tunnel that shows nothing of itself.
/// </summary>
internal static class JuniperDemotion
{
    /// <summary>Demotes the hop if its signature is <c>&lt;255,64&gt;</c>; of its discovery bits only the triggers survive (defect D19).</summary>
    /// <returns>True when it was demoted.</returns>
    internal static bool TryApply(TntSlot slot)
    {
        if (!slot.IsJuniper)
        {
            return false;
        }

        slot.Types = HopTypes.Lsr;
        slot.Discoveries &= HopDiscoveries.Triggers;
        return true;
    }
}
