using System.Buffers;
using System.Text;

namespace Vtnt.Warts.Tests;

public sealed class ScamperFormsTests
{
    private static readonly WartsReaderOptions AsScamper = new() { Dialect = WartsDialect.Scamper };

    [TestCaseSource(typeof(WartsFiles), nameof(WartsFiles.All))]
    public void Json_is_what_sc_warts2json_writes(string name)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new ScamperJsonWriter(output);
        Visit(WartsFiles.Read(name), ref writer);
        string expected = Decode(WartsFiles.Read(name + ".json.expected"));
        AssertSameLines(Decode(output.WrittenSpan), string.Concat(expected.SplitLines().Where(line => !line.Contains("\"type\":\"tracelb\"", StringComparison.Ordinal))));
    }

    [TestCaseSource(typeof(WartsFiles), nameof(WartsFiles.All))]
    public void Dump_is_what_sc_wartsdump_writes(string name)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new ScamperDumpWriter(output);
        Visit(WartsFiles.Read(name), ref writer);
        AssertSameLines(Decode(output.WrittenSpan), WithoutTracelb(Decode(WartsFiles.Read(name + ".dump.expected"))));
    }

    [TestCaseSource(typeof(WartsFiles), nameof(WartsFiles.All))]
    public void Text_is_what_sc_warts2text_writes(string name)
    {
        if (name.Contains("tracelb", StringComparison.Ordinal))
        {
            Assert.Ignore("the file's only measurement is a tracelb, a record that is kept as bytes");
        }

        var output = new ArrayBufferWriter<byte>();
        var writer = new ScamperTextWriter(output);
        Visit(WartsFiles.Read(name), ref writer);
        AssertSameLines(Decode(output.WrittenSpan), Decode(WartsFiles.Read(name + ".text.expected")));
    }

    [Test]
    public void Json_of_tnt_shows_slots_and_annotation()
    {
        byte[] file = (byte[])WartsFiles.TntCorpus().First(c => c.TestName is null && c.ArgDisplayNames![0] == "X03").Arguments[0]!;
        var output = new ArrayBufferWriter<byte>();
        var writer = new ScamperJsonWriter(output);
        using var reader = new WartsReader(file);
        while (reader.Visit(ref writer))
        {
        }

        string json = Decode(output.WrittenSpan);
        Assert.That(json, Does.Contain("\"addr\":\"20.1.1.1\",\"probe_ttl\":4,"));
        Assert.That(json, Does.Contain("\"hop_ping_rttl\":252,\"hop_types_mflags\":132,\"hop_disc_mflags\":1297,\"hop_mpls_iteration\":1}"));
        Assert.That(json, Does.Not.Contain("rxerr"));
    }

    [Test]
    public void Writes_times_in_the_zone_that_is_asked_for()
    {
        TimeZoneInfo zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(5.5), "test", "test");
        var output = new ArrayBufferWriter<byte>();
        var writer = new ScamperJsonWriter(output, new ScamperTextOptions { TimeZone = zone });
        Visit(WartsFiles.Read("sim-scamper2026-v4.warts"), ref writer);
        Assert.That(Decode(output.WrittenSpan), Does.Contain("\"ftime\":\"2026-11-23 06:20:26\""));
    }

    [Test]
    public void The_name_of_the_next_hop_mtu_can_be_mended()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new ScamperJsonWriter(output, new ScamperTextOptions { KeepsNextHopMtuName = false });
        Visit(WartsFiles.Read("sim-scamper2026-v4.warts"), ref writer);
        string json = Decode(output.WrittenSpan);
        Assert.That(json, Does.Contain("\"icmp_nhmtu\":1400}").And.Not.Contain("icmp_nhmtu:\""));
    }

    private static void Visit<TVisitor>(byte[] file, ref TVisitor visitor)
        where TVisitor : IWartsVisitor
    {
        using var reader = new WartsReader(file, AsScamper);
        while (reader.Visit(ref visitor))
        {
        }
    }

    /// <summary>Latin-1, so that any byte compares.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>Drops the paragraphs of tracelb records, from their first line to the blank line behind.</summary>
    private static string WithoutTracelb(string dump)
    {
        var kept = new StringBuilder();
        bool isInside = false;
        foreach (string line in dump.SplitLines())
        {
            isInside |= line.StartsWith("tracelb ", StringComparison.Ordinal);
            kept.Append(isInside ? "" : line);
            isInside &= line != "\n";
        }

        return kept.ToString();
    }

    private static void AssertSameLines(string actual, string expected)
    {
        string[] actualLines = [.. actual.SplitLines()], expectedLines = [.. expected.SplitLines()];
        for (int i = 0; i < Math.Min(actualLines.Length, expectedLines.Length); i++)
        {
            Assert.That(actualLines[i], Is.EqualTo(expectedLines[i]), $"line {i + 1}");
        }

        Assert.That(actual, Is.EqualTo(expected));
    }
}
