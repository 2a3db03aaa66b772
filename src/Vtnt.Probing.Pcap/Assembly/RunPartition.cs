namespace Vtnt.Probing.Pcap;

/// <summary>Divides the probes between two hosts into the runs that sent them.</summary>
internal static class RunPartition
{
    private const int MaxOpenRuns = 16;

    /// <summary>So many probes may have one source port although the kernel chose it.</summary>
    private const int MaxByChance = 2;

    /// <summary>Tools have no more probes under way at once.</summary>
    private const int MaxLostBelow = 64;

    /// <summary>Divides probes, in the order of the capture, into runs in the order of their beginnings.</summary>
    /// <param name="probes">All probes between two hosts.</param>
    /// <param name="unplaced">Probes that are missing in the capture and cannot be placed in a run for certain.</param>
    internal static List<ProbeRun> Divide(List<SeenProbe> probes, out List<SeenProbe> unplaced)
    {
        unplaced = [];
        List<SeenProbe> sent = probes.FindAll(probe => probe.SentAt is not null);
        if (sent.Count == 0)
        {
            return QuotedRuns.Divide(probes);
        }

        Dictionary<ushort, int> sources = CountSources(sent);
        HashSet<int> ports = [.. sent.Where(probe => sources[probe.Packet.First] <= MaxByChance).Select(probe => (int)probe.Packet.Second)];
        HashSet<int> lost = [.. probes.Where(probe => probe.SentAt is null).Select(probe => (int)probe.Packet.Second)];
        var runs = new List<ProbeRun>();
        var open = new List<ProbeRun>(); // the most recently used last
        foreach (SeenProbe probe in sent)
        {
            bool hasNeighbour = ports.Contains(probe.Packet.Second - 1) || ports.Contains(probe.Packet.Second + 1);
            var hints = new SourceHints(sources[probe.Packet.First] > MaxByChance, hasNeighbour, CountBelow(lost, probe.Packet.Second));
            open.RemoveAll(earlier => earlier.IsEndedBy(probe));
            ProbeRun run = Continue(open, probe, hints) ?? Begin(probe, hints, runs);
            open.Remove(run);
            open.Add(run);
            if (open.Count > MaxOpenRuns)
            {
                open.RemoveAt(0);
            }
        }

        runs = ParallelFlows.Regroup(runs);
        if (sent.Count < probes.Count)
        {
            unplaced = LostProbes.Place(runs, probes.Where(probe => probe.SentAt is null));
        }

        return runs;
    }

    /// <summary>The open run that the probe continues best; among equals the one that has waited longest.</summary>
    private static ProbeRun? Continue(List<ProbeRun> open, SeenProbe probe, SourceHints hints)
    {
        ProbeRun? best = null;
        RunShape bestShape = RunShape.Undecided;
        int bestFit = -1;
        foreach (ProbeRun run in open)
        {
            int fit = run.Fit(probe, hints, out RunShape shape);
            if (fit > bestFit)
            {
                (best, bestFit, bestShape) = (run, fit, shape);
            }
        }

        best?.Add(probe, bestShape);
        return best;
    }

    private static int CountBelow(HashSet<int> numbers, int number)
    {
        int count = 0;
        while (count < MaxLostBelow && numbers.Contains(number - 1 - count))
        {
            count++;
        }

        return count;
    }

    private static ProbeRun Begin(SeenProbe probe, SourceHints hints, List<ProbeRun> runs)
    {
        var run = new ProbeRun(probe, hints);
        runs.Add(run);
        return run;
    }

    private static Dictionary<ushort, int> CountSources(List<SeenProbe> probes)
    {
        var counts = new Dictionary<ushort, int>();
        foreach (SeenProbe probe in probes)
        {
            counts[probe.Packet.First] = counts.GetValueOrDefault(probe.Packet.First) + 1;
        }

        return counts;
    }
}
