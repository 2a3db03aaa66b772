namespace Vtnt.Mpls;

/// <summary>
/// What TNT would have spent on the path: the trace, a ping per address, and its suspicions in path order until the first
/// that shows something. Its own rules name them; what they cost and show is known as far as strict has probed them.
/// </summary>
internal sealed class CostOfTnt
{
    private readonly int _measured;
    private readonly List<int> _slots;
    private readonly Dictionary<int, (int Probes, bool IsSuccess)> _attempts = [];

    /// <summary>Nothing is probed yet.</summary>
    /// <param name="path">The path, its echo-reply TTLs included.</param>
    /// <param name="work">Options and the notion of reserved addresses.</param>
    /// <param name="measured">Probes of the trace and the pings.</param>
    internal CostOfTnt(TntPath path, TntWork work, int measured)
    {
        _measured = measured;
        var copy = TntPath.Of(path.Trace, dropsMixedExtensions: true);
        for (int index = 0; index < copy.Slots.Count; index++)
        {
            copy.Slots[index].EchoReplyTtl = path.Slots[index].EchoReplyTtl;
        }

        _slots = [.. CompatRules.Suspicions(copy, work).Select(suspicion => suspicion.Slot)];
    }

    /// <summary>Probes of TNT, as far as known.</summary>
    internal int Probes
    {
        get
        {
            int probes = _measured;
            foreach (int slot in _slots.Distinct())
            {
                if (_attempts.TryGetValue(slot, out (int Probes, bool IsSuccess) attempt))
                {
                    probes += attempt.Probes;
                    if (attempt.IsSuccess)
                    {
                        break;
                    }
                }
            }

            return probes;
        }
    }

    /// <summary>True when TNT would probe the pair that ends at a slot, for all that is known.</summary>
    internal bool Includes(int slot)
    {
        int place = _slots.IndexOf(slot);
        return place >= 0 && !_slots.Take(place).Any(before => _attempts.GetValueOrDefault(before).IsSuccess);
    }

    /// <summary>Takes what an attempt has cost, without what TNT would not have sent.</summary>
    /// <param name="slot">The suspected egress.</param>
    /// <param name="probes">Probes.</param>
    /// <param name="isSuccess">True when TNT would have taken what it showed for a tunnel.</param>
    internal void Add(int slot, int probes, bool isSuccess) => _attempts[slot] = (probes, isSuccess);
}
