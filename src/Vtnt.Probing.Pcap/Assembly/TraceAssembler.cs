using System.Runtime.InteropServices;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Pcap;

/// <summary>
/// Puts traces and pings together from the packets of a capture, whoever sent them: scamper, traceroute, mtr, tracert,
/// paris and dublin traceroute, trippy, yarrp and others, over UDP, ICMP and TCP, IPv4 and IPv6, several to one
/// destination at a time. Never throws for a packet, whatever its bytes. Its memory is bounded by
/// <see cref="AssemblerOptions"/>, not by the capture.
/// </summary>
/// <remarks>
/// First every reply finds its probe, by the headers that it quotes or answers. When two hosts have been quiet for long
/// enough, all probes between them are divided into runs by what tools vary from probe to probe, see
/// <see cref="RunPartition"/>, and each run becomes a trace or a ping. Time is that of the capture.
/// </remarks>
public sealed class TraceAssembler
{
    private const PacketTolerance Tolerance = PacketTolerance.Truncation | PacketTolerance.HeaderChecksum;

    private readonly AssemblerOptions _options;
    private readonly Action<CapturedTrace> _onTrace;
    private readonly Action<Ping>? _onPing;
    private readonly Dictionary<ProbeKey, SeenProbe> _newestProbes = [];
    private readonly Dictionary<ConversationKey, Conversation> _conversations = [];
    private readonly LinkedList<Conversation> _byActivity = new();
    private int _probeCount;

