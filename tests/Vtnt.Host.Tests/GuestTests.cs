using System.Runtime.Versioning;
using System.Text.Json;

namespace Vtnt.Host.Tests;

/// <summary>
/// The image in a real guest: a kernel of the user's, which VTNT_UNIKRAFT_KERNEL names, boots it in QEMU before the
/// lab's network, and its results must be what <c>vtnt</c> says there.
/// </summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class GuestTests
{
    [TestCase("invisible-php", "trace", "-P", "icmp-paris", TestName = "A_guest_traces_by_icmp")]
    [TestCase("explicit", "trace", "-P", "udp-paris", TestName = "A_guest_traces_by_udp")]
    [TestCase("invisible-php", "ping", "-c", "2", TestName = "A_guest_pings")]
    public void A_guest_measures_what_vtnt_measures(string network, params string[] words) => Compare(network, words);

    [Test]
    public void A_guest_reveals_a_tunnel()
    {
        List<JsonElement> results = Compare("invisible-php", "tnt");

        Assert.That(results.SelectMany(ResultFacts.Tunnels), Does.Contain("invisiblePhp dpr 198.18.2.1 198.18.2.3 198.18.2.5"));
    }

    private static List<JsonElement> Compare(string network, params string[] words)
    {
        string kernel = Guest.RequireKernel();
        string initrd = Path.Combine(PublishedHost.Folder, "rootfs.cpio");
        using HostLab lab = HostLab.Open(network);
        string[] command = [.. words, "--allow-reserved", "--pps", "1000", "--source", lab.Source.ToString(), .. lab.Destinations];
        string console = lab.Execute(() => Guest.Run(kernel, initrd, lab.Source, command));
        List<JsonElement> ours = [.. Frames.Of(console, "json").Select(envelope => envelope.GetProperty("result"))];

        Assert.That(Frames.Of(console, "end"), Has.Count.EqualTo(1), $"the guest ended, or was stopped, before its last line; its console:\n{console}");
        Assert.That(Frames.Of(console, "end")[0].GetProperty("exit").GetInt32(), Is.Zero, console);
        Assert.That(ResultFacts.Of(ours), Is.EqualTo(ResultFacts.Of(lab.RunVtnt(words))));
        return ours;
    }
}
