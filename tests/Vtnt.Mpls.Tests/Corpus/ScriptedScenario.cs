using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vtnt.Mpls.Tests;

/// <summary>
/// A scripted network written as in the worked examples: one line per path, <c>D: R1 255/255 | P2 251/251 q2 L16001:1 |
/// * | D ER 58/58</c>; <c>udp D: …</c> for UDP probes alone; two TTLs are those of the reply and of the echo reply.
/// </summary>
internal static class ScriptedScenario
{
    private static readonly Dictionary<string, string> Addresses = new()
    {
        ["R1"] = "20.0.1.1", ["R2"] = "20.0.2.1", ["I"] = "20.0.3.1", ["E"] = "20.0.4.1", ["N"] = "20.0.5.1",
        ["N0"] = "20.0.5.0", ["N2"] = "20.0.5.2", ["E2"] = "20.2.4.1", ["Z"] = "20.3.1.1", ["D"] = "20.0.9.9", ["D2"] = "20.0.9.13",
        ["P1"] = "20.1.1.1", ["P2"] = "20.1.2.1", ["P3"] = "20.1.3.1", ["P4"] = "20.1.4.1", ["P5"] = "20.1.5.1",
        ["Q1"] = "20.2.1.1", ["Q2"] = "20.2.2.1", ["Q3"] = "20.2.3.1",
    };

    internal static string Address(string name) => Addresses.GetValueOrDefault(name, name);

    /// <summary>Replaces addresses by their short names, for texts that people compare.</summary>
    internal static string WithNames(string text)
    {
        foreach ((string name, string address) in Addresses.OrderByDescending(pair => pair.Value.Length))
        {
            text = text.Replace(address, name, StringComparison.Ordinal);
        }

        return text;
    }

    internal static JsonElement Parse(string text)
    {
        JsonObject paths = [];
        JsonObject udpPaths = [];
        JsonObject pings = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = line.Split(": ", 2);
            bool isUdp = sides[0].StartsWith("udp ", StringComparison.Ordinal);
            JsonArray hops = [];
            foreach (string hop in sides[1].Split('|', StringSplitOptions.TrimEntries))
            {
                hops.Add(Hop(hop, pings));
            }

            (isUdp ? udpPaths : paths)[Address(isUdp ? sides[0][4..] : sides[0])] = hops;
        }

        JsonObject scenario = new() { ["paths"] = paths, ["udp_paths"] = udpPaths, ["pings"] = pings };
        using var document = JsonDocument.Parse(scenario.ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonObject? Hop(string text, JsonObject pings)
    {
        if (text == "*")
        {
            return null;
        }

        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string address = Address(words[0]);
        JsonObject hop = new() { ["a"] = address, ["q"] = 1, ["k"] = "te" };
        foreach (string word in words.Skip(1))
        {
            if (word is "ER" or "PU" or "HU")
            {
                hop["k"] = word.ToLowerInvariant();
            }
            else if (word.StartsWith('q'))
            {
                hop["q"] = Number(word[1..]);
            }
            else if (word.StartsWith('L'))
            {
                hop["m"] = Stack(word[1..]);
            }
            else
            {
                string[] ttls = word.Split('/');
                hop["t"] = Number(ttls[0]);
                if (ttls[1] != "-")
                {
                    pings[address] = Number(ttls[1]);
                }
            }
        }

        return hop;
    }

    private static JsonArray Stack(string text)
    {
        string[] entries = text.Split('+');
        JsonArray stack = [];
        for (int index = 0; index < entries.Length; index++)
        {
            string[] parts = entries[index].Split(':');
            stack.Add(new JsonArray(Number(parts[0]), 0, index == entries.Length - 1 ? 1 : 0, Number(parts[1])));
        }

        return stack;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
