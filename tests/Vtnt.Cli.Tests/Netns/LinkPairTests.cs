using System.Runtime.Versioning;
using System.Text.Json;
using Vtnt.Tests.Shared;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// What takes a link layer, or a network that is wrong: Debian's scamper and <c>vtnt</c> measure a neighbour on an Ethernet, field
/// by field. Each has a namespace of its own, since hosts remember.
/// </summary>
[Category("Netns")]
[Parallelizable(ParallelScope.Children)]
[SupportedOSPlatform("linux")]
public sealed class LinkPairTests
{
    /// <summary>scamper wants a route whatever the router; where a router is chosen it leads to nobody.</summary>
    private const string Routes =
        """
        set -e
        ip route add 198.51.100.0/24 via 192.0.2.66
        ip -6 route add 2001:db8:2::/64 via 2001:db8:1::66
        ip -6 route add 2001:db8:3::/64 via 2001:db8:1::1
        ip route add 203.0.113.0/24 via 192.0.2.1
        ip -6 route add 2001:db8:9::/64 via 2001:db8:1::1
        """;

    [TestCase("trace -r 192.0.2.1", "198.51.100.1")]
    [TestCase("trace -r 192.0.2.1 -P icmp-paris -f 2", "198.51.100.1")]
    [TestCase("trace -r 2001:db8:1::1", "2001:db8:2::1")]
    [TestCase("trace -P tcp", "192.0.2.1")]
    [TestCase("trace -P tcp-ack -d 80", "192.0.2.1")]
    [TestCase("trace -P tcp -q 3 -Q", "192.0.2.1")]
    [TestCase("trace -P tcp", "2001:db8:1::1")]
    [TestCase("trace -P udp-paris -O dl", "192.0.2.1")]
    [TestCase("trace -P udp -M", "192.0.2.1")]
    [TestCase("trace -P udp-paris -M", "192.0.2.1")]
    [TestCase("trace -P tcp -c 95", "2001:db8:1::1")]
    public void Scamper_and_vtnt_agree_on_a_trace(string command, string destination)
    {
        (JsonElement expected, JsonElement found) = Measure(command, destination);

        Assert.That(TraceFacts.OfVtnt(found), Is.EqualTo(TraceFacts.OfScamper(expected)));
        Assert.That(JsonFacts.Items(found, "hops"), Is.Not.Empty);
    }

    /// <summary>scamper 20211212 says eight bytes less than it sends, and sends something else than <c>-p</c> says.</summary>
    [TestCase("-o 100")]
    [TestCase("-o 8190 -P icmp")]
    public void Scamper_and_vtnt_agree_on_fragments(string options)
    {
        (JsonElement expected, JsonElement found) = Measure($"trace -m 1 {options}", "2001:db8:3::5");

        JsonElement theirs = JsonFacts.Items(expected, "hops").Single(), ours = JsonFacts.Items(found, "hops").Single();
        Assert.That(
            JsonFacts.Members(ours, ("from", "address"), ("size", "replySize"), ("type", "icmpType"), ("quoted", "quotedLength"), ("ttl", "quotedTtl")),
            Is.EqualTo(JsonFacts.Members(theirs, ("from", "addr"), ("size", "reply_size"), ("type", "icmp_type"), ("quoted", "icmp_q_ipl"), ("ttl", "icmp_q_ttl"))));
        Assert.That(JsonFacts.Number(ours, "quotedLength"), Is.EqualTo(JsonFacts.Number(found, "probeSize")).And.EqualTo(60));
    }

    /// <summary>
    /// The neighbour answers by one address over IPv4, by two over IPv6, where the loop shows one hop later. It quotes UDP checksums over
    /// IPv6 that the interface had to finish, by which scamper knows no probe; so ICMP goes there.
    /// </summary>
    [TestCase("203.0.113.9", "", 3, "loop")]
    [TestCase("203.0.113.9", "-P udp -l 2", 4, "loop")]
    [TestCase("203.0.113.9", "-P icmp -l 3 -q 1", 5, "loop")]
    [TestCase("203.0.113.9", "-l 0 -m 9", 9, "hopLimit")]
    [TestCase("203.0.113.9", "-Q -q 3", 3, "loop")]
    [TestCase("2001:db8:9::9", "-P icmp", 4, "loop")]
    [TestCase("2001:db8:9::9", "-P icmp-paris -l 2", 5, "loop")]
    [TestCase("2001:db8:9::9", "-P icmp -l 0 -m 9", 9, "hopLimit")]
    public void Scamper_and_vtnt_agree_on_a_loop(string destination, string options, int hops, string reason)
    {
        (JsonElement expected, JsonElement found) = Measure($"trace {options}".TrimEnd(), destination);

        Assert.That(TraceFacts.OfVtnt(found), Is.EqualTo(TraceFacts.OfScamper(expected)));
        Assert.That((JsonFacts.Number(found, "hopCount"), JsonFacts.Text(found, "stopReason")), Is.EqualTo((hops, reason)));
    }

    [TestCase("-r 192.0.2.1", "198.51.100.1")]
    [TestCase("-P tcp-syn", "192.0.2.1")]
    [TestCase("-P tcp-ack", "192.0.2.1")]
    [TestCase("-P tcp-ack-sport", "192.0.2.1")]
    [TestCase("-P tcp-synack -d 80 -F 50123", "192.0.2.1")]
    [TestCase("-P tcp-syn -z 8 -m 9", "2001:db8:1::1")]
    [TestCase("-P tcp-ack-sport", "2001:db8:1::1")]
    [TestCase("-O dl", "192.0.2.1")]
    [TestCase("-R", "192.0.2.1")]
    [TestCase("-R -m 1", "203.0.113.9")]
    [TestCase("-R -m 2", "203.0.113.9")]
    [TestCase("-T tsandaddr -m 2", "203.0.113.9")]
    [TestCase("-T tsonly -m 2", "203.0.113.9")]
    public void Scamper_and_vtnt_agree_on_a_ping(string options, string destination)
    {
        (JsonElement expected, JsonElement found) = Measure($"ping -c 2 -o 2 {options}", destination);

        Assert.That(PingFacts.OfVtnt(found), Is.EqualTo(PingFacts.OfScamper(expected)));
        Assert.That(JsonFacts.Items(found, "replies").Count(), Is.EqualTo(2));
    }

    private static (JsonElement Scamper, JsonElement Vtnt) Measure(string command, string destination)
    {
        PairLab.RequireTool("scamper");
        JsonElement scamper = default, vtnt = default;
        Beside(() => scamper = PairLab.Results(PairLab.RunHere("scamper", "-O", "json", "-p", "1000", "-c", command, "-i", destination), "type", "trace", "ping").Single());
        Beside(() => vtnt = PairLab.Results(
            PairLab.RunHere(PairLab.Program, [.. command.Split(' '), "-n", "--json", "--allow-reserved", "--pps", "1000", destination]), "schema", "vtnt.trace/1", "vtnt.ping/1").Single());
        return (scamper, vtnt);
    }

    private static void Beside(Action measure) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        using RoutingLoop loop = new(neighbour);
        Shell.Run(Routes);
        measure();
    });
}
