namespace Vtnt.Mpls;

/// <summary>
/// What strict may spend on one destination beyond what TNT would: a share of TNT's own cost. All probes count whose results
/// are used, whoever paid for them, so that a finding does not depend on the order of destinations. An attempt that has
/// begun is finished: its result is shared, and half of it would prove nothing.
/// </summary>
/// <param name="percent">The share, 0 and more.</param>
/// <param name="spent">Probes spent so far, the trace and the pings.</param>
/// <param name="tnt">What TNT would have spent.</param>
internal sealed class StrictBudget(int percent, int spent, CostOfTnt tnt)
{
    // A hostile path must not make us send without end, whatever the share.
    private const int MaxProbes = 2000;

    // Pings known from elsewhere cost nothing, but what is found must not depend on them.
    private int _spent = Math.Max(spent, tnt.Probes);
    private int _revelations;

    /// <summary>False when the revelations of this destination have cost too much by any measure.</summary>
    internal bool AllowsAny => _revelations <= MaxProbes;

    /// <summary>True when so many probes beyond TNT's still fit.</summary>
    internal bool Allows(int probes) => (_spent - tnt.Probes + probes) * 100L <= (long)percent * tnt.Probes;

    /// <summary>True when the attempt is none beyond TNT's.</summary>
    internal bool IsOfTnt(Suspicion suspicion) => tnt.Includes(suspicion.Slot);

    /// <summary>Counts what an attempt has cost.</summary>
    internal void Spend(Suspicion suspicion, RevelationTest test)
    {
        int probes = test.Accounts.Sum(account => account.ProbesSent);
        _spent += probes;
        _revelations += probes;
        tnt.Add(suspicion.Slot, probes - test.ProbesBeyondTnt, test.WouldConvinceTnt);
    }
}
