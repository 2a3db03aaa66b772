using System.Text.Json;
using static Vtnt.Cli.Tests.Netns.JsonFacts;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// What scamper's and Vtnt's JSON say about one trace, in the same words: all but times, the addresses' names, and what
/// each program or router draws by lot (ports, IP-IDs). One line for the outcome, one per reply.
/// </summary>
internal static class TraceFacts
{
    private static readonly (string Word, string Name)[] ScamperReply =
    [
        ("from", "addr"), ("size", "reply_size"), ("ttl", "reply_ttl"), ("tos", "reply_tos"), ("type", "icmp_type"), ("code", "icmp_code"),
        ("quoted-ttl", "icmp_q_ttl"), ("quoted-length", "icmp_q_ipl"),
    ];

    private static readonly (string Word, string Name)[] VtntReply =
    [
        ("from", "address"), ("size", "replySize"), ("ttl", "replyTtl"), ("tos", "replyTos"), ("type", "icmpType"), ("code", "icmpCode"),
        ("quoted-ttl", "quotedTtl"), ("quoted-length", "quotedLength"),
    ];

    internal static List<string> OfScamper(JsonElement trace) =>
    [
        $"{Text(trace, "method").Replace("icmp-echo", "icmp", StringComparison.Ordinal)} {Text(trace, "src")} > {Text(trace, "dst")} user {Text(trace, "userid")}"
            + $" stop {Text(trace, "stop_reason").ToUpperInvariant()} {Text(trace, "stop_data")} hops {Text(trace, "hop_count")} probes {Text(trace, "probe_count")}"
            + $" size {Text(trace, "probe_size")} tos {Text(trace, "tos")} attempts {Text(trace, "attempts")} first {Text(trace, "firsthop")} limit {Text(trace, "hoplimit")}",
        .. Items(trace, "hops").Concat(Items(trace, "extra_hops")).Select(reply =>
            $"{Number(reply, "probe_ttl"),3}.{Text(reply, "probe_id")} {Text(reply, "probe_size")} {Members(reply, ScamperReply)} {QuotedTos(reply, "addr", "icmp_q_tos")} {ScamperLabels(reply)}")
            .Order(StringComparer.Ordinal),
    ];

    internal static List<string> OfVtnt(JsonElement trace) =>
    [
        $"{Text(trace, "method")} {Text(trace, "src")} > {Text(trace, "dst")} user {Number(trace, "userId")}"
            + $" stop {Text(trace, "stopReason").ToUpperInvariant()} {Number(trace, "stopData")} hops {Text(trace, "hopCount")} probes {Text(trace, "probesSent")}"
            + $" size {Text(trace, "probeSize")} tos {Text(trace, "tos")} attempts {Text(trace, "attempts")} first {Text(trace, "firstHop")} limit {Number(trace, "hopLimit")}",
        .. Replies(trace),
    ];

    /// <summary>Vtnt's replies alone.</summary>
    internal static List<string> Replies(JsonElement trace) =>
    [
        .. Items(trace, "hops").Select(reply =>
            $"{Number(reply, "probeTtl"),3}.{Text(reply, "attempt")} {Text(reply, "probeSize")} {Members(reply, VtntReply)} {QuotedTos(reply, "address", "quotedTos")} {Labels(reply)}")
            .Order(StringComparer.Ordinal),
    ];

    // scamper 20211212's JSON does not have it for IPv6.
    private static string QuotedTos(JsonElement reply, string address, string name) =>
        Text(reply, address).Contains(':', StringComparison.Ordinal) ? "" : $"quoted-tos {Text(reply, name)}";

    private static string ScamperLabels(JsonElement reply) => string.Join(' ', Items(reply, "icmpext")
        .SelectMany(extension => Items(extension, "mpls_labels"))
        .Select(entry => $"{Text(entry, "mpls_label")}/{Text(entry, "mpls_exp")}/{Text(entry, "mpls_s")}/{Text(entry, "mpls_ttl")}"));
}
