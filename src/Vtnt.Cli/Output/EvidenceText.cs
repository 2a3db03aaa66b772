using System.Globalization;
using Vtnt.Mpls;

namespace Vtnt.Cli;

/// <summary>The evidence of a tunnel with its numbers, so that it can be argued with.</summary>
internal static class EvidenceText
{
    /// <summary>What fired first, then what else speaks for a tunnel at that hop.</summary>
    internal static string Of(TunnelTrigger trigger, HopIndicators at, int? explainedExcess)
    {
        string text = trigger switch
        {
            TunnelTrigger.Labels => Labels(at),
            TunnelTrigger.QuotedTtl => Invariant(
                $"hop {at.ProbeTtl} quotes a probe with TTL {at.QuotedTtl}, where 1 is left outside a tunnel"),
            TunnelTrigger.UTurn => UTurn(at),
            TunnelTrigger.OpaqueTtl => Opaque(at),
            TunnelTrigger.DuplicateAddress => Invariant($"hops {at.ProbeTtl - 1} and {at.ProbeTtl} answer from the same address {at.Address}"),
            TunnelTrigger.Rtla => Rtla(at),
            TunnelTrigger.Frpla => Frpla(at) + Explained(explainedExcess),
            _ => "none; every pair of hops was tried",
        };
        return trigger is TunnelTrigger.OpaqueTtl or TunnelTrigger.DuplicateAddress or TunnelTrigger.Rtla or TunnelTrigger.Frpla
            ? text + Further(trigger, at)
            : text;
    }

    /// <summary>What else speaks for hidden routers; of a tunnel whose routers are seen it says nothing new.</summary>
    private static string Further(TunnelTrigger trigger, HopIndicators at)
    {
        string frpla = trigger != TunnelTrigger.Frpla && at.Frpla > 0 ? $"; FRPLA {ViewText.Signed(at.Frpla.Value)}" : "";
        string rtla = trigger != TunnelTrigger.Rtla && at.Rtla is { } length ? $"; RTLA {ViewText.Number(length)}" : "";
        return frpla + rtla;
    }

    private static string Labels(HopIndicators at) => at.LabelStack.IsEmpty
        ? Invariant($"labels at hop {at.ProbeTtl}")
        : Invariant($"hop {at.ProbeTtl} reports label {at.LabelStack[0].Label}, whose TTL {at.LabelStack[0].LseTtl} expired there (RFC 4950)");

    private static string Opaque(HopIndicators at) => at.LabelStack.IsEmpty
        ? Invariant($"a label with TTL left at hop {at.ProbeTtl}")
        : Invariant($"hop {at.ProbeTtl} reports label {at.LabelStack[0].Label} with TTL {at.LabelStack[0].LseTtl} left");

    private static string UTurn(HopIndicators at) => Invariant(
        $"u-turn {ViewText.Signed(at.UTurn ?? 0)} at hop {at.ProbeTtl}: its error came back over {Back(at)} hops (TTL {at.ReplyTtl}), its echo reply over {Back(at) - at.UTurn} (TTL {at.EchoReplyTtl})");

    private static string Rtla(HopIndicators at) => Invariant(
        $"RTLA {at.Rtla} at hop {at.ProbeTtl}: its error came back over {Back(at)} hops (TTL {at.ReplyTtl}), its echo reply over {Back(at) - at.Rtla} (TTL {at.EchoReplyTtl})");

    private static string Frpla(HopIndicators at) => Invariant(
        $"FRPLA {ViewText.Signed(at.Frpla ?? 0)} at hop {at.ProbeTtl}: reply TTL {at.ReplyTtl} came {Back(at)} hops back where {at.ProbeTtl} lead there");

    private static string Explained(int? excess) =>
        excess is { } known and not 0 ? $", {ViewText.Signed(known)} of it already before" : "";

    /// <summary>Routers on the way back of the error: those there, and the excess.</summary>
    private static int? Back(HopIndicators at) => at.ProbeTtl + at.Frpla;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
