using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// One place of the path while it is being classified: a hop of the initial trace or a revealed one, with its bits. Only
/// the first reply counts.
/// </summary>
internal sealed class TntSlot(Hop hop)
{
    /// <summary>The hop as measured.</summary>
    internal Hop Hop { get; } = hop;

    /// <summary>Its first reply; null when silent.</summary>
    internal Reply? Reply { get; } = hop.FirstReply;

    /// <summary>TTL of the address's echo reply; null when unknown.</summary>
    internal byte? EchoReplyTtl { get; set; }

    /// <summary>True when two pings agree on it.</summary>
    internal bool IsEchoReplyTtlConfirmed { get; set; }

    internal HopTypes Types { get; set; }

    internal HopFailures Failures { get; set; }

    internal HopDiscoveries Discoveries { get; set; }

    /// <summary>Ordinal of the revelation trace that showed it, 0 for hops of the initial trace.</summary>
    internal byte Step { get; set; }

    internal bool IsSilent => Reply is null;

    internal HostAddress Address => Reply?.Address ?? HostAddress.None;

    internal bool IsTimeExceeded => Reply is { Kind: ReplyKind.TimeExceeded };

    internal bool IsLsr => Types.HasFlag(HopTypes.Lsr);

    internal bool IsIngress => Types.HasFlag(HopTypes.Ingress);

    internal bool IsEgress => Types.HasFlag(HopTypes.Egress);

    internal bool IsOpaque => Types.HasFlag(HopTypes.Opaque);

    internal bool IsRevealed => Discoveries.HasFlag(HopDiscoveries.Revealed);

    /// <summary>Quoted TTL, 0 where the reply quotes nothing.</summary>
    internal byte QuotedTtl => Reply?.QuotedTtl ?? 0;

    /// <summary>True for the signature of Junos with an answered ping.</summary>
    internal bool IsJuniper => TtlSignature.Of(Reply?.ReplyTtl, EchoReplyTtl) is { IsJuniper: true };

    internal bool HasAddress(HostAddress address) => Reply is not null && Reply.Address == address;

    /// <summary>A second one with the same hop and bits.</summary>
    internal TntSlot Copy() =>
        new(Hop)
        {
            EchoReplyTtl = EchoReplyTtl,
            IsEchoReplyTtlConfirmed = IsEchoReplyTtlConfirmed,
            Types = Types,
            Failures = Failures,
            Discoveries = Discoveries,
            Step = Step,
        };

    /// <summary>The bits as the result model carries them.</summary>
    internal TntAnnotation ToAnnotation(int number) =>
        new(EchoReplyTtl ?? 0, (byte)Types, (byte)Failures, (ushort)Discoveries, Step, (byte)Math.Min(number, byte.MaxValue));
}
