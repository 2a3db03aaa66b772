using System.Text.Json;

namespace Vtnt.Host.Tests;

/// <summary>A result as lines <c>path = value</c>, without what differs from run to run: times, and numbers drawn by lot.</summary>
internal static class ResultFacts
{
    /// <summary>An IP-ID is the system's for the host's probes, and drawn by lot for replies; identifiers come from the process id in <c>vtnt</c>.</summary>
    private static readonly string[] LeftOut = ["start", "sentAt", "receivedAt", "receivedOrigin", "rttMs", "probeIpId", "replyIpId", "icmpId", "icmpChecksum", "sport"];

    /// <summary>The facts of results, by destination.</summary>
    internal static List<string> Of(IEnumerable<JsonElement> results)
    {
        List<string> facts = [];
        foreach (JsonElement result in results.OrderBy(result => result.GetProperty("dst").GetString(), StringComparer.Ordinal))
        {
            Add(facts, "", result);
        }

        return facts;
    }

    /// <summary>The tunnels of a TNT result, each as kind, technique, ends and routers.</summary>
    internal static IEnumerable<string> Tunnels(JsonElement result) => result.GetProperty("tunnels").EnumerateArray().Select(tunnel =>
        $"{tunnel.GetProperty("kind")} {(tunnel.TryGetProperty("technique", out JsonElement technique) ? technique : "-")} "
        + string.Join(' ', tunnel.GetProperty("routers").EnumerateArray().Select(router => router.GetProperty("address").GetString())));

    private static void Add(List<string> facts, string path, JsonElement item)
    {
        switch (item.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in item.EnumerateObject().Where(member => !LeftOut.Contains(member.Name)))
                {
                    Add(facts, $"{path}.{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement element in item.EnumerateArray())
                {
                    Add(facts, $"{path}[{index++}]", element);
                }

                break;
            default:
                facts.Add($"{path} = {item}");
                break;
        }
    }
}
