namespace Vtnt.Probing.Pcap;

/// <summary>
/// Places probes that the capture lacks although it has others of their run: a slow capturing machine loses some of a
/// burst. Their replies quote the number that the tool counts up, and the captured probes tell which TTL that stands for.
/// </summary>
internal static class LostProbes
{
    private const int MaxPerHop = 10, MaxLost = 256;

    /// <summary>Adds probes that only replies tell of to the runs that they belong to.</summary>
    /// <param name="runs">The runs of the captured probes.</param>
    /// <param name="lost">Probes that were not captured.</param>
    /// <returns>Those that belong to no run for certain.</returns>
    internal static List<SeenProbe> Place(List<ProbeRun> runs, IEnumerable<SeenProbe> lost)
    {
        List<SeenProbe> unplaced = [];
        int count = 0;
        foreach (SeenProbe probe in lost)
        {
            if (++count > MaxLost)
            {
                unplaced.Add(probe);
                continue;
            }

            ProbeRun? owner = null;
            byte? ttl = null;
            foreach (ProbeRun run in runs)
            {
                if (run.NumberOf(probe) is { } number && TtlOf(run, number) is { } found)
                {
                    (owner, ttl) = (run, owner is null ? found : null); // two runs that fit make neither certain
                }
            }

            if (ttl is { } certain)
            {
                owner!.Insert(probe, certain);
            }
            else
            {
                unplaced.Add(probe);
            }
        }

        return unplaced;
    }

    private static byte? TtlOf(ProbeRun run, int number)
    {
        (int Number, byte Ttl) below = (int.MinValue, 0), above = (int.MaxValue, 0);
        List<(int Number, byte Ttl)> known = [];
        foreach (SeenProbe probe in run.Probes)
        {
            (int Number, byte Ttl) one = (run.NumberOf(probe) ?? number, probe.Packet.ProbeTtl);
            known.Add(one);
            below = one.Number < number && one.Number > below.Number ? one : below;
            above = one.Number > number && one.Number < above.Number ? one : above;
        }

        if (below.Ttl == 0 || known.Exists(one => one.Number == number))
        {
            return null;
        }

        int missing = above.Number - below.Number;
        return above.Ttl == below.Ttl ? below.Ttl
            : above.Ttl != 0 && above.Ttl - below.Ttl == missing ? (byte)(below.Ttl + number - below.Number)
            : Extrapolate(known, number);
    }

    /// <summary>Some tools send so many probes per hop, always: the TTL if every such division of the numbers agrees on it.</summary>
    private static byte? Extrapolate(List<(int Number, byte Ttl)> known, int number)
    {
        byte? agreed = null;
        for (int perHop = 1; perHop <= MaxPerHop; perHop++)
        {
            for (int phase = 0; phase < perHop; phase++)
            {
                int zero = known[0].Number - phase;
                int Ttl(int of) => known[0].Ttl + (int)Math.Floor((double)(of - zero) / perHop);
                if (!known.TrueForAll(one => Ttl(one.Number) == one.Ttl))
                {
                    continue;
                }

                int ttl = Ttl(number);
                if (ttl is < 1 or > byte.MaxValue || (agreed is { } other && other != ttl))
                {
                    return null;
                }

                agreed = (byte)ttl;
            }
        }

        return agreed;
    }
}
