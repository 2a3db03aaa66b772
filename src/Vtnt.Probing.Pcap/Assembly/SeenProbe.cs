namespace Vtnt.Probing.Pcap;

/// <summary>A probe of the capture, or one that only a quotation tells of, with the replies found so far.</summary>
internal sealed class SeenProbe(ProbePacket packet, Timestamp? sentAt)
{
    private List<Reply>? _replies;

    /// <summary>The probe.</summary>
    internal ProbePacket Packet { get; private set; } = packet;

    /// <summary>When it was captured; absent when it was not.</summary>
    internal Timestamp? SentAt { get; private set; } = sentAt;

    /// <summary>When it was captured, or the first reply to it was.</summary>
    internal Timestamp Time => SentAt ?? _replies?[0].ReceivedAt ?? default;

    /// <summary>The probe before this one that has the same key.</summary>
    internal SeenProbe? Older { get; set; }

    /// <summary>The replies, in the order of the capture.</summary>
    internal IReadOnlyList<Reply> Replies => _replies ?? [];

    /// <summary>Replies beyond <see cref="ProbeOutcome.MaxReplies"/>.</summary>
    internal int DroppedReplies { get; private set; }

    /// <summary>Adds a reply, or counts it.</summary>
    internal void Add(Reply reply)
    {
        if (_replies?.Count >= ProbeOutcome.MaxReplies)
        {
            DroppedReplies++;
            return;
        }

        (_replies ??= []).Add(reply);
    }

    /// <summary>The probe was not captured, but others tell its TTL.</summary>
    internal void Place(byte ttl) => Packet = Packet with { ProbeTtl = ttl };

    /// <summary>The probe itself turned up behind its reply in the capture, as happens with several receive queues.</summary>
    internal void TurnUp(in ProbePacket packet, Timestamp sentAt)
    {
        Packet = packet;
        SentAt = sentAt;
        for (int i = 0; i < Replies.Count; i++)
        {
            _replies![i] = _replies[i] with { Rtt = CapturedReply.Rtt(_replies[i].ReceivedAt ?? sentAt, sentAt) };
        }
    }
}
