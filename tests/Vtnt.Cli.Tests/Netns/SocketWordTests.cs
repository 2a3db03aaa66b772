using System.Runtime.Versioning;
using System.Text.Json;
using Vtnt.Tests.Shared;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>Words and letters that choose sockets and ports, with real ones.</summary>
[Category("Netns")]
[SupportedOSPlatform("linux")]
public sealed class SocketWordTests
{
    private static JsonElement ResultOf(params string[] arguments)
    {
        string output = PairLab.RunHere(PairLab.Program, [arguments[0], "-n", "--json", "--allow-reserved", .. arguments[1..]]);
        return JsonDocument.Parse(output.Split('\n')[0]).RootElement.Clone();
    }

    [TestCase("trace", "dl", "192.0.2.1")]
    [TestCase("trace", "dl", "2001:db8:1::1")]
    [TestCase("ping", "dl", "192.0.2.1")]
    [TestCase("ping", "dltx", "192.0.2.1")]
    public void Time_stamps_come_from_the_packet_socket(string command, string word, string destination) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();

        Assert.That(ResultOf(command, "-O", word, destination).GetRawText(), Does.Contain("\"datalink\"").And.Contain("\"replyTtl\":64"));
    });

    [Test]
    public void Without_the_word_they_do_not() => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();

        Assert.That(ResultOf("trace", "192.0.2.1").GetRawText(), Does.Not.Contain("\"datalink\"").And.Contain("\"replyTtl\":64"));
    });

    [TestCase("trace", "-s", "udp-paris")]
    [TestCase("trace", "-s", "tcp")]
    [TestCase("ping", "-F", "udp")]
    public void The_system_gives_a_port_of_its_ephemeral_ones(string command, string letter, string method) => NetworkNamespace.Run(() =>
    {
        using Neighbour neighbour = new();
        Shell.Run("echo 61000 61003 > /proc/sys/net/ipv4/ip_local_port_range");

        JsonElement result = ResultOf(command, letter, "0", "-P", method, "192.0.2.1");

        Assert.That(result.GetProperty("sport").GetInt32(), Is.InRange(61000, 61003));
        Assert.That(result.GetRawText(), Does.Contain("\"replyTtl\":64"));
    });
}
