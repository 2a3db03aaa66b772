using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>What is known of an address by pinging it, once per run.</summary>
/// <param name="account">Who pays.</param>
/// <param name="earlier">What was known before and is too old; it holds until the new ping has ended.</param>
internal sealed class PingResult(ProbeAccount account, PingResult? earlier = null)
{
    private readonly List<Action> _waiting = [];

    /// <summary>A ping that was not needed: something else told the TTL.</summary>
    internal PingResult(ProbeAccount account, byte echoReplyTtl, Timestamp now)
        : this(account) => (EchoReplyTtl, AgreeingReplies, IsAnswered, IsKnown, KnownAt) = (echoReplyTtl, 1, true, true, now);

    /// <summary>Who paid.</summary>
    internal ProbeAccount Account { get; } = account;

    /// <summary>True once the ping has ended.</summary>
    internal bool IsKnown { get; private set; }

    /// <summary>TTL of the echo replies on arrival; null when the address did not answer, or the ping still runs.</summary>
    internal byte? EchoReplyTtl { get; private set; } = earlier?.EchoReplyTtl;

    /// <summary>When the ping ended.</summary>
    internal Timestamp KnownAt { get; private set; }

    /// <summary>Echo replies with <see cref="EchoReplyTtl"/>.</summary>
    internal int AgreeingReplies { get; private set; }

    /// <summary>True when anything came from the address itself.</summary>
    internal bool IsAnswered { get; private set; }

    /// <summary>Calls <paramref name="action"/> when the ping has ended.</summary>
    internal void WhenKnown(Action action) => _waiting.Add(action);

    /// <summary>The ping has ended.</summary>
    internal void Complete(Ping ping, Timestamp now)
    {
        KnownAt = now;
        (EchoReplyTtl, AgreeingReplies) = MostFrequentTtl(ping);
        IsAnswered = ping.Probes.Any(probe => probe.Replies.Any(reply => reply.Address == ping.Destination));
        IsKnown = true;
        foreach (Action action in _waiting)
        {
            action();
        }

        _waiting.Clear();
    }

    /// <summary>The most frequent TTL of the echo replies, the larger on a tie, and how often it came; null without a reply.</summary>
    internal static (byte? Ttl, int Count) MostFrequentTtl(Ping ping)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        byte? best = null;
        foreach (ProbeOutcome probe in ping.Probes)
        {
            foreach (Reply reply in probe.Replies)
            {
                if (reply.Kind == ReplyKind.EchoReply && reply.Address == ping.Destination && reply.ReplyTtl is { } ttl)
                {
                    counts[ttl]++;
                }
            }
        }

        for (int ttl = 0; ttl < counts.Length; ttl++)
        {
            if (counts[ttl] > 0 && (best is null || counts[ttl] >= counts[best.Value]))
            {
                best = (byte)ttl;
            }
        }

        return (best, best is null ? 0 : counts[best.Value]);
    }
}
