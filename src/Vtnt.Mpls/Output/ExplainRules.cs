using System.Globalization;

namespace Vtnt.Mpls;

/// <summary>The sentences about each kind of evidence.</summary>
internal static class ExplainRules
{
    /// <summary>The rule behind a trigger, with its source.</summary>
    internal static string Rule(TunnelTrigger trigger, TntOptions options) => trigger switch
    {
        TunnelTrigger.Labels => "Label stacks whose TTL expired (RFC 4950; CCR 2012, section 3).",
        TunnelTrigger.QuotedTtl => "The router at place k of a tunnel quotes a TTL of k (CCR 2012, section 4.1).",
        TunnelTrigger.UTurn => "Errors from inside a tunnel go to its end and back (CCR 2012, section 4.2).",
        TunnelTrigger.OpaqueTtl => "A label stack whose TTL had not expired ends a tunnel (TMA 2019, section 2.2).",
        TunnelTrigger.DuplicateAddress => "The same address at two adjacent hops (TMA 2019, section 3.3).",
        TunnelTrigger.Rtla => Text($"Return tunnel length of {options.RtlaThreshold} or more (RTLA; IMC 2017, section 4.2)."),
        TunnelTrigger.Frpla => Text($"Return path longer than the forward path by {options.FrplaThreshold} or more, or by more than earlier hops explain (FRPLA; IMC 2017, section 4.1)."),
        _ => "Every pair of hops, because brute force was asked for.",
    };

    /// <summary>The values that a rule saw.</summary>
    internal static string Observed(TunnelTrigger trigger, HopIndicators hop, int? explained)
    {
        string where = Text($"Hop {hop.ProbeTtl} ({hop.Address})");
        return trigger switch
        {
            TunnelTrigger.Labels when !hop.LabelStack.IsEmpty =>
                Text($"{where} showed label {hop.LabelStack[0].Label} with TTL {hop.LabelStack[0].LseTtl}{(hop.LabelStack.Length > 1 ? $" on {hop.LabelStack.Length - 1} more" : "")}."),
            TunnelTrigger.OpaqueTtl when !hop.LabelStack.IsEmpty =>
                Text($"{where} showed label {hop.LabelStack[0].Label} with TTL {hop.LabelStack[0].LseTtl}."),
            TunnelTrigger.Labels or TunnelTrigger.QuotedTtl or TunnelTrigger.OpaqueTtl => Text($"{where} quoted a TTL of {hop.QuotedTtl}."),
            TunnelTrigger.UTurn => Text($"{where}: reply TTL {hop.ReplyTtl}, echo-reply TTL {hop.EchoReplyTtl}, a detour of {hop.UTurn}."),
            TunnelTrigger.DuplicateAddress => $"{where} answered as the hop before did.",
            TunnelTrigger.Rtla => Text($"{where}: reply TTL {hop.ReplyTtl}, echo-reply TTL {hop.EchoReplyTtl}, RTLA {hop.Rtla}."),
            TunnelTrigger.Frpla => Text($"{where}: reply TTL {hop.ReplyTtl}, FRPLA {hop.Frpla}{(explained is { } n ? Text($", of which earlier hops explain {n}") : "")}."),
            _ => Text($"{where}: reply TTL {hop.ReplyTtl}, FRPLA {hop.Frpla}."),
        };
    }

    /// <summary>What would have kept a rule quiet.</summary>
    internal static string WouldChange(TunnelTrigger trigger, HopIndicators hop, TntOptions options) => trigger switch
    {
        TunnelTrigger.Labels => "Without label stacks in the replies this would be an implicit tunnel or none.",
        TunnelTrigger.QuotedTtl => "A quoted TTL of 1 would have made it an ordinary router.",
        TunnelTrigger.UTurn => "Errors as short on the way back as echo replies would have made them ordinary routers.",
        TunnelTrigger.OpaqueTtl => "A label TTL of 1 would have made it a router inside an explicit tunnel.",
        TunnelTrigger.DuplicateAddress => "Another address at either hop would have left nothing to suspect.",
        TunnelTrigger.Rtla when hop is { EchoReplyTtl: { } echo, Rtla: { } rtla } && echo > rtla - options.RtlaThreshold + 1 =>
            Text($"An echo-reply TTL of {echo - (rtla - options.RtlaThreshold + 1)} or less would have left RTLA below the threshold."),
        TunnelTrigger.Frpla when hop is { ReplyTtl: { } ttl, Frpla: { } frpla } && frpla >= options.FrplaThreshold =>
            Text($"A reply TTL of {ttl + frpla - options.FrplaThreshold + 1} or more would have left FRPLA below the threshold."),
        TunnelTrigger.Frpla or TunnelTrigger.Rtla => "A return path no longer than that of the hop before would have left nothing to suspect.",
        _ => "Without brute force nothing would have been tried here.",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
