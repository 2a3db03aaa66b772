namespace Vtnt.Probing.Pcap;

internal sealed partial class ProbeRun
{
    private const int MaxIpIdStep = 8;

    private bool? _hasRisingIpIds;

    /// <summary>The tool counts its probes in the identification, as scamper does; some may be missing.</summary>
    private bool HasRisingIpIds => _hasRisingIpIds ??= _probes.Count > 1
        && Enumerable.Range(1, _probes.Count - 1).All(i => _probes[i].Packet.IpId - _probes[i - 1].Packet.IpId is >= 1 and <= MaxIpIdStep);

    /// <summary>What a probe is numbered by, if it can be one of this run; absent when it cannot, or nothing is counted up.</summary>
    internal int? NumberOf(SeenProbe probe)
    {
        ProbePacket packet = probe.Packet;
        if (packet.Key.Kind != First.Key.Kind)
        {
            return null;
        }

        bool hasSource = packet.First == First.First;
        bool hasDestination = packet.Second == First.Second;
        return (First.IsIcmp, _shape) switch
        {
            (true, RunShape.ConstantFlow) => hasSource ? packet.Second : null,
            (true, RunShape.ConstantChecksum) => packet.Checksum == First.Checksum ? packet.Second : null,
            (false, RunShape.RisingDestination) => hasSource ? packet.Second : null,
            (false, RunShape.RisingDestinationAnySource) => packet.Second,
            (false, RunShape.RisingSource) => hasDestination ? packet.First : null,
            (false, RunShape.ConstantFlow) => hasSource && hasDestination && HasRisingIpIds ? packet.IpId : null,
            _ => null,
        };
    }

    /// <summary>Adds a probe that was not captured, behind the one with the next lower number.</summary>
    internal void Insert(SeenProbe probe, byte ttl)
    {
        probe.Place(ttl);
        int? number = NumberOf(probe);
        int index = _probes.FindLastIndex(other => NumberOf(other) < number) + 1;
        _probes.Insert(index, probe);
        _lowestTtl = Math.Min(_lowestTtl, ttl);
        _highestTtl = Math.Max(_highestTtl, ttl);
    }
}
