using Vtnt.Warts;

namespace Vtnt.Cli.Tests;

public sealed class WartsCatCommandTests
{
    private static readonly string V4 = SampleFiles.PathOf("sim-scamper2026-v4.warts"), V6 = SampleFiles.PathOf("sim-scamper2026-v6.warts");

    private string _output = "";

    [SetUp]
    public void ChooseName() => _output = SampleFiles.Fresh(".warts");

    [TearDown]
    public void Delete() => File.Delete(_output);

    [Test]
    public void Numbers_lists_and_cycles_anew()
    {
        Assert.That(Invocation.Of("warts", "cat", "-o", _output, V4, V6), Is.EqualTo(new Invocation(0, "", "")));
        Assert.That(ReadStrictly().OfType<WartsListRecord>().Select(list => list.FileId), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(Invocation.Of("warts", "text", _output).Output, Is.EqualTo(Invocation.Of("warts", "text", V4, V6).Output));
    }

    [Test]
    public void A_file_that_exists_is_appended_to()
    {
        Assert.That(Invocation.Of("warts", "cat", "-o", _output, V4).Exit, Is.Zero);
        Assert.That(Invocation.Of("warts", "cat", "-o", _output, V6).Exit, Is.Zero);
        byte[] inTwo = File.ReadAllBytes(_output);
        File.Delete(_output);
        Assert.That(Invocation.Of("warts", "cat", "-o", _output, V4, V6).Exit, Is.Zero);
        Assert.That(inTwo, Is.EqualTo(File.ReadAllBytes(_output)));
    }

    [Test]
    public void Leaves_out_what_is_damaged()
    {
        byte[] file = File.ReadAllBytes(V4);
        var run = Invocation.Of(new MemoryStream([.. file[..5000], .. file[5100..]]), "warts", "cat", "-o", _output, "-");
        Assert.That(run.Exit, Is.EqualTo(ExitCode.Partial));
        Assert.That(run.Errors, Does.StartWith("vtnt: -: offset "));
        Assert.That(ReadStrictly(), Has.Count.EqualTo(29));
    }

    [Test]
    public void Refuses_to_write_where_it_must_not()
    {
        File.WriteAllText(_output, "something else");
        Assert.That(Invocation.Of("warts", "cat", "-o", _output, V4).Errors, Does.Contain("is no sound warts file"));
        Assert.That(File.ReadAllText(_output), Is.EqualTo("something else"));
        Assert.That(Invocation.Of("warts", "cat", "-o", V4, V4).Errors, Does.Contain("cannot be read and written at once"));
        Assert.That(Invocation.Of("warts", "cat", "-o", "x.gz", V4).Errors, Does.Contain("leave out '.gz'"));
        Assert.That(Invocation.Of("warts", "cat", V4).Errors, Does.Contain("say where to"));
    }

    private List<WartsRecord> ReadStrictly()
    {
        using var reader = new WartsReader(File.ReadAllBytes(_output), new WartsReaderOptions { IsStrict = true });
        List<WartsRecord> records = [];
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        return records;
    }
}
