namespace Vtnt.Mpls.Tests;

/// <summary>The path of a scripted network, its echo-reply TTLs included, as rules see it.</summary>
internal static class ScriptedPath
{
    /// <summary>The path to D.</summary>
    /// <param name="hops">The hops before D in the form of <see cref="ScriptedScenario"/>.</param>
    internal static TntPath Of(string hops)
    {
        TntTrace result = new ScriptedRun($"D: {hops} | D ER 50/50", new TntOptions { Budget = 0 }, "D").Results[0];
        var path = TntPath.Of(result.Trace, dropsMixedExtensions: false);
        foreach (TntSlot slot in path.Slots)
        {
            slot.EchoReplyTtl = result.Indicators.FirstOrDefault(hop => hop.Address == slot.Address)?.EchoReplyTtl;
        }

        return path;
    }

    /// <summary>Seen tunnels: kind, ingress, first to last router, egress as places on the path from 0, and the evidence.</summary>
    internal static string Text(List<SeenTunnel> tunnels) => string.Join(
        "; ",
        tunnels.Select(tunnel => $"{tunnel.Kind} {tunnel.Ingress} [{tunnel.First}-{tunnel.Last}] {tunnel.Egress}{(tunnel.OtherEgress is { } other ? $" or {other}" : "")}"));
}
