using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// Everything observed at one hop that speaks for or against a tunnel, with its numbers. A finding carries those of the
/// hop that started it, so that it can be argued with.
/// </summary>
public sealed record HopIndicators
{
    /// <summary>The address that answered.</summary>
    public required HostAddress Address { get; init; }

    /// <summary>TTL of the probe that it answered, 1 to 255.</summary>
    public required byte ProbeTtl { get; init; }

    /// <summary>What kind of reply it was.</summary>
    public required ReplyKind Kind { get; init; }

    /// <summary>TTL of the reply on arrival; absent when not observed.</summary>
    public byte? ReplyTtl { get; init; }

    /// <summary>TTL on arrival of the address's echo reply; absent when it was not pinged or did not answer.</summary>
    public byte? EchoReplyTtl { get; init; }

    /// <summary>TTL of the packet quoted by the reply; absent when the reply quotes none.</summary>
    public byte? QuotedTtl { get; init; }

    /// <summary>The label stack as received, top first (RFC 4950); empty when none was shown.</summary>
    public ImmutableArray<LabelStackEntry> LabelStack { get; init; } = [];

    /// <summary>Return minus forward path length in routers; absent without a reply TTL.</summary>
    public int? Frpla { get; init; }

    /// <summary>
    /// Length of the return tunnel in routers, by the initial TTLs 255 and less; absent when the router's TTL signature
    /// does not allow to tell.
    /// </summary>
    public int? Rtla { get; init; }

    /// <summary>Routers that the error crossed beyond those of the echo reply; absent without both TTLs.</summary>
    public int? UTurn { get; init; }

    /// <summary>True when the hop before answered from the same address.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Equal in every member, label stacks compared one by one.</summary>
    public bool Equals(HopIndicators? other) =>
        other is not null && Address == other.Address && ProbeTtl == other.ProbeTtl && Kind == other.Kind
        && ReplyTtl == other.ReplyTtl && EchoReplyTtl == other.EchoReplyTtl && QuotedTtl == other.QuotedTtl
        && Frpla == other.Frpla && Rtla == other.Rtla && UTurn == other.UTurn && IsDuplicate == other.IsDuplicate
        && LabelStack.AsSpan().SequenceEqual(other.LabelStack.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, ProbeTtl, Kind, ReplyTtl, EchoReplyTtl, QuotedTtl);

    /// <summary>The values of one reply.</summary>
    internal static HopIndicators Of(byte probeTtl, Reply reply, byte? echoReplyTtl, Reply? previous)
    {
        bool isTimeExceeded = reply.Kind == ReplyKind.TimeExceeded;
        return new HopIndicators
        {
            Address = reply.Address,
            ProbeTtl = probeTtl,
            Kind = reply.Kind,
            ReplyTtl = reply.ReplyTtl,
            EchoReplyTtl = echoReplyTtl,
            QuotedTtl = reply.QuotedTtl,
            LabelStack = reply.LabelStack,
            Frpla = reply.ReplyTtl is { } replyTtl ? Mpls.Frpla.Evaluate(probeTtl, replyTtl) : null,
            Rtla = isTimeExceeded ? Mpls.Rtla.Evaluate(reply.ReplyTtl, echoReplyTtl) : null,
            UTurn = reply.Kind == ReplyKind.EchoReply ? null : Mpls.UTurn.Evaluate(reply.ReplyTtl, echoReplyTtl),
            IsDuplicate = DuplicateAddress.IsSecond(previous, reply),
        };
    }
}
