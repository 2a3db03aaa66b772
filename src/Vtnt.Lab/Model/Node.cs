namespace Vtnt.Lab;

/// <summary>A router or a host. Filled by the parser, unchanged afterwards; what changes while packets pass lives in <see cref="NodeState"/>.</summary>
internal sealed class Node
{
    internal Node(string name, int index, bool isHost, int line)
    {
        Name = name;
        Index = index;
        IsHost = isHost;
        Line = line;
        Ttls = isHost ? new(64, 64, 64) : new(255, 255, 255);
        QuoteLength = isHost ? 548 : 28;
    }

    internal string Name { get; }

    internal int Index { get; }

    /// <summary>Hosts do not forward, and answer from the probed address always.</summary>
    internal bool IsHost { get; }

    internal int Line { get; }

    internal InitialTtls Ttls { get; set; }

    internal Answers Answers { get; set; } = Answers.All;

    /// <summary>Bytes of the offending packet quoted in an ICMP error, its IP header included.</summary>
    internal int QuoteLength { get; set; }

    /// <summary>Share of the answers that is lost, 0 to 1.</summary>
    internal double IcmpLoss { get; set; }

    /// <summary>ICMP errors per second, 0 for no limit.</summary>
    internal int RateLimit { get; set; }

    /// <summary>Time that an answer takes to make, in nanoseconds.</summary>
    internal long IcmpDelay { get; set; }

    internal Balance Balance { get; set; }

    /// <summary>An IP packet that arrives with TTL 1 is sent on with TTL 0, for the next router to answer.</summary>
    internal bool ForwardsExpired { get; set; }

    internal List<TtlRewrite> Rewrites { get; } = [];

    internal InventedPrefix? Invented { get; set; }

    /// <summary>The extension structure stands at byte 128 and the length byte is 0, as before RFC 4884.</summary>
    internal bool HasLegacyExtensions { get; set; }

    /// <summary>Overrides <see cref="Domain.ReportsLabels"/>.</summary>
    internal bool? ReportsLabels { get; set; }

    /// <summary>Overrides <see cref="Domain.PropagatesTtl"/>.</summary>
    internal bool? PropagatesTtl { get; set; }

    /// <summary>Overrides <see cref="Domain.QuotesLseTtl"/>.</summary>
    internal bool? QuotesLseTtl { get; set; }

    /// <summary>Overrides <see cref="Domain.TunnelsErrors"/>.</summary>
    internal bool? TunnelsErrors { get; set; }

    /// <summary>Overrides <see cref="Domain.EgressExpiry"/>.</summary>
    internal EgressExpiry? EgressExpiry { get; set; }

    /// <summary>True when it answers with this. (Enum.HasFlag allocates in code that is not optimised yet.)</summary>
    internal bool Does(Answers answer) => (Answers & answer) != 0;

    internal List<HostAddress> Loopbacks { get; } = [];

    internal List<LinkEnd> Ends { get; } = [];

    /// <summary>The domains it is a member of, in the order of the text.</summary>
    internal List<Domain> Domains { get; } = [];

    /// <summary>The class of packets to its loopbacks; it exists without loopbacks too, for transit traffic that leaves by this node.</summary>
    internal Fec LoopbackFec { get; set; } = null!;
}
