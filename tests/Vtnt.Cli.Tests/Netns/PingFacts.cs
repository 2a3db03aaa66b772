using System.Text.Json;
using static Vtnt.Cli.Tests.Netns.JsonFacts;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>What scamper's and Vtnt's JSON say about one ping, in the same words: all but times and what is drawn by lot.</summary>
internal static class PingFacts
{
    internal static List<string> OfScamper(JsonElement ping) =>
    [
        $"{Text(ping, "method")} {Text(ping, "src")} > {Text(ping, "dst")} user {Text(ping, "userid")} sent {Text(ping, "ping_sent")}"
            + $" size {Text(ping, "probe_size")} ttl {Text(ping, "ttl")}",
        .. Items(ping, "responses").Select(reply =>
            $"{Number(reply, "seq")} {Members(reply, ("from", "from"), ("size", "reply_size"), ("ttl", "reply_ttl"), ("type", "icmp_type"), ("code", "icmp_code"), ("flags", "tcp_flags"))}"
            + $" route {string.Join(' ', Items(reply, "RR"))} stamps {Items(reply, "tsonly").Count() + Items(reply, "tsandaddr").Count()}"
            + $" by {string.Join(' ', Items(reply, "tsandaddr").Select(stamp => Text(stamp, "ip")))}"),
    ];

    internal static List<string> OfVtnt(JsonElement ping) =>
    [
        $"{Text(ping, "method")} {Text(ping, "src")} > {Text(ping, "dst")} user {Number(ping, "userId")} sent {Text(ping, "probesSent")}"
            + $" size {Text(ping, "probeSize")} ttl {Text(ping, "probeTtl")}",
        .. Items(ping, "replies").Select(reply =>
            $"{Number(reply, "attempt") - 1} {Members(reply, ("from", "address"), ("size", "replySize"), ("ttl", "replyTtl"), ("type", "icmpType"), ("code", "icmpCode"), ("flags", "tcpFlags"))}"
            + $" route {string.Join(' ', Items(reply, "recordRoute"))} stamps {Items(reply, "ipTimestamps").Count()}"
            + $" by {string.Join(' ', Items(reply, "ipTimestamps").Where(stamp => stamp.TryGetProperty("address", out _)).Select(stamp => Text(stamp, "address")))}"),
    ];
}
