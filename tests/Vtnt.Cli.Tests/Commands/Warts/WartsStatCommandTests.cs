using System.Text.Json;

namespace Vtnt.Cli.Tests;

public sealed class WartsStatCommandTests
{
    private static readonly byte[] Sample = SampleFiles.Read("sim-scamper2026-v4.warts");

    [Test]
    public void Counts_records_by_type()
    {
        var run = Invocation.Of(new MemoryStream(Sample), "warts", "stat", "-");
        Assert.That(run, Is.EqualTo(new Invocation(
            ExitCode.Done,
            """
            -: 30 records, 8727 bytes
              list                      1
              cycle-start               1
              cycle-stop                1
              trace                    20
              ping                      7

            """, "")));
    }

    [Test]
    public void Tells_which_traces_are_tnts() =>
        Assert.That(Invocation.Of("warts", "stat", SampleFiles.PathOf("tnt2018-plain.warts")).Output, Does.Contain("trace                     1  (1 in TNT's dialect)"));

    [Test]
    public void Says_where_the_damage_is_in_json()
    {
        var run = Invocation.Of(new MemoryStream([.. Sample, 9, 9]), "warts", "stat", "--json", "-");
        JsonElement stat = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(run.Exit, Is.EqualTo(ExitCode.Partial));
        Assert.That(stat.GetProperty("types").GetProperty("trace").GetInt32(), Is.EqualTo(20));
        Assert.That(stat.GetProperty("damages").GetInt32(), Is.EqualTo(1));
        Assert.That(stat.GetProperty("firstDamages")[0].GetProperty("offset").GetInt64(), Is.EqualTo(Sample.Length));
    }
}
