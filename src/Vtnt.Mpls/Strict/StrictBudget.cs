namespace Vtnt.Mpls;

/// <summary>
/// What strict may spend on one destination beyond what TNT would: a share of TNT's own cost. All probes count whose results
/// are used, whoever paid for them, so that a finding does not depend on the order of destinations.
/// </summary>
/// <param name="percent">The share, 0 and more.</param>
/// <param name="measured">Probes of the trace and the pings, which TNT sends too.</param>
internal sealed class StrictBudget(int percent, int measured)
{
    // A hostile path must not make us send without end, whatever the share.
    private const int MaxProbes = 2000;

    private int _ofTnt = measured;
    private int _beyond;
    private int _revelations;

    /// <summary>False when the revelations of this destination have cost too much by any measure.</summary>
    internal bool AllowsAny => _revelations <= MaxProbes;

    /// <summary>True when so many probes beyond TNT's still fit.</summary>
    internal bool Allows(int probes) => (_beyond + probes) * 100L <= (long)percent * _ofTnt;

    /// <summary>Counts what was spent.</summary>
    internal void Spend(int probes, bool isOfTnt)
    {
        _revelations += probes;
        if (isOfTnt)
        {
            _ofTnt += probes;
        }
        else
        {
            _beyond += probes;
        }
    }
}
