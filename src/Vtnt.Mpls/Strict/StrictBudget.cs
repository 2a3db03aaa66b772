using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// What strict may spend on one destination: what TNT would, as far as that is certain, and a share of it on top. All probes
/// count whose results are used, whoever paid for them, so that a finding does not depend on the order of destinations.
/// </summary>
/// <param name="options">The share, and whether the user asked for every pair whatever it costs.</param>
/// <param name="spent">Probes spent so far, the trace and the pings.</param>
/// <param name="tnt">What TNT would have spent on these.</param>
/// <param name="used">The accounts of all results that were used; each is counted once.</param>
internal sealed class StrictBudget(TntOptions options, int spent, int tnt, HashSet<ProbeAccount> used)
{
    // A hostile path must not make us send without end, whatever the share.
    private const int MaxProbes = 2000;

    private int _spent = spent;
    private int _tnt = tnt;
    private int _revelations;

    /// <summary>The accounts of all results that were used.</summary>
    internal HashSet<ProbeAccount> Used { get; } = used;

    /// <summary>Addresses whose pings are counted.</summary>
    internal HashSet<HostAddress> Pinged { get; } = [];

    /// <summary>Probes spent so far.</summary>
    internal int Spent => _spent;

    /// <summary>What TNT would have spent, as far as that is certain.</summary>
    internal int SpentByTnt => _tnt;

    /// <summary>False when the revelations of this destination have cost too much by any measure.</summary>
    internal bool AllowsAny => _revelations <= MaxProbes;

    /// <summary>True while the attempt does what TNT would do: then nothing is refused.</summary>
    internal bool IsWithTnt { get; private set; }

    /// <summary>Probes that may still be spent on what TNT would not do; all there are when the user asked for every pair.</summary>
    internal int Left => options.BruteForce
        ? int.MaxValue
        : (int)Math.Clamp(((long)_tnt * (100L + options.Budget) / 100) - _spent, 0, int.MaxValue);

    /// <summary>Probes that the next measurement may take, when so many must be left for later.</summary>
    internal int Limit(int reserve = 0) => IsWithTnt || options.BruteForce ? int.MaxValue : Math.Max(0, Left - reserve);

    /// <summary>An attempt begins.</summary>
    /// <param name="isWithTnt">True when TNT would make it too.</param>
    internal void Begin(bool isWithTnt) => IsWithTnt = isWithTnt;

    /// <summary>From here on the attempt does what TNT would not.</summary>
    internal void LeaveTnt() => IsWithTnt = false;

    /// <summary>Counts probes whose result is used.</summary>
    /// <returns>False when they were counted before.</returns>
    internal bool Pay(ProbeAccount account, int probes)
    {
        bool isNew = Used.Add(account);
        if (isNew)
        {
            _spent += probes;
            _revelations += probes;
            CreditTnt(probes);
        }

        return isNew;
    }

    /// <summary>Counts a ping that was not used before.</summary>
    internal void PayPing(int probes)
    {
        _spent += probes;
        CreditTnt(probes);
    }

    /// <summary>Counts probes that TNT would have sent.</summary>
    internal void CreditTnt(int probes) => _tnt += IsWithTnt ? probes : 0;
}
