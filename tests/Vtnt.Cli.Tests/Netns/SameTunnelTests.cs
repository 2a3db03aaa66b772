using System.Runtime.Versioning;
using System.Text.Json;
using Vtnt.Lab;
using static Vtnt.Cli.Tests.Netns.JsonFacts;

namespace Vtnt.Cli.Tests.Netns;

/// <summary><c>vtnt tnt</c> over real sockets finds the tunnels that <c>vtnt tnt --lab</c> finds in process, router by router.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class SameTunnelTests
{
    [TestCase("juniper", "strict")]
    [TestCase("juniper", "compat")]
    [TestCase("invisible-php", "strict")]
    [TestCase("invisible-php-brpr", "strict")]
    [TestCase("opaque", "strict")]
    [TestCase("explicit", "strict")]
    [TestCase("tunnel-to-destination", "strict")]
    public void The_same_routers_are_revealed(string name, string profile)
    {
        Network network = ShippedNetworks.Load(name);
        using PairLab lab = PairLab.Open(network);
        string destination = network.Destinations[0].ToString();

        JsonElement real = lab.RunVtnt($"tnt --profile {profile}", destination).Single();
        JsonElement simulated = PairLab.Results(
            PairLab.RunHere(PairLab.Program, "tnt", "--lab", name, "--profile", profile, "--json", destination), "schema", "vtnt.tnt/1").Single();

        List<string> expected = Facts(simulated);
        Assert.That(expected, Has.Some.StartsWith("tunnel"));
        Assert.That(Facts(real), Is.EqualTo(expected));
    }

    private static List<string> Facts(JsonElement result)
    {
        List<string> facts = TraceFacts.OfVtnt(result);
        foreach (JsonElement tunnel in Items(result, "tunnels"))
        {
            facts.Add($"tunnel {Members(tunnel, ("kind", "kind"), ("grade", "grade"), ("ingress", "ingress"), ("egress", "egress"), ("trigger", "trigger"), ("technique", "technique"))}"
                + $" {Members(tunnel, ("length", "estimatedLength"), ("last", "lastOutcome"))}");
            facts.AddRange(Items(tunnel, "routers").Select(router =>
                $"  {Members(router, ("router", "address"), ("technique", "technique"), ("step", "step"), ("ttl", "replyTtl"), ("echo", "echoReplyTtl"), ("quoted", "quotedTtl"))} {Labels(router)}"));
        }

        facts.AddRange(Items(result, "candidates").Select(candidate => $"candidate {candidate}"));
        return facts;
    }
}
