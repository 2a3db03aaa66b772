using System.Text.Json;
using Vtnt.Warts;

namespace Vtnt.Cli.Tests;

public sealed class WartsOptionTests
{
    private string _path = "";

    [SetUp]
    public void NameFile() => _path = Path.Combine(Directory.CreateTempSubdirectory("vtnt-warts").FullName, "out.warts");

    [TearDown]
    public void RemoveFile() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void Runs_append_to_one_file()
    {
        Assert.That(Invocation.Of("trace", "--lab", "plain", "--json", "--warts", _path).Exit, Is.Zero);
        Assert.That(Invocation.Of("ping", "--lab", "plain", "--json", "--warts", _path).Exit, Is.Zero);

        List<WartsRecord> records = ReadAll();
        int destinations = Lab.ShippedNetworks.Load("plain").Destinations.Count;
        Assert.That(records.OfType<WartsTraceRecord>().Count(), Is.EqualTo(destinations));
        Assert.That(records.OfType<WartsPingRecord>().Count(), Is.EqualTo(destinations));
        Assert.That(records.OfType<WartsListRecord>().Count(), Is.EqualTo(1));
        Assert.That(records.OfType<WartsCycleStopRecord>().Count(), Is.EqualTo(2));
    }

    [Test]
    public void The_dialect_of_TNT_keeps_the_hidden_routers()
    {
        Assert.That(Invocation.Of("tnt", "--lab", "invisible-php", "--warts", _path, "--dialect", "tnt").Exit, Is.Zero);

        WartsTraceRecord trace = ReadAll(WartsDialect.Tnt).OfType<WartsTraceRecord>().Single();
        Assert.That(trace.Trace.Hops, Has.Length.EqualTo(6 + 3));
    }

    [TestCaseSource(typeof(Lab.ShippedNetworks), nameof(Lab.ShippedNetworks.Names))]
    public void A_search_keeps_its_measurements_and_is_found_again_offline(string network)
    {
        Invocation live = Invocation.Of("tnt", "--lab", network, "--json", "--warts", _path);
        Assert.That(live.Exit, Is.Zero);
        Assert.That(ReadAll().OfType<WartsPingRecord>(), Is.Not.Empty);

        string[] stored = Invocation.Of("warts", "tnt", "--json", _path).Output.Split('\n');

        foreach (string line in live.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement result = JsonDocument.Parse(line).RootElement;
            string destination = result.GetProperty("dst").GetString()!;
            JsonElement again = JsonDocument.Parse(stored.First(other => other.Contains($"\"dst\":\"{destination}\"", StringComparison.Ordinal))).RootElement;
            Assert.That(Tunnels(again), Is.EqualTo(Tunnels(result)), destination);
        }
    }

    private static string[] Tunnels(JsonElement result) =>
    [
        .. result.GetProperty("tunnels").EnumerateArray().Select(tunnel =>
            $"{tunnel.GetProperty("kind")} {Optional(tunnel, "ingress")} {Optional(tunnel, "egress")} by {tunnel.GetProperty("technique")}: "
            + string.Join(' ', tunnel.GetProperty("routers").EnumerateArray().Select(router => Optional(router, "address")))),
    ];

    private static string Optional(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.ToString() : "*";

    private List<WartsRecord> ReadAll(WartsDialect dialect = WartsDialect.Scamper)
    {
        List<WartsRecord> records = [];
        using FileStream stream = File.OpenRead(_path);
        using var reader = new WartsReader(stream, new WartsReaderOptions { Dialect = dialect });
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        return records;
    }
}
