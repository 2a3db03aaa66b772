namespace Vtnt.Mpls;

/// <summary>
/// The suspicions that TNT would probe on a path, in path order until the first that shows it something. Strict follows them
/// first: only what is certain that TNT would have spent is free.
/// </summary>
internal sealed class CourseOfTnt
{
    private readonly List<Suspicion> _ahead = [];

    /// <summary>Nothing is probed yet.</summary>
    /// <param name="path">The path, its echo-reply TTLs included.</param>
    /// <param name="work">Options and the notion of reserved addresses.</param>
    internal CourseOfTnt(TntPath path, TntWork work)
    {
        var copy = TntPath.Of(path.Trace, dropsMixedExtensions: true);
        for (int index = 0; index < copy.Slots.Count; index++)
        {
            copy.Slots[index].EchoReplyTtl = path.Slots[index].EchoReplyTtl;
        }

        // Brute force names a pair twice; TNT probes it once.
        HashSet<(Probing.HostAddress, Probing.HostAddress)> pairs = [];
        foreach (Suspicion suspicion in CompatRules.Suspicions(copy, work))
        {
            if (pairs.Add((suspicion.Anchor, suspicion.Candidate)))
            {
                _ahead.Add(suspicion);
            }
        }
    }

    /// <summary>What TNT would probe next; null when it would probe nothing more, or that is not certain.</summary>
    internal Suspicion? Next => _ahead.Count > 0 ? _ahead[0] : null;

    /// <summary>True when TNT would come to the pair that ends at a slot, for all that is known.</summary>
    internal bool Includes(int slot) => _ahead.Exists(suspicion => suspicion.Slot == slot);

    /// <summary>The next one is probed and shows TNT nothing.</summary>
    internal void GoOn() => _ahead.RemoveAt(0);

    /// <summary>TNT would stop, or nobody knows whether it would.</summary>
    internal void End() => _ahead.Clear();
}
