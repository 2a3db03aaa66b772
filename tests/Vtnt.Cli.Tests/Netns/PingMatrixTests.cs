using System.Runtime.Versioning;
using System.Text.Json;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>Options of <c>ping</c>: Debian's scamper and <c>vtnt</c> in the same network, field by field.</summary>
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

    private PairLab _lab = null!;

    private static IEnumerable<TestCaseData> Cases()
    {
        foreach (string family in Families)
        {
            foreach ((string options, string destination) in Options)
            {
                yield return new(family, options, destination);
            }
        }
    }

    [OneTimeSetUp]
    public void PutUpTheNetwork() => _lab = PairLab.Open(PairNetwork.Load(), "scamper");

    [OneTimeTearDown]
    public void TakeDownTheNetwork() => _lab?.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void Scamper_and_vtnt_agree(string family, string options, string destination)
    {
        string command = $"ping {options}", address = PairNetwork.Address(destination, family);

        List<string> expected = PingFacts.OfScamper(_lab.RunScamper(command, address).Single());
        JsonElement found = _lab.RunVtnt(command, address).Single();

        Assert.That(PingFacts.OfVtnt(found), Is.EqualTo(expected));
    }
}
