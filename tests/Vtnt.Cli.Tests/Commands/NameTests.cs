using System.Text.Json;
using Vtnt.Warts;

namespace Vtnt.Cli.Tests.Commands;

/// <summary>The word ptr: names of hops become part of the result, in every form.</summary>
internal sealed class NameTests
{
    private string _file = "";

    [SetUp]
    public void MakeFile() => _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".warts");

    [TearDown]
    public void DeleteFile() => File.Delete(_file);

    [TestCase("--json", "-n")]
    [TestCase("--json", "-4")]
    public void Json_and_warts_hold_the_names_of_hops(params string[] options)
    {
        Invocation run = Invocation.Of(["trace", "--lab", "plain", "-O", "ptr", "--warts", _file, .. options, "target"]);

        Assert.That(run.Errors, Is.Empty);
        JsonElement result = JsonDocument.Parse(run.Output.Split('\n')[0]).RootElement;
        string json = result.GetRawText();
        Assert.That(json, Does.Contain("\"name\":\"target\""));
        using FileStream file = File.OpenRead(_file);
        Assert.That(NamesIn(file), Does.Contain("target"));
    }

    [Test]
    public void Without_the_word_nothing_is_named() =>
        Assert.That(Invocation.Of("trace", "--lab", "plain", "--json", "target").Output, Does.Not.Contain("\"name\":"));

    [Test]
    public void People_who_want_numbers_see_none() =>
        Assert.That(Invocation.Of("trace", "--lab", "plain", "-n", "-O", "ptr").Output, Is.EqualTo(Invocation.Of("trace", "--lab", "plain", "-n").Output));

    [Test]
    public void A_simulated_network_has_no_packet_sockets()
    {
        Invocation run = Invocation.Of("trace", "--lab", "plain", "-O", "dl");

        Assert.That((run.Exit, run.Errors), Is.EqualTo((2, "vtnt: -O dl belongs to real networks; a simulated one has no packet sockets\n")));
    }

    [TestCase("trace", "-s")]
    [TestCase("ping", "-F")]
    public void A_simulated_network_gives_ports_out_as_always(string command, string letter) =>
        Assert.That(Invocation.Of(command, "--lab", "plain", "--json", letter, "0"), Is.EqualTo(Invocation.Of(command, "--lab", "plain", "--json")));

    [TestCase(true)]
    [TestCase(false)]
    public void The_system_gives_a_port_above_the_well_known_ones(bool isTcp) =>
        Assert.That(SystemPort.Ask(isTcp), Is.GreaterThan(1023));

    private static List<string?> NamesIn(Stream file)
    {
        using var reader = new WartsReader(file, leaveOpen: true);
        List<string?> names = [];
        while (reader.Read() is { } record)
        {
            if (record is WartsTraceRecord trace)
            {
                names.AddRange(trace.Trace.Hops.SelectMany(hop => hop.Probes).SelectMany(probe => probe.Replies).Select(reply => reply.Name));
            }
        }

        return names;
    }
}
