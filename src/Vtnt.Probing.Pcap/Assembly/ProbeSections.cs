namespace Vtnt.Probing.Pcap;

/// <summary>What the probes of a run were for.</summary>
/// <param name="Hops">Those that found the path, each with its TTL.</param>
/// <param name="LastDitch">Those with TTL 255 behind silent hops.</param>
/// <param name="PathMtu">Those of another size, from the first one with TTL 255 on.</param>
internal sealed record ProbeSections(
    IReadOnlyList<(byte Ttl, SeenProbe Probe)> Hops, IReadOnlyList<SeenProbe> LastDitch, IReadOnlyList<SeenProbe> PathMtu)
{
    private const byte UnlimitedTtl = byte.MaxValue;

    /// <summary>Divides the probes of a run.</summary>
    /// <param name="probes">In the order of the capture.</param>
    /// <param name="inferredTtls">TTLs of probes that were not captured, or absent.</param>
    internal static ProbeSections Of(IReadOnlyList<SeenProbe> probes, IReadOnlyDictionary<SeenProbe, byte>? inferredTtls)
    {
        var hops = new List<(byte Ttl, SeenProbe Probe)>();
        var lastDitch = new List<SeenProbe>();
        var pathMtu = new List<SeenProbe>();
        int size = probes[0].Packet.Size;
        bool isMtuPhase = false;
        foreach (SeenProbe probe in probes)
        {
            ProbePacket packet = probe.Packet;
            byte ttl = inferredTtls is null ? packet.ProbeTtl : inferredTtls[probe];
            bool isUnlimited = ttl == UnlimitedTtl && hops.Count > 0 && hops[^1].Ttl < UnlimitedTtl - 1;
            isMtuPhase |= isUnlimited && packet.Size != size;
            if (isMtuPhase && packet.Size != size)
            {
                pathMtu.Add(probe);
            }
            else if (isUnlimited)
            {
                lastDitch.Add(probe);
            }
            else
            {
                hops.Add((ttl, probe));
            }
        }

        return new(hops, lastDitch, pathMtu);
    }
}
