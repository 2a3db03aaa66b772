using Vtnt.Lab;
using Vtnt.Mpls;
using Vtnt.Probing;
using Vtnt.Warts;

namespace Vtnt.Cli.Tests;

public sealed class WartsOutputTests
{
    private static readonly Timestamp Start = new(1_767_225_600_000_000_000);

    private string _path = "";

    [SetUp]
    public void ChooseName() => _path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"output-{Guid.NewGuid():N}.warts");

    [TearDown]
    public void Delete() => File.Delete(_path);

    [Test]
    public void List_and_cycle_come_first_and_the_end_of_the_cycle_last()
    {
        using (WartsOutput output = Open())
        {
            output.Write(Traced());
            output.Write(new Ping { Destination = HostAddress.Parse("192.0.2.7") });
        }

        List<WartsRecord> records = Read();
        Assert.That(records.Select(record => record.Type), Is.EqualTo(new[] { 1, 2, 6, 7, 4 }));
        Assert.That(records[0], Is.EqualTo(new WartsListRecord { FileId = 1, ListId = 0, Name = "default", Description = "default" }));
        Assert.That(((WartsCycleRecord)records[1]).StartSeconds, Is.EqualTo(1_767_225_600));
        Assert.That(Addresses(((WartsTraceRecord)records[2]).Trace), Is.EqualTo(Addresses(Traced())));
        Assert.That((((WartsTraceRecord)records[2]).ListFileId, ((WartsPingRecord)records[3]).CycleFileId), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Every_result_is_in_the_file_at_once_and_whole()
    {
        using WartsOutput output = Open();
        Assert.That(Read().Select(record => record.Type), Is.EqualTo(new[] { 1, 2 }));
        output.Write(Traced());
        Assert.That(Read().Select(record => record.Type), Is.EqualTo(new[] { 1, 2, 6 }));
    }

    [Test]
    public void A_file_that_exists_is_continued_with_a_cycle_of_its_own()
    {
        for (int i = 0; i < 2; i++)
        {
            using WartsOutput output = Open();
            output.Write(Traced());
        }

        List<WartsRecord> records = Read();
        Assert.That(records.Select(record => record.Type), Is.EqualTo(new[] { 1, 2, 6, 4, 2, 6, 4 }));
        Assert.That(records.OfType<WartsTraceRecord>().Select(record => (record.ListFileId, record.CycleFileId)), Is.EqualTo(new[] { (1u, 1u), (1u, 2u) }));
    }

    [Test]
    public void Path_tests_are_plain_traces_unless_tnts_dialect_is_asked_for()
    {
        TntTrace tnt = PathTests().First(trace => trace.AnnotatedTrace.Hops.Length > trace.Trace.Hops.Length);
        using (WartsOutput output = Open())
        {
            output.Write(tnt);
        }

        using (WartsOutput output = WartsOutput.Open(_path, WartsDialect.Tnt, () => Start))
        {
            output.Write(tnt);
        }

        WartsTraceRecord[] records = [.. Read(WartsDialect.Detect).OfType<WartsTraceRecord>()];
        Assert.That(records.Select(record => record.Dialect), Is.EqualTo(new[] { WartsDialect.Scamper, WartsDialect.Tnt }));
        Assert.That(records[0].Trace.Hops, Has.Length.EqualTo(tnt.Trace.Hops.Length));
        Assert.That(records[1].Trace.Hops.Select(hop => hop.Tnt), Is.EqualTo(tnt.AnnotatedTrace.Hops.Select(hop => hop.Tnt)));
    }

    [Test]
    public void Foreign_damaged_and_compressed_files_are_refused_and_left_alone()
    {
        File.WriteAllText(_path, "not warts at all");
        Assert.That(Open, Throws.TypeOf<UsageException>().With.Message.Contains("no uncompressed warts file"));
        Assert.That(File.ReadAllText(_path), Is.EqualTo("not warts at all"));
        File.WriteAllBytes(_path, [0x12, 0x05, 0, 1, 0, 0, 0, 99, 1]);
        Assert.That(Open, Throws.TypeOf<UsageException>().With.Message.Contains("damaged at offset 0"));
        Assert.That(() => WartsOutput.Open("x.warts.gz"), Throws.TypeOf<UsageException>().With.Message.Contains("leave out '.gz'"));
    }

    private static IEnumerable<HostAddress?> Addresses(Trace trace) => trace.Hops.Select(hop => hop.FirstReply?.Address);

    private static Trace Traced() => PathTests()[0].Trace with { Start = Start };

    private static List<TntTrace> PathTests()
    {
        Network network = ShippedNetworks.Load("invisible-php");
        List<TntTrace> traces = [];
        using var run = new TntRun(network.Destinations, new TntOptions { AllowReserved = true }, new SimulatedTransport(network), traces.Add);
        new Prober(new SimulatedTransport(network), new ProberOptions { AllowReserved = true }).Run(run);
        return traces;
    }

    private WartsOutput Open() => WartsOutput.Open(_path, clock: () => Start);

    private List<WartsRecord> Read(WartsDialect dialect = WartsDialect.Scamper)
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new WartsReader(file, new WartsReaderOptions { IsStrict = true, Dialect = dialect });
        List<WartsRecord> records = [];
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        return records;
    }
}
