using System.Runtime.Versioning;
using System.Text.Json;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// Methods, families and options of <c>trace</c>: Debian's scamper and <c>vtnt</c> in the same network, field by field.
/// Where scamper 20211212 cannot serve as reference, what the simulation in process and the network's text say is it:
/// its TCP methods, <c>-M</c> and <c>-o</c> fail on an interface without link layer (stop reason ERROR, or a crash; see
/// <see cref="LinkPairTests"/> for one that has it); over IPv6
/// <c>const-payload</c> matches no reply; doubletree with a global stop set alone ends its backward phase after one
/// reply, and with a local one leaves the last hop of that phase out of its JSON. Its JSON does not tell the quoted traffic class of IPv6.
/// </summary>
[Category("Netns")]
[Parallelizable(ParallelScope.Children)]
[SupportedOSPlatform("linux")]
public sealed class TraceMatrixTests
{
    private static readonly string[] Families = ["IPv4", "IPv6"];

    private static readonly string[] EveryMethod = ["udp", "udp-paris", "icmp", "icmp-paris"];

    // STOP stands for the third router's address.
    private static readonly string[] Options =
    [
        "", "-q 3 -Q", "-m 3", "-f 3", "-f 2 -m 4", "-l 3 -T", "-t 184", "-p 0102030405060708", "-c 95 -m 2", "-U 7 -W 1",
        "-z STOP", "-f 3 -O dtree-noback -z STOP", "-d 40123 -s 50001", "-g 1 -q 1 -l 0", "-c 99 -m 1", "-w 2 -W 2",
    ];

    // Silence costs a second per probe.
    private static readonly (string Options, string Destination)[] Silence =
    [
        ("-q 1 -w 1", "far"), ("-q 2 -w 1 -f 3 -m 3", "far"), ("-q 1 -w 1 -g 1", "nobody"), ("-q 1 -w 1 -g 1 -G 2", "nobody"), ("-q 1 -w 1 -N 2 -g 2", "nobody"),
    ];

    private PairLab _lab = null!;

    private static IEnumerable<TestCaseData> WithScamper()
    {
        foreach (string family in Families)
        {
            foreach (string method in EveryMethod)
            {
                foreach (string options in Options)
                {
                    yield return new(family, method, options, "you");
                }
            }

            foreach ((string options, string destination) in Silence)
            {
                yield return new(family, "udp-paris", options, destination);
                yield return new(family, "icmp-paris", options, destination);
            }
        }

        yield return new("IPv4", "udp-paris", "-O const-payload", "you");
        yield return new("IPv4", "udp", "-S 198.18.0.0", "you");
        yield return new("IPv6", "icmp-paris", "-S 2001:db8::", "you");
    }

    private static IEnumerable<TestCaseData> WithTheLab()
    {
        foreach (string family in Families)
        {
            foreach (string method in (string[])["tcp", "tcp-ack"])
            {
                foreach (string options in (string[])["", "-q 3 -Q", "-m 3", "-f 3", "-t 184", "-d 80 -s 50001", "-z STOP", "-c 95 -m 2"])
                {
                    yield return new(family, method, options);
                }
            }

            foreach (string method in EveryMethod)
            {
                yield return new(family, method, "-M");
                yield return new(family, method, "-f 3 -z STOP");
                yield return new(family, method, "-f 3 -Z here");
                yield return new(family, method, "-m 6 -O back");
            }

            yield return new(family, "udp-paris", "-O const-payload");
            yield return new(family, "udp-paris", "-q 3 -Q -N 2 -H 10ms -m 6");
        }

        // The destination waits for the rest of the packet, and says nothing.
        yield return new("IPv6", "tcp", "-o 5 -m 5");
        foreach (string method in EveryMethod)
        {
            yield return new("IPv6", method, "-o 5 -m 5");
            yield return new("IPv6", method, "-o 8190 -m 5 -q 1 -w 1s -W 20ms -p 0102");
        }

        yield return new("IPv4", "tcp", "-O raw");
    }

    [OneTimeSetUp]
    public void PutUpTheNetwork() => _lab = PairLab.Open(PairNetwork.Load(), "scamper");

    [OneTimeTearDown]
    public void TakeDownTheNetwork() => _lab?.Dispose();

    [TestCaseSource(nameof(WithScamper))]
    public void Scamper_and_vtnt_agree(string family, string method, string options, string destination)
    {
        string command = Command(family, method, options), address = PairNetwork.Address(destination, family);

        List<string> expected = TraceFacts.OfScamper(_lab.RunScamper(command, address).Single());

        Assert.That(TraceFacts.OfVtnt(_lab.RunVtnt(command, address).Single()), Is.EqualTo(expected));
    }

    /// <summary>How many probes are under way behind the destination when its reply is read is a matter of time.</summary>
    [Test]
    public void Scamper_and_vtnt_agree_on_hops_probed_in_parallel([ValueSource(nameof(Families))] string family, [ValueSource(nameof(EveryMethod))] string method)
    {
        string command = Command(family, method, "-N 3"), address = PairNetwork.Address("you", family);

        JsonElement expected = _lab.RunScamper(command, address).Single(), found = _lab.RunVtnt(command, address).Single();

        Assert.That(TraceFacts.OfVtnt(found).Skip(1).Take(6), Is.EqualTo(TraceFacts.OfScamper(expected).Skip(1).Take(6)));
        Assert.That(JsonFacts.Text(found, "stopReason").ToUpperInvariant(), Is.EqualTo(JsonFacts.Text(expected, "stop_reason")));
        Assert.That(JsonFacts.Number(found, "probesSent"), Is.InRange(6, 8));
    }

    [TestCaseSource(nameof(WithTheLab))]
    public void The_lab_and_vtnt_agree(string family, string method, string options)
    {
        string command = Command(family, method, options), address = PairNetwork.Address("you", family);

        JsonElement found = _lab.RunVtnt(command, address).Single();

        Assert.That(TraceFacts.OfVtnt(found), Is.EqualTo(TraceFacts.OfVtnt(PairNetwork.Simulated(command, address))));
        int first = JsonFacts.Number(found, "firstHop"), hops = JsonFacts.Number(found, "hopCount");
        Assert.That(
            JsonFacts.Items(found, "hops").Where(reply => JsonFacts.Number(reply, "probeTtl") <= 6).Select(reply => JsonFacts.Text(reply, "address")).Distinct(),
            Is.EqualTo(PairNetwork.Path(family)[(first - 1)..Math.Min(hops, 6)]));
    }

    [TestCaseSource(nameof(Families))]
    public void The_path_mtu_is_that_of_the_network(string family)
    {
        JsonElement trace = _lab.RunVtnt("trace -P udp-paris -M", PairNetwork.Address("you", family)).Single();

        Assert.That(JsonFacts.Number(trace.GetProperty("pathMtu"), "mtu"), Is.EqualTo(1500));
    }

    private static string Command(string family, string method, string options) =>
        $"trace -P {method} {options.Replace("STOP", PairNetwork.Path(family)[2], StringComparison.Ordinal)}".TrimEnd();
}
