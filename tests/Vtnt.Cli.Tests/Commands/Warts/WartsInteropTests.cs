using System.Runtime.Versioning;
using System.Text.Json;
using Vtnt.Cli.Tests.Netns;
using Vtnt.Lab;
using Vtnt.Warts;

namespace Vtnt.Cli.Tests;

/// <summary>Debian's scamper tools (20211212) and we say the same of each other's warts files.</summary>
[Category("Interop")]
[SupportedOSPlatform("linux")]
public sealed class WartsInteropTests
{
    private string _file = "";

    [SetUp]
    public void ChooseName() => _file = SampleFiles.Fresh(".warts");

    [TearDown]
    public void Delete() => File.Delete(_file);

    [Test]
    public void Sc_warts2json_tells_of_our_traces_what_we_tell([ValueSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))] string name)
    {
        PairLab.RequireTool("sc_warts2json");
        List<JsonElement> ours = Measure("vtnt.trace/1", "trace", "--lab", name);
        Assert.That(Theirs("trace").SelectMany(TraceFacts.OfScamper), Is.EqualTo(ours.SelectMany(TraceFacts.OfVtnt)));
    }

    [Test]
    public void Sc_warts2json_tells_of_our_pings_what_we_tell([ValueSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))] string name)
    {
        PairLab.RequireTool("sc_warts2json");
        List<JsonElement> ours = Measure("vtnt.ping/1", "ping", "--lab", name);
        Assert.That(Theirs("ping").SelectMany(PingFacts.OfScamper), Is.EqualTo(ours.SelectMany(PingFacts.OfVtnt)));
    }

    [Test]
    public void Sc_warts2json_tells_of_our_path_tests_the_trace_as_measured([ValueSource(typeof(ShippedNetworks), nameof(ShippedNetworks.Names))] string name)
    {
        PairLab.RequireTool("sc_warts2json");
        List<JsonElement> ours = Measure("vtnt.tnt/1", "tnt", "--lab", name);
        List<JsonElement> theirs = [.. Theirs("trace")];
        foreach (JsonElement trace in ours)
        {
            JsonElement first = theirs.Find(other => other.GetProperty("dst").GetString() == trace.GetProperty("dst").GetString());
            Assert.That(TraceFacts.OfScamper(first).Skip(1), Is.EqualTo(TraceFacts.Replies(trace)));
        }
    }

    [Test]
    public void Sc_wartsdump_reads_every_kind_of_result([Values("scamper", "tnt")] string dialect)
    {
        PairLab.RequireTool("sc_wartsdump");
        Measure("vtnt.trace/1", "trace", "--lab", "explicit");
        Measure("vtnt.ping/1", "ping", "--lab", "explicit");
        Measure("vtnt.tnt/1", "tnt", "--lab", "invisible-php", "--dialect", dialect);
        string[] lines = PairLab.RunHere("sc_wartsdump", _file).Split('\n');
        List<WartsRecord> records = ReadAll();
        Assert.That(lines.Count(line => line.StartsWith("traceroute from ", StringComparison.Ordinal)), Is.EqualTo(records.OfType<WartsTraceRecord>().Count()));
        Assert.That(lines.Count(line => line.StartsWith("ping from ", StringComparison.Ordinal)), Is.EqualTo(records.OfType<WartsPingRecord>().Count()));
        Assert.That(records.OfType<WartsTraceRecord>().Count(), dialect == "tnt" ? Is.EqualTo(2) : Is.GreaterThan(2), "revelations of the other dialect are records too");
        Assert.That(lines.Count(line => line.StartsWith("cycle stop, ", StringComparison.Ordinal)), Is.EqualTo(3));
    }

    [Test]
    [Category("Netns")]
    public void We_tell_of_scampers_files_what_sc_warts2json_tells(
        [Values("explicit", "implicit", "plain")] string name, [Values("trace -P icmp-paris", "trace -P udp-paris -Q", "trace -P tcp", "ping -c 3")] string command)
    {
        Network network = ShippedNetworks.Load(name);
        using PairLab lab = PairLab.Open(network, "scamper", "sc_warts2json");
        lab.Run("scamper", ["-O", "warts", "-o", _file, "-p", "1000", "-c", command, "-i", network.Destinations[0].ToString()]);
        bool isTrace = command.StartsWith("trace", StringComparison.Ordinal);
        List<JsonElement> ours = PairLab.Results(
            Invocation.Of("warts", "json", "--schema", "vtnt", _file).Output, "schema", "vtnt.trace/1", "vtnt.ping/1");
        Func<JsonElement, List<string>> weTell = isTrace ? TraceFacts.OfVtnt : PingFacts.OfVtnt, theyTell = isTrace ? TraceFacts.OfScamper : PingFacts.OfScamper;
        Assert.That(ours.SelectMany(weTell), Is.EqualTo(Theirs("trace", "ping").SelectMany(theyTell)));
        Assert.That(ours, Is.Not.Empty);
    }

    private List<JsonElement> Measure(string schema, params string[] arguments) =>
        PairLab.Results(Invocation.Of([.. arguments, "--json", "--warts", _file]).Output, "schema", schema);

    private List<JsonElement> Theirs(params string[] types) => PairLab.Results(PairLab.RunHere("sc_warts2json", _file), "type", types);

    private List<WartsRecord> ReadAll()
    {
        List<WartsRecord> records = [];
        using FileStream stream = File.OpenRead(_file);
        using var reader = new WartsReader(stream);
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        return records;
    }
}
