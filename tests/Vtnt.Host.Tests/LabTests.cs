using System.Runtime.Versioning;
using System.Text.Json;

namespace Vtnt.Host.Tests;

/// <summary>
/// The published program, under the system-call surface of the unikernel, measures through routers and tunnels: what it
/// says must be what <c>vtnt</c> says in the same network, every member of every hop but times and IP-IDs.
/// </summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
[TestFixture(Form.Glibc)]
[TestFixture(Form.Musl)]
public sealed class LabTests(string form)
{
    [Test]
    public void A_trace_is_what_vtnt_measures(
        [Values("juniper", "invisible-php", "explicit", "implicit", "opaque")] string network,
        [Values("icmp-paris", "udp-paris")] string method) => Compare(network, "trace", "-P", method);

    [Test]
    public void A_ping_is_what_vtnt_measures([Values("juniper", "invisible-php")] string network) => Compare(network, "ping", "-c", "2");

    [TestCase("invisible-php", "invisiblePhp dpr 198.18.2.1 198.18.2.3 198.18.2.5", TestName = "Reveals_by_direct_path")]
    [TestCase("invisible-php-brpr", "invisiblePhp brpr 198.18.2.1 198.18.2.3 198.18.2.5", TestName = "Reveals_backwards")]
    public void Reveals(string network, string tunnel)
    {
        List<JsonElement> results = Compare(network, "tnt");

        Assert.That(results.SelectMany(ResultFacts.Tunnels), Does.Contain(tunnel));
    }

    [Test]
    public void Tunnels_are_what_vtnt_finds([Values("juniper", "explicit", "implicit", "invisible-uhp")] string network)
    {
        List<JsonElement> results = Compare(network, "tnt");

        Assert.That(results.SelectMany(ResultFacts.Tunnels), Is.Not.Empty);
    }

    [Test]
    public void Tunnels_by_the_rules_of_the_old_program_are_what_vtnt_finds() => Compare("invisible-php", "tnt", "--profile", "compat");

    private List<JsonElement> Compare(string network, params string[] words)
    {
        using HostLab lab = HostLab.Open(network);
        (int exit, string output) = lab.RunHost(form, words);
        List<JsonElement> ours = [.. Frames.Of(output, "json").Select(envelope => envelope.GetProperty("result"))];

        Assert.That(exit, Is.Zero, output);
        Assert.That(ours, Has.Count.EqualTo(lab.Destinations.Length));
        Assert.That(ours.Select(result => result.GetProperty("src").GetString()), Is.All.EqualTo(lab.Source.ToString()));
        Assert.That(ResultFacts.Of(ours), Is.EqualTo(ResultFacts.Of(lab.RunVtnt(words))));
        return ours;
    }
}