    /// <summary>An assembler that hands over each trace as soon as it is finished.</summary>
    /// <param name="onTrace">Takes the traces.</param>
    /// <param name="onPing">Takes the pings; without it they are not put together.</param>
    /// <param name="options">Absent: the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is not positive.</exception>
    public TraceAssembler(Action<CapturedTrace> onTrace, Action<Ping>? onPing = null, AssemblerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(onTrace);
        _options = options ?? new AssemblerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.IdleTimeout, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaxProbes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaxProbesPerPair, nameof(options));
        ArgumentOutOfRangeException.ThrowIfZero(_options.MaxProbeTtl, nameof(options));
        _onTrace = onTrace;
        _onPing = onPing;
    }

    /// <summary>What became of everything that was added.</summary>
    public AssemblerCounters Counters { get; } = new();

    /// <summary>Probes remembered at present.</summary>
    internal int RememberedProbes => _probeCount;

    /// <summary>Takes the next frame of the capture.</summary>
    public void Add(in CapturedFrame frame)
    {
        FrameVerdict verdict = frame.Open(out CapturedPacket packet);
        Counters.AddFrame(verdict);
        if (verdict == FrameVerdict.IpPacket)
        {
            Add(packet);
        }
    }

    /// <summary>Takes the next packet of the capture.</summary>
    public void Add(in CapturedPacket packet)
    {
        Counters.Packets++;
        Counters.Truncated += packet.IsTruncated ? 1 : 0;
        FinishIdle(packet.Time);
        bool isReply = ReplyParser.TryParse(
            packet.Bytes, packet.Time, out ReplyView reply, out PacketVerdict verdict, TimestampOrigin.Datalink, Tolerance);
        if (isReply && TryAddReply(reply))
        {
            Counters.TruncatedReplies += packet.IsTruncated ? 1 : 0;
            Counters.BadHeaderChecksums += HasBadHeaderChecksum(packet.Bytes) ? 1 : 0;
        }
        else if (ProbePacket.TryParse(packet.Bytes, out ProbePacket probe))
        {
            AddProbe(probe, packet.Time);
        }
        else if (isReply)
        {
            Counters.Ignored++;
        }
        else
        {
            Counters.AddRefused(verdict);
        }
    }

    /// <summary>Finishes everything: the capture has ended. More may be added afterwards.</summary>
    public void Complete()
    {
        while (_byActivity.First is { } node)
        {
            Finish(node.Value);
        }
    }

    private static bool HasBadHeaderChecksum(ReadOnlySpan<byte> packet) =>
        Ipv4View.TryParseQuoted(packet, out Ipv4View ip) && !ip.HasValidChecksum;

    private void FinishIdle(Timestamp now)
    {
        while (_byActivity.First is { } node && now - node.Value.LastActivity > _options.IdleTimeout)
        {
            Finish(node.Value);
        }
    }

    /// <summary>False when it answers nothing that was seen, and tells of no probe by itself either.</summary>
    private bool TryAddReply(in ReplyView view)
    {
        ProbeKey key = ProbePacket.KeyOf(view);
        SeenProbe? probe = _newestProbes.TryGetValue(key, out SeenProbe? newest) ? ReplyMatch.Find(newest, view) : null;
        if (probe is null)
        {
            // What a router lets expire was sent by a tracer; an unreachable alone can be about anything.
            bool tellsOfProbe = view.Kind is ReplyKind.TimeExceeded or ReplyKind.EchoReply or ReplyKind.TimestampReply;
            if (!tellsOfProbe)
            {
                return false;
            }

            ProbePacket packet = view.HasQuotation
                ? ProbePacket.FromQuotation(view.Quotation)
                : new ProbePacket { Key = key, Kind = key.Kind, Size = view.ReplySize };
            probe = new SeenProbe(packet, sentAt: null);
            probe.Add(CapturedReply.ToReply(view, sentAt: null));
            Remember(probe, view.ReceivedAt);
            Counters.RepliesWithoutProbe++;
            return true;
        }

        probe.Add(CapturedReply.ToReply(view, probe.SentAt));
        Touch(_conversations[KeyOf(probe.Packet)], view.ReceivedAt);
        Counters.Replies++;
        return true;
    }

    private void AddProbe(in ProbePacket packet, Timestamp time)
    {
        ConversationKey key = KeyOf(packet);
        bool canBegin = packet.IsIcmp || (packet.ProbeTtl <= _options.MaxProbeTtl && !IsGroup(packet.Key.Destination));
        if (packet.ProbeTtl == 0 || !(canBegin || _conversations.ContainsKey(key)))
        {
            Counters.Ignored++;
            return;
        }

        Counters.Probes++;
        if (_newestProbes.TryGetValue(packet.Key, out SeenProbe? newest) && newest.SentAt is null && newest.Packet.IpId == packet.IpId)
        {
            newest.TurnUp(packet, time);
            Touch(_conversations[key], time);
            return;
        }

        Remember(new SeenProbe(packet, time), time);
    }

    private void Remember(SeenProbe probe, Timestamp time)
    {
        ConversationKey key = KeyOf(probe.Packet);
        if (_conversations.TryGetValue(key, out Conversation? full) && full.Probes.Count >= _options.MaxProbesPerPair)
        {
            Finish(full);
        }

        ref Conversation? conversation = ref CollectionsMarshal.GetValueRefOrAddDefault(_conversations, key, out bool exists);
        if (!exists)
        {
            conversation = new Conversation(key);
            conversation.Node = _byActivity.AddLast(conversation);
        }

        Conversation owner = conversation!;
        owner.Probes.Add(probe);
        ref SeenProbe? newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newestProbes, probe.Packet.Key, out _);
        probe.Older = newest;
        newest = probe;
        _probeCount++;
        Touch(owner, time);
        while (_probeCount > _options.MaxProbes)
        {
            Finish(_byActivity.First!.Value);
        }
    }

    private void Touch(Conversation conversation, Timestamp time)
    {
        conversation.LastActivity = time > conversation.LastActivity ? time : conversation.LastActivity;
        _byActivity.Remove(conversation.Node!);
        _byActivity.AddLast(conversation.Node!);
    }

    private void Finish(Conversation conversation)
    {
        _byActivity.Remove(conversation.Node!);
        _conversations.Remove(conversation.Key);
        _probeCount -= conversation.Probes.Count;
        foreach (SeenProbe probe in conversation.Probes)
        {
            _newestProbes.Remove(probe.Packet.Key);
        }

        List<ProbeRun> runs = RunPartition.Divide(conversation.Probes, out List<SeenProbe> unplaced);
        Counters.UnplacedReplies += unplaced.Sum(probe => probe.Replies.Count);
        foreach (ProbeRun run in runs)
        {
            HandOver(run);
        }
    }

    private void HandOver(ProbeRun run)
    {
        switch (run.Judge(_options.MaxProbeTtl))
        {
            case RunKind.Trace:
                _onTrace(run.ToTrace());
                break;
            case RunKind.Ping:
                _onPing?.Invoke(run.ToPing());
                break;
            default:
                break;
        }
    }

    /// <summary>Multicast and broadcast: discovery protocols use low TTLs.</summary>
    private static bool IsGroup(HostAddress address) =>
        address.IsIPv4 ? address.IPv4Value >= 0xE0000000 : (address.IPv6Value >> 120) == 0xFF;

    private static ConversationKey KeyOf(in ProbePacket packet) => new(packet.Key.Source, packet.Key.Destination, packet.Key.Kind);
}
