using System.Runtime.Versioning;
using System.Text.Json;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>
/// Methods, families and options of <c>ping</c>: Debian's scamper and <c>vtnt</c> in the same network, field by field.
/// Where scamper 20211212 cannot serve as reference, the simulation in process is it: its TCP methods need a link layer,
/// it has neither <c>-b</c> nor <c>mss</c>, its <c>udp-sport</c> crashes or says nothing, its <c>tsprespec</c> probes have 20 bytes more than it says. Its timestamp
/// requests have 12 bytes less than it says; there the replies are compared alone.
/// </summary>
[Category("Netns")]
[Parallelizable(ParallelScope.Children)]
[SupportedOSPlatform("linux")]
public sealed class PingMatrixTests
{
    private static readonly string[] Families = ["IPv4", "IPv6"];

    private static readonly (string Options, string Destination)[] Options =
    [
        ("-c 2 -o 2", "you"), ("-c 3 -o 1", "you"), ("-c 1", "far"), ("-c 1", "nobody"), ("-c 1 -o 1 -U 9", "you"),
        ("-c 1 -o 1 -m 3", "you"), ("-c 1 -o 1 -s 200", "you"), ("-c 1 -o 1 -s 100 -p aabb -z 40", "you"),
        ("-c 1 -o 1 -B 0102", "you"), ("-c 1 -o 1 -F 7777 -d 3", "you"),
        ("-c 1 -o 1 -C 0x1234", "you"), ("-c 2 -o 2 -P udp-dport", "you"), ("-c 1 -o 1 -P udp -d 40000", "you"), ("-c 1 -o 1 -P udp-dport -m 2", "you"),
    ];

    private static readonly string[] WithOptions =
    [
        "-P icmp-time", "-P icmp-time -m 3", "-P udp", "-P udp-dport", "-P udp -m 3 -s 100", "-P udp-dport -d 40000 -F 50123", "-R", "-R -m 3", "-T tsonly", "-T tsandaddr", "-C 4660",
    ];

    private static readonly string[] AgainstTheLab =
    [
        "-P tcp-syn", "-P tcp-ack", "-P tcp-ack-sport", "-P tcp-syn-sport", "-P tcp-synack -m 3", "-P tcp-rst -m 3", "-P tcp-syn -d 443 -F 50321", "-P udp-sport",
        "-b 0", "-b 100 -i 20ms", "-P udp -b 1 -W 1200ms", "-P tcp-syn -O mss=536", "-P tcp-syn -A 77 -O sockrx", "-O spoof",
    ];

    private static readonly string[] AgainstTheLabOverIPv4 = ["-T tsprespec=198.18.0.3,198.18.0.13", "-T tsprespec=198.18.0.1 -m 3", "-P icmp-time -b 0", "-P tcp-syn -O raw", "-R -b 8 -O spoof -O nosrc"];

    private PairLab _lab = null!;

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return new("IPv4", "-c 1 -o 1 -S 198.18.0.0", "you");
        yield return new("IPv6", "-c 1 -o 1 -S 2001:db8::", "you");
        foreach (string family in Families)
        {
            foreach ((string options, string destination) in Options)
            {
                yield return new(family, options, destination);
            }

            foreach (string options in WithOptions.Where(options => family == "IPv4" || Exists(options)))
            {
                yield return new(family, $"-c 1 -o 1 {options}", "you");
            }
        }
    }

    // IPv6 has no such options, and ICMPv6 no such requests.
    private static bool Exists(string options) => !options.Contains("icmp-time", StringComparison.Ordinal) && options[1] is not ('R' or 'T');

    [OneTimeSetUp]
    public void PutUpTheNetwork() => _lab = PairLab.Open(PairNetwork.Load(), "scamper");

    [OneTimeTearDown]
    public void TakeDownTheNetwork() => _lab?.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void Scamper_and_vtnt_agree(string family, string options, string destination)
    {
        string command = $"ping {options}", address = PairNetwork.Address(destination, family);

        List<string> expected = PingFacts.OfScamper(_lab.RunScamper(command, address).Single());
        List<string> found = PingFacts.OfVtnt(_lab.RunVtnt(command, address).Single());

        int compared = options.Contains("icmp-time", StringComparison.Ordinal) ? 1 : 0;
        Assert.That(found.Skip(compared), Is.EqualTo(expected.Skip(compared)));
    }

    private static IEnumerable<TestCaseData> WithTheLab() =>
    [
        .. Families.SelectMany(family => AgainstTheLab.Select(options => new TestCaseData(family, options))),
        .. AgainstTheLabOverIPv4.Select(options => new TestCaseData("IPv4", options)),
    ];

    [TestCaseSource(nameof(WithTheLab))]
    public void The_lab_and_vtnt_agree(string family, string options)
    {
        string command = $"ping -c 2 -o 2 {options}", address = PairNetwork.Address("you", family);

        JsonElement found = _lab.RunVtnt(command, address).Single();

        List<string> expected = PingFacts.OfVtnt(PairNetwork.Simulated(command, address));
        Assert.That(expected, Has.Count.EqualTo(3));
        Assert.That(PingFacts.OfVtnt(found), Is.EqualTo(expected));
    }

    /// <summary>scamper's: the process id as ICMP identifier, a high port made of it otherwise.</summary>
    [TestCase("icmp-echo", "icmpId", 0)]
    [TestCase("udp", "sport", 0x8000)]
    [TestCase("tcp-syn", "sport", 0x8000)]
    public void Identifiers_come_from_the_process(string method, string member, int atLeast)
    {
        JsonElement found = _lab.RunVtnt($"ping -c 1 -o 1 -P {method}", PairNetwork.Address("you", "IPv4")).Single();

        Assert.That(JsonFacts.Number(found, member), Is.InRange(Math.Max(1, atLeast), ushort.MaxValue));
    }
}
