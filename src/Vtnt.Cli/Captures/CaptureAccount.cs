using System.Globalization;
using System.Text;
using Vtnt.Probing.Pcap;
using Vtnt.Probing.Wire;

namespace Vtnt.Cli;

/// <summary>What was found in one capture and what was not taken, in words.</summary>
internal sealed class CaptureAccount(string name)
{
    /// <summary>Traces found.</summary>
    internal int Traces { get; set; }

    /// <summary>Pings found.</summary>
    internal int Pings { get; set; }

    /// <summary>Traces of which no probe was captured.</summary>
    internal int InferredTraces { get; set; }

    /// <summary>Why the capture could not be read, or not to its end; null when it could.</summary>
    internal string? Failure { get; set; }

    /// <summary>What became of its frames.</summary>
    internal AssemblerCounters Counters { get; set; } = new();

    /// <summary>True when nothing was found.</summary>
    internal bool IsEmpty => Traces == 0 && Pings == 0;

    /// <summary>True when the capture or some of its packets are damaged, so that something may be missing.</summary>
    internal bool IsDamaged => Failure is not null || DamagedPackets > 0 || Counters.TruncatedReplies > 0 || Counters.BadHeaderChecksums > 0;

    private long DamagedPackets => DamagedFrames.Sum(damage => Counters.Frames(damage.Verdict)) + Damaged.Sum(damage => Counters.Refused(damage.Verdict));

    /// <summary>Every problem as a sentence of its own, and the account of all frames when there is one or it is wanted.</summary>
    internal IEnumerable<string> Lines(bool isWanted)
    {
        if (Failure is not null)
        {
            yield return IsEmpty ? $"{name}: {Failure}" : $"{name}: {Failure} What stands before it was read.";
        }

        if (Counters.TruncatedReplies > 0)
        {
            yield return $"{name}: {Count(Counters.TruncatedReplies, "reply", "replies")} cut by the snap length, label stacks may be missing.";
        }

        if (Counters.BadHeaderChecksums > 0)
        {
            yield return $"{name}: {Count(Counters.BadHeaderChecksums, "reply", "replies")} taken although the header's checksum is wrong.";
        }

        if (DamagedPackets > 0)
        {
            yield return $"{name}: {Count(DamagedPackets, "packet", "packets")} damaged and not taken.";
        }

        if (Counters.UnplacedReplies > 0)
        {
            yield return $"{name}: {Count(Counters.UnplacedReplies, "reply", "replies")} to missing probes left out, hops may seem silent that are not.";
        }

        if (InferredTraces > 0)
        {
            yield return $"{name}: {Count(InferredTraces, "trace", "traces")} without probes: TTLs are inferred from the replies, times are unknown.";
        }

        if ((Frames > 0 || Failure is null) && (isWanted || IsDamaged || IsEmpty))
        {
            yield return $"{name}: {Everything()}";
        }
    }

    private static readonly (FrameVerdict Verdict, string Words)[] DamagedFrames =
    [
        (FrameVerdict.TooShort, "too short"),
        (FrameVerdict.BadTags, "with endless tags or labels"),
        (FrameVerdict.UnknownLinkType, "of an unknown link type"),
    ];

    private static readonly (PacketVerdict Verdict, string Words)[] Damaged =
    [
        (PacketVerdict.Truncated, "truncated"),
        (PacketVerdict.BadLength, "with contradicting lengths"),
        (PacketVerdict.BadChecksum, "with a wrong checksum"),
    ];

    private static readonly (PacketVerdict Verdict, string Words)[] Passed =
    [
        (PacketVerdict.BadVersion, "neither IPv4 nor IPv6"),
        (PacketVerdict.BadQuotation, "about packets that are no probes"),
        (PacketVerdict.Fragment, "fragments"),
        (PacketVerdict.OtherProtocol, "of other protocols"),
        (PacketVerdict.OtherIcmp, "of other ICMP types"),
    ];

    private long Frames => Enum.GetValues<FrameVerdict>().Sum(Counters.Frames);

    private string Everything()
    {
        var text = new StringBuilder();
        text.Append(Count(Traces, "trace", "traces")).Append(" and ").Append(Count(Pings, "ping", "pings"));
        text.Append(" in ").Append(Count(Frames, "frame", "frames"));
        text.Append(CultureInfo.InvariantCulture, $": {Counters.Probes} probes, {Counters.Replies + Counters.RepliesWithoutProbe} replies");
        foreach ((FrameVerdict verdict, string words) in DamagedFrames)
        {
            Append(text, Counters.Frames(verdict), words);
        }

        foreach ((PacketVerdict verdict, string words) in Damaged)
        {
            Append(text, Counters.Refused(verdict), words);
        }

        foreach ((PacketVerdict verdict, string words) in Passed)
        {
            Append(text, Counters.Refused(verdict), words);
        }

        Append(text, Counters.Frames(FrameVerdict.NotIp), "not IP");
        Append(text, Counters.Ignored, "of other traffic");
        return text.Append('.').ToString();
    }

    private static void Append(StringBuilder text, long count, string words)
    {
        if (count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", {count} {words}");
        }
    }

    private static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
