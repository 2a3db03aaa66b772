using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap;

/// <summary>What became of every frame that a <see cref="TraceAssembler"/> was given.</summary>
public sealed class AssemblerCounters
{
    private readonly long[] _frames = new long[Enum.GetValues<FrameVerdict>().Length];
    private readonly long[] _refused = new long[Enum.GetValues<PacketVerdict>().Length];

    /// <summary>Packets that were given, without frames that hold none.</summary>
    public long Packets { get; internal set; }

    /// <summary>Packets taken as probes, those that no trace was made of included.</summary>
    public long Probes { get; internal set; }

    /// <summary>Packets that answered a probe of the capture.</summary>
    public long Replies { get; internal set; }

    /// <summary>Packets that answered a probe which is not in the capture, and were taken all the same.</summary>
    public long RepliesWithoutProbe { get; internal set; }

    /// <summary>
    /// Of <see cref="RepliesWithoutProbe"/>, those left out: there are other probes between the two hosts, but they do not
    /// tell to which trace and hop these belong.
    /// </summary>
    public long UnplacedReplies { get; internal set; }

    /// <summary>Well-formed packets that are neither: ordinary traffic.</summary>
    public long Ignored { get; internal set; }

    /// <summary>Packets of which bytes are missing, taken or not.</summary>
    public long Truncated { get; internal set; }

    /// <summary>Replies taken although bytes are missing: what stood behind the cut, a label stack perhaps, is unknown.</summary>
    public long TruncatedReplies { get; internal set; }

    /// <summary>Replies taken although the checksum of their IPv4 header is wrong.</summary>
    public long BadHeaderChecksums { get; internal set; }

    /// <summary>Frames by what they turned out to carry.</summary>
    public long Frames(FrameVerdict verdict) => _frames[(int)verdict];

    /// <summary>Packets refused, by why. <see cref="PacketVerdict.Accepted"/> is always 0.</summary>
    public long Refused(PacketVerdict verdict) => _refused[(int)verdict];

    internal void AddFrame(FrameVerdict verdict) => _frames[(int)verdict]++;

    internal void AddRefused(PacketVerdict verdict) => _refused[(int)verdict]++;
}
