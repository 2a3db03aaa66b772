namespace Vtnt.Probing.Pcap;

/// <summary>Probes that one run of one tool sent, in order. The other parts tell what became of them.</summary>
internal sealed partial class ProbeRun
{
    private const int NoFit = -1, MaxLost = 3, MaxUncounted = 64, PingTtl = 60;

    private readonly List<SeenProbe> _probes = [];
    private RunShape _shape;
    private byte _lowestTtl = byte.MaxValue;
    private byte _highestTtl;
    private readonly SourceHints _hints;
    private bool _countsIpIds;
    private bool _countsChecksums;
    private bool _countsSequence = true;

    /// <summary>A run that begins.</summary>
    /// <param name="first">Its first probe.</param>
    /// <param name="hints">What the other probes of the two hosts tell of it.</param>
    internal ProbeRun(SeenProbe first, SourceHints hints)
    {
        _hints = hints;
        Add(first, RunShape.Undecided);
    }

    /// <summary>A run whose shape is known.</summary>
    internal ProbeRun(IEnumerable<SeenProbe> probes, RunShape shape)
    {
        foreach (SeenProbe probe in probes)
        {
            Add(probe, shape);
        }
    }

    /// <summary>What varies between its probes.</summary>
    internal RunShape Shape => _shape;

    /// <summary>True when all probes have one TTL.</summary>
    internal bool HasOneTtl => _lowestTtl == _highestTtl;

    /// <summary>The probes in the order of the capture.</summary>
    internal IReadOnlyList<SeenProbe> Probes => _probes;

    private ProbePacket First => _probes[0].Packet;

    private ProbePacket Last => _probes[^1].Packet;

    /// <summary>How well a probe continues the run; negative when it does not.</summary>
    /// <param name="probe">The next probe.</param>
    /// <param name="hints">What the other probes of the two hosts tell of it.</param>
    /// <param name="shape">What the run is when the probe is added.</param>
    internal int Fit(SeenProbe probe, SourceHints hints, out RunShape shape)
    {
        ProbePacket next = probe.Packet;
        shape = RunShape.Undecided;
        if (next.Kind != First.Kind || IsRestart(next))
        {
            return NoFit;
        }

        foreach (RunShape candidate in next.IsIcmp ? IcmpShapes : PortShapes)
        {
            bool isPossible = _shape == candidate || _shape == RunShape.Undecided;
            if (isPossible && hints.Allow(candidate) && _hints.Allow(candidate) && Continues(candidate, next, hints.LostBelow))
            {
                shape = candidate;
                return (20 * (8 - (int)candidate)) - Math.Min(9, Math.Abs(next.ProbeTtl - Last.ProbeTtl)) - Missing(candidate, next, hints.LostBelow);
            }
        }

        return NoFit;
    }

    /// <summary>True when the probe is the first of the same tool's next run between the same ports, which ends this one.</summary>
    internal bool IsEndedBy(SeenProbe probe) =>
        probe.Packet.Kind == First.Kind && probe.Packet.First == First.First && IsRestart(probe.Packet)
        && (probe.Packet.IsIcmp || _shape == RunShape.RisingDestination || probe.Packet.Second == First.Second);

    /// <summary>Adds a probe that fits.</summary>
    internal void Add(SeenProbe probe, RunShape shape)
    {
        if (_probes.Count > 0)
        {
            _countsIpIds &= probe.Packet.IpId == Last.IpId + 1;
            _countsSequence &= probe.Packet.Second == (ushort)(Last.Second + 1);
            _countsChecksums &= probe.Packet.Checksum == Last.Checksum + 1;
        }
        else
        {
            // scamper counts from 1; where kernels count, they do not begin there.
            _countsIpIds = probe.Packet.IpId == 1;
            _countsChecksums = probe.Packet.Checksum == 1;
        }

        _shape = shape;
        _probes.Add(probe);
        _lowestTtl = Math.Min(_lowestTtl, probe.Packet.ProbeTtl);
        _highestTtl = Math.Max(_highestTtl, probe.Packet.ProbeTtl);
    }

    private static ReadOnlySpan<RunShape> IcmpShapes => [RunShape.ConstantFlow, RunShape.ConstantChecksum];

    private static ReadOnlySpan<RunShape> PortShapes =>
        [RunShape.ConstantFlow, RunShape.RisingDestination, RunShape.RisingSource, RunShape.RisingDestinationAnySource, RunShape.AnySource];

    private bool Continues(RunShape shape, in ProbePacket next, int lostBelow) => shape switch
    {
        RunShape.ConstantFlow => next.First == Last.First && (next.IsIcmp || next.Second == Last.Second),
        RunShape.RisingDestination => next.First == Last.First && Rises(Last.Second, next.Second, lostBelow),
        RunShape.RisingSource => next.Second == Last.Second && Rises(Last.First, next.First, 0),
        RunShape.RisingDestinationAnySource => next.First != Last.First && Rises(Last.Second, next.Second, lostBelow) && IsNext(next, lostBelow),
        RunShape.AnySource => next.First != Last.First && next.Second == Last.Second && IsNext(next, 0),
        RunShape.ConstantChecksum => next.First != Last.First && next.Second != Last.Second && next.Checksum == First.Checksum && IsNext(next, lostBelow),
        _ => false,
    };

    /// <summary>Ports that were left out, which weighs more than a jump in TTL.</summary>
    private int Missing(RunShape shape, in ProbePacket next, int lostBelow) => shape switch
    {
        RunShape.RisingDestination or RunShape.RisingDestinationAnySource => 4 * Math.Max(0, (ushort)(next.Second - Last.Second) - 1 - lostBelow),
        RunShape.RisingSource => 4 * ((ushort)(next.First - Last.First) - 1),
        _ => 0,
    };

    private static bool Rises(ushort last, ushort next, int lostBelow) =>
        (ushort)(next - last) is >= 1 and var step && (step <= MaxLost || step - lostBelow <= MaxLost);

    private bool IsNext(in ProbePacket next, int lostBelow) =>
        next.ProbeTtl >= Last.ProbeTtl && next.ProbeTtl <= Last.ProbeTtl + MaxLost + lostBelow;

    /// <summary>True when the probe begins another run of the same tool between the same hosts and ports.</summary>
    private bool IsRestart(in ProbePacket next)
    {
        bool isPingAfterTrace = next.ProbeTtl is >= PingTtl and < byte.MaxValue && _highestTtl < PingTtl;
        bool isTraceAfterPing = _lowestTtl >= PingTtl && next.ProbeTtl < PingTtl;
        if (isPingAfterTrace || isTraceAfterPing)
        {
            return true;
        }

        if (next.IsIcmp)
        {
            bool isBack = _probes.Count > 1 && _countsSequence && next.Second <= Last.Second && Last.Second != ushort.MaxValue;
            return next.First == First.First && (isBack || next.Second == First.Second);
        }

        // Where probes are counted, any other count begins anew.
        return (_countsIpIds && !IsCountedOn(Last.IpId ?? 0, next.IpId ?? 0))
            || (_countsChecksums && First.IpId is null && !IsCountedOn(Last.Checksum, next.Checksum))
            || RepeatsFirst(next);
    }

    private static bool IsCountedOn(ushort last, ushort next) => next > last && next - last <= MaxUncounted;

    /// <summary>A probe equal to the first one, when the run has been elsewhere since.</summary>
    private bool RepeatsFirst(in ProbePacket next) =>
        next == First && (_highestTtl != _lowestTtl || _probes.Exists(probe => probe.Packet != First));
}
