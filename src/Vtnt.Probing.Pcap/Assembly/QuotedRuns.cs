namespace Vtnt.Probing.Pcap;

/// <summary>
/// Divides probes that only replies tell of. Their TTLs are not known: what a quotation shows is what was left of them.
/// They are inferred from the order in which the probes were sent, which ports, sequence numbers or identifications keep.
/// </summary>
internal static class QuotedRuns
{
    private const int MaxTtl = 64;

    /// <summary>One run per identifier or source port that is used more than once, and one for all other probes.</summary>
    internal static List<ProbeRun> Divide(List<SeenProbe> probes)
    {
        Dictionary<ushort, int> sources = probes.GroupBy(probe => probe.Packet.First).ToDictionary(group => group.Key, group => group.Count());
        return
        [
            .. probes
                .GroupBy(probe => (probe.Packet.Kind, Source: probe.Packet.IsIcmp || sources[probe.Packet.First] > 1 ? probe.Packet.First : -1))
                .Select(group => ToRun([.. group])),
        ];
    }

    private static ProbeRun ToRun(List<SeenProbe> probes)
    {
        List<SeenProbe> ordered = [.. probes.OrderBy(OrderOf(probes))];
        RunShape shape = probes.TrueForAll(probe => probe.Packet.First == probes[0].Packet.First && (probe.Packet.IsIcmp || probe.Packet.Second == probes[0].Packet.Second))
            ? RunShape.ConstantFlow
            : RunShape.RisingDestination;
        return new ProbeRun(ordered, shape) { InferredTtls = InferTtls(ordered, OrderOf(probes)) };
    }

    /// <summary>What rises from probe to probe: the sequence number or destination port, else the identification.</summary>
    private static Func<SeenProbe, int> OrderOf(List<SeenProbe> probes)
    {
        bool hasSequence = probes[0].Packet.IsIcmp || probes.Exists(probe => probe.Packet.Second != probes[0].Packet.Second);
        return hasSequence ? probe => probe.Packet.Second : probe => probe.Packet.IpId ?? (int)probe.Packet.FlowLabel;
    }

    /// <summary>
    /// Tries how many probes were sent per hop, three (traceroute) or one (scamper), until no hop has two addresses and
    /// no router is at two hops; failing that, every change of address is a hop.
    /// </summary>
    private static Dictionary<SeenProbe, byte> InferTtls(List<SeenProbe> ordered, Func<SeenProbe, int> orderOf)
    {
        int first = FirstOrder(orderOf(ordered[0]));
        foreach (int perHop in (ReadOnlySpan<int>)[3, 2, 1])
        {
            Dictionary<SeenProbe, byte> ttls = ordered.ToDictionary(
                probe => probe, probe => (byte)Math.Min(MaxTtl, ((orderOf(probe) - first) / perHop) + 1));
            if (IsConsistent(ordered, ttls))
            {
                return ttls;
            }
        }

        return CountChanges(ordered);
    }

    /// <summary>Where tools begin: port 33434 or 33435, sequence 0 or 1, identification 1; otherwise the lowest one seen.</summary>
    private static int FirstOrder(int lowest) => lowest switch
    {
        33434 => 33434,
        >= 33435 and < 33500 => 33435,
        >= 1 and < MaxTtl => 1,
        _ => lowest,
    };

    private static bool IsConsistent(List<SeenProbe> ordered, Dictionary<SeenProbe, byte> ttls)
    {
        var addresses = new Dictionary<byte, HostAddress>();
        var hops = new Dictionary<HostAddress, byte>();
        foreach (SeenProbe probe in ordered)
        {
            HostAddress address = probe.Replies[0].Address;
            byte ttl = ttls[probe];
            bool fits = ttl < MaxTtl && addresses.GetValueOrDefault(ttl, address) == address && hops.GetValueOrDefault(address, ttl) == ttl;
            if (!fits)
            {
                return false;
            }

            addresses[ttl] = address;
            hops[address] = ttl;
        }

        return true;
    }

    private static Dictionary<SeenProbe, byte> CountChanges(List<SeenProbe> ordered)
    {
        var ttls = new Dictionary<SeenProbe, byte>();
        byte ttl = 1;
        HostAddress last = ordered[0].Replies[0].Address;
        foreach (SeenProbe probe in ordered)
        {
            HostAddress address = probe.Replies[0].Address;
            ttl = address == last || ttl == MaxTtl ? ttl : (byte)(ttl + 1);
            last = address;
            ttls[probe] = ttl;
        }

        return ttls;
    }
}
