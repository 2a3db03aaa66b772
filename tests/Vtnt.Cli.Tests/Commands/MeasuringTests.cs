using System.Text;
using System.Text.Json;

namespace Vtnt.Cli.Tests;

public sealed class MeasuringTests
{
    private static readonly string[] DestinationsOfPlain = [.. Lab.ShippedNetworks.Load("plain").Destinations.Select(address => address.ToString())];

    [TestCase("trace", "vtnt.trace/1")]
    [TestCase("ping", "vtnt.ping/1")]
    [TestCase("tnt", "vtnt.tnt/1")]
    public void Json_is_one_object_per_destination_and_line(string command, string schema)
    {
        Invocation run = Invocation.Of(command, "--lab", "plain", "--json");

        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Exit, Is.Zero);
        JsonElement[] results = [.. run.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.That(results.Select(result => result.GetProperty("schema").GetString()), Is.All.EqualTo(schema));
        Assert.That(results.Select(result => result.GetProperty("dst").GetString()), Is.EquivalentTo(DestinationsOfPlain));
    }

    [Test]
    public void The_same_command_line_gives_the_same_bytes()
    {
        Invocation first = Invocation.Of("tnt", "--lab", "juniper", "--json", "--seed", "7");

        Assert.That(Invocation.Of("tnt", "--lab", "juniper", "--json", "--seed", "7"), Is.EqualTo(first));
        Assert.That(Invocation.Of("tnt", "--lab", "juniper", "--json", "--seed", "8").Output, Is.Not.EqualTo(first.Output));
    }

    [Test]
    public void Targets_come_from_a_file_too_and_a_bad_line_does_not_stop_the_others()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes($"# ours\n\n{DestinationsOfPlain[0]} # far\nnonsense\n"));

        Invocation run = Invocation.Of(input, "ping", "--lab", "plain", "--json", "-c", "1", "--targets", "-");

        Assert.That(run.Errors, Is.EqualTo("vtnt: target 4 is left out: 'nonsense' is neither an address nor a node of the network that has one; 'vtnt lab show NAME' names them\n"));
        Assert.That(run.Exit, Is.EqualTo(1));
        Assert.That(run.Output.Count(character => character == '\n'), Is.EqualTo(1));
    }

    [TestCase("-4", "198.18.3.2")]
    [TestCase("-6", null)]
    public void Nodes_of_a_simulated_network_are_destinations_by_name_and_family(string family, string? expected)
    {
        string byName = Invocation.Of("ping", "--lab", "plain", "--json", "-c", "1", family, "target").Output;
        string byDefault = Invocation.Of("ping", "--lab", "plain", "--json", "-c", "1", family).Output;

        Assert.That(byDefault, Is.EqualTo(byName));
        string? destination = JsonDocument.Parse(byName).RootElement.GetProperty("dst").GetString();
        Assert.That(destination, expected is null ? Does.StartWith("2001:db8:") : Is.EqualTo(expected));
    }

    [Test]
    public void An_interrupted_run_hands_over_what_it_has()
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        using var terminal = new Terminal(output, errors);
        terminal.Interrupt();

        int exit = Program.Run(["trace", "--lab", "plain", "--json"], terminal);

        Assert.That(exit, Is.EqualTo(130));
        Assert.That(errors.ToString(), Is.Empty);
    }

    [Test]
    public void Compat_writes_the_text_of_the_reference_tool()
    {
        Invocation run = Invocation.Of("tnt", "--lab", "invisible-php", "--profile", "compat", "--format", "tnt");

        Assert.That(run.Output, Does.StartWith("trace [icmp-paris] from 198.18.0.1 to 198.18.4.2\n  1 198.18.0.2 "));
        Assert.That(run.Output, Does.Match("(?m)^ H3 198\\.18\\.2\\.5 .* \\[MPLS,INV,LSR,FRPLA,DPR,step=1\\]$"));
        Assert.That(run.Exit, Is.Zero);
    }

    [TestCase("scamper-json", "\"type\":\"trace\"")]
    [TestCase("scamper-text", "traceroute from 198.18.0.1 to ")]
    public void Trace_speaks_the_forms_of_scampers_tools(string format, string expected)
    {
        Invocation run = Invocation.Of("trace", "--lab", "plain", "--format", format);

        Assert.That(run.Output, Does.Contain(expected));
        Assert.That(run.Exit, Is.Zero);
    }
}
