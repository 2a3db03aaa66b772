using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vtnt.Lab;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// Debian's scamper and traceroute see in a lab network the path that <c>vtnt trace</c> sees through the same TUN
/// interface: addresses, reply TTLs, quoted TTLs, TOS, sizes, ICMP types and codes, labels, stop reason, probe count.
/// </summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed partial class SamePathTests
{
    // Beside the network's own destination: an interface inside the network, the loopback of a router in its middle where
    // there is one, and an address that nobody has.
    private const string Nobody = "198.18.9.9";

    private static readonly Dictionary<string, string[]> Inside = new()
    {
        ["explicit"] = ["198.18.2.5", "198.18.255.4"],
        ["implicit"] = ["198.18.255.3"],
        ["invisible-php"] = ["198.18.2.7", "198.18.255.3"],
        ["juniper"] = ["198.18.2.7", "198.18.255.5"],
        ["opaque"] = ["198.18.2.7", "198.18.255.4"],
        ["plain"] = ["198.18.2.1"],
        ["tunnel-to-destination"] = ["198.18.4.2", "198.18.255.4"],
    };

    private static IEnumerable<string> Networks => Inside.Keys;

    [TestCaseSource(nameof(Networks))]
    public void Scamper_sees_the_same_path(string name)
    {
        Network network = ShippedNetworks.Load(name);
        using PairLab lab = PairLab.Open(network, "scamper");
        string[] destinations = [network.Destinations[0].ToString(), .. Inside[name]];
        Assert.Multiple(() =>
        {
            AssertSame(lab, "trace -P icmp-paris", destinations);
            AssertSame(lab, "trace -P udp-paris", destinations);
            AssertSame(lab, "trace -P icmp-paris -q 1 -g 1 -w 1", Nobody);
        });
    }

    [TestCaseSource(nameof(Networks))]
    public void Traceroute_sees_the_same_addresses_and_labels(string name)
    {
        Network network = ShippedNetworks.Load(name);
        using PairLab lab = PairLab.Open(network, "traceroute");
        string destination = network.Destinations[0].ToString();

        List<string> expected = [.. TracerouteLine().Matches(lab.Run("traceroute", "-n", "-e", "-q1", "-I", destination)).Select(Traced)];
        JsonElement trace = lab.RunVtnt("trace -P icmp-paris", destination).Single();

        Assert.That(expected, Has.Count.EqualTo(trace.GetProperty("hopCount").GetInt32()));
        Assert.That(JsonFacts.Items(trace, "hops").Select(Told), Is.EqualTo(expected));
    }

    /// <summary>The program as a user starts it, in the network that the program itself puts up.</summary>
    [Test]
    public void Lab_up_runs_scamper_and_vtnt_in_one_network()
    {
        PairLab.RequireTool("scamper");
        PairLab.Open(ShippedNetworks.Load("explicit")).Dispose();
        const string Destination = "198.18.4.2";
        string script = $"scamper -O json -p 1000 -c 'trace -P icmp-paris' -i {Destination}"
            + $" && exec '{PairLab.Program}' trace -P icmp-paris --json --allow-reserved --pps 1000 {Destination}";

        string output = PairLab.RunHere(PairLab.Program, "lab", "up", "explicit", "--", "/bin/sh", "-c", script);

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<string> expected = TraceFacts.OfScamper(JsonSerializer.Deserialize<JsonElement>(lines.Single(line => line.Contains("\"type\":\"trace\"", StringComparison.Ordinal))));
        Assert.That(TraceFacts.OfVtnt(JsonSerializer.Deserialize<JsonElement>(lines[^1])), Is.EqualTo(expected));
    }

    private static void AssertSame(PairLab lab, string command, params string[] destinations)
    {
        List<string> expected = [.. lab.RunScamper(command, destinations).SelectMany(TraceFacts.OfScamper)];
        List<string> found = [.. lab.RunVtnt(command, destinations).SelectMany(TraceFacts.OfVtnt)];
        Assert.That(expected, Has.Exactly(destinations.Length).Contains(" stop "));
        Assert.That(found, Is.EqualTo(expected));
    }

    private static string Traced(Match line) =>
        $"{line.Groups["ttl"].Value} {line.Groups["address"].Value} {string.Join(' ', line.Groups["entry"].Captures.Select(entry => entry.Value))}".TrimEnd();

    private static string Told(JsonElement reply)
    {
        string labels = string.Join(' ', JsonFacts.Items(reply, "labels").Select(entry =>
            $"L={JsonFacts.Text(entry, "label")},E={JsonFacts.Text(entry, "tc")},S={(entry.GetProperty("bottom").GetBoolean() ? 1 : 0)},T={JsonFacts.Text(entry, "lseTtl")}"));
        return $"{JsonFacts.Text(reply, "probeTtl")} {JsonFacts.Text(reply, "address")} {labels}".TrimEnd();
    }

    [GeneratedRegex(@"^ *(?<ttl>\d+) +(?<address>[0-9.]+) (<MPLS:((?<entry>L=[^/>]+)/?)+>)?", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TracerouteLine();
}
