using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using Vtnt.Tests.Shared;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// What takes a real host at the other end: fragments, and addresses that are not ours. Debian's scamper and <c>vtnt</c> measure
/// neighbours of their own, since a host remembers the MTU that it was told.
/// </summary>
[Category("Netns")]
[Parallelizable(ParallelScope.Children)]
[SupportedOSPlatform("linux")]
public sealed class NeighbourPingTests
{
    [TestCase("-c 3 -M 1280 -s 1400", "192.0.2.1", "1400 1276 1276")]
    [TestCase("-c 3 -M 1280 -s 1400", "2001:db8:1::1", "1400 1280 1280")]
    [TestCase("-c 2 -M 1400 -s 1400", "192.0.2.1", "1400 1400")]
    [TestCase("-c 4 -M 1280 -s 1400 -O tbt -o 2", "2001:db8:1::1", "1400 1280 1280")]
    [TestCase("-c 2 -M 1300 -s 1400 -o 1", "2001:db8:1::1", "1400")]
    public void Scamper_and_vtnt_agree_on_fragments(string options, string destination, string sizes)
    {
        PairLab.RequireTool("scamper");
        List<string> expected = [], found = [];
        JsonElement ours = default;
        NetworkNamespace.Run(() =>
        {
            using Neighbour neighbour = new();
            expected = PingFacts.OfScamper(PairLab.Results(PairLab.RunHere("scamper", "-O", "json", "-c", $"ping {options}", "-i", destination), "type", "ping").Single());
        });
        NetworkNamespace.Run(() =>
        {
            using Neighbour neighbour = new();
            ours = ResultOf([.. $"ping -i 0.2 {options}".Split(' '), destination]);
            found = PingFacts.OfVtnt(ours);
        });

        Assert.That(found, Is.EqualTo(expected));
        Assert.That(string.Join(' ', JsonFacts.Items(ours, "replies").Select(reply => JsonFacts.Text(reply, "replySize"))), Is.EqualTo(sizes));
        Assert.That(
            JsonFacts.Items(ours, "replies").Select(reply => reply.TryGetProperty("replyFragmentId", out _)),
            Is.EqualTo(JsonFacts.Items(ours, "replies").Select(reply => destination.Contains(':', StringComparison.Ordinal) && JsonFacts.Number(reply, "replySize") == 1280)));
    }

    /// <summary>The neighbour's answers go to the address that it sees, and come to nobody else.</summary>
    [TestCase("192.0.2.1", "192.0.2.7", "", "c0000209")]
    [TestCase("192.0.2.1", "192.0.2.7", "-O nosrc", "")]
    [TestCase("2001:db8:1::1", "2001:db8:1::7", "", "20010db8000100000000000000000009")]
    [TestCase("192.0.2.1", "192.0.2.7", "-P udp", "c0000209")]
    public void A_spoofed_probe_arrives_with_the_other_address_and_tells_the_own(string destination, string spoofed, string more, string embedded) => NetworkNamespace.Run(() =>
    {
        PairLab.RequireTool("tcpdump");
        using Neighbour neighbour = new();
        using Process capture = StartCapture(spoofed);

        JsonElement result = ResultOf([.. $"ping -c 1 -O spoof -S {spoofed} {more}".Trim().Split(' '), destination]);

        Assert.That((JsonFacts.Text(result, "src"), JsonFacts.Items(result, "replies").Count(), JsonFacts.Text(result, "spoofed")), Is.EqualTo((spoofed, 0, "True")));
        string packet = ReadPacket(capture);
        int payload = destination.Contains(':', StringComparison.Ordinal) ? 48 : 28;
        Assert.That(packet[(2 * payload)..], Does.StartWith(embedded + "0000"));
    });

    [Test]
    public void Segments_announce_the_size_that_is_asked_for() => NetworkNamespace.Run(() =>
    {
        PairLab.RequireTool("tcpdump");
        using Neighbour neighbour = new();
        using Process capture = StartCapture("192.0.2.9");

        JsonElement result = ResultOf("ping", "-c", "1", "-P", "tcp-syn", "-O", "mss=1111", "192.0.2.1");

        Assert.That((JsonFacts.Number(result, "probeSize"), JsonFacts.Number(result, "tcpSegmentSize"), JsonFacts.Items(result, "replies").Count()), Is.EqualTo((44, 1111, 1)));
        Assert.That(ReadPacket(capture), Does.EndWith("02040457").And.Length.EqualTo(88));
    });

    [Test]
    public void A_simulated_network_makes_no_fragments()
    {
        var run = Invocation.Of("ping", "--lab", "plain", "-M", "1280");

        Assert.That((run.Exit, run.Errors), Is.EqualTo((2, "vtnt: -M belongs to real networks; a simulated one makes no fragments\n")));
    }

    private static JsonElement ResultOf(params string[] arguments) =>
        PairLab.Results(PairLab.RunHere(PairLab.Program, [.. arguments, "-n", "--json", "--allow-reserved"]), "schema", "vtnt.ping/1").Single();

    /// <summary>Captures the first packet that leaves with an address, and is ready when this returns.</summary>
    private static Process StartCapture(string source)
    {
        ProcessStartInfo start = new("tcpdump", ["-i", Neighbour.Interface, "-c", "1", "-n", "-x", $"src host {source} and (icmp or udp or tcp or icmp6[0] = 128)"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        Process process = Process.Start(start)!;
        while (process.StandardError.ReadLine() is { } line && !line.StartsWith("listening on", StringComparison.Ordinal))
        {
        }

        return process;
    }

    /// <summary>The captured packet from its IP header on, in hexadecimal.</summary>
    private static string ReadPacket(Process capture)
    {
        string output = capture.StandardOutput.ReadToEnd();
        capture.WaitForExit();
        return string.Concat(output.Split('\n').Where(line => line.StartsWith("\t0x", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Replace(" ", "", StringComparison.Ordinal)));
    }
}
