using System.Buffers;

namespace Vtnt.Warts.Tests;

public sealed class WartsConcatenatorTests
{
    [TestCaseSource(typeof(WartsFiles), nameof(WartsFiles.All))]
    public void One_file_is_copied_byte_for_byte(string name)
    {
        byte[] file = WartsFiles.Read(name);
        Assert.That(Join(file), Is.EqualTo(file));
    }

    [Test]
    public void Lists_and_cycles_of_several_files_count_on()
    {
        List<WartsRecord> records = ReadStrictly(Join(WartsFiles.Read("sim-scamper2021.warts"), WartsFiles.Read("sim-scamper2026-v4.warts")));
        Assert.That(records.OfType<WartsListRecord>().Select(list => (list.FileId, list.Name)), Is.EqualTo(new[] { (1u, "simdeb"), (2u, "sim") }));
        Assert.That(records.OfType<WartsCycleRecord>().Select(cycle => (cycle.FileId, cycle.ListFileId)), Is.EqualTo(new[] { (1u, 1u), (2u, 2u) }));
        Assert.That(records.OfType<WartsCycleStopRecord>().Select(stop => stop.CycleFileId), Is.EqualTo(new[] { 1u, 2u }));
        Assert.That(records.OfType<WartsTraceRecord>().Select(trace => (trace.ListFileId, trace.CycleFileId)).Distinct(), Is.EqualTo(new[] { (1u, 1u), (2u, 2u) }));
        Assert.That(records.OfType<WartsPingRecord>().Select(ping => (ping.ListFileId, ping.CycleFileId)).Distinct(), Is.EqualTo(new[] { (1u, 1u), (2u, 2u) }));
    }

    [Test]
    public void Equal_lists_become_one_and_equal_cycles_too_until_they_have_ended()
    {
        byte[] ended = WartsFiles.Read("sim-scamper2026-v4.warts");
        byte[] open = ended[..^17];
        List<WartsRecord> records = ReadStrictly(Join(open, ended, ended));
        Assert.That(records.Count(record => record is WartsListRecord), Is.EqualTo(1));
        Assert.That(records.OfType<WartsCycleRecord>().Select(cycle => cycle.FileId), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(records.OfType<WartsCycleStopRecord>().Select(stop => stop.CycleFileId), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(
            records.OfType<WartsTraceRecord>().CountBy(record => record.CycleFileId),
            Is.EquivalentTo(new[] { KeyValuePair.Create(1u, 40), KeyValuePair.Create(2u, 20) }));
    }

    [Test]
    public void Measurements_with_legacy_addresses_are_written_in_todays_form()
    {
        byte[] file = LegacyTests.TraceWithAddressRecords();
        List<WartsRecord> records = ReadStrictly(Join(file, file));
        Assert.That(records.OfType<WartsAddressRecord>(), Is.Empty);
        foreach (WartsTraceRecord record in records.Cast<WartsTraceRecord>())
        {
            Assert.That(record.Trace.Destination.ToString(), Is.EqualTo("203.0.113.5"));
            Assert.That(record.Trace.Hops.Single().FirstReply!.Address, Is.EqualTo(record.Trace.Destination));
        }
    }

    [Test]
    public void A_list_that_is_not_in_the_file_becomes_none()
    {
        var output = new ArrayBufferWriter<byte>();
        new WartsEncoder(output).Write(((WartsTraceRecord)ReadStrictly(WartsFiles.Read("sim-scamper2026-v4.warts"))[2]).Trace, 7, 9);
        var record = (WartsTraceRecord)ReadStrictly(Join(output.WrittenSpan.ToArray())).Single();
        Assert.That((record.ListFileId, record.CycleFileId), Is.EqualTo((0, 0)));
    }

    private static byte[] Join(params byte[][] files)
    {
        var output = new ArrayBufferWriter<byte>();
        var concatenator = new WartsConcatenator(output);
        foreach (byte[] file in files)
        {
            concatenator.BeginFile();
            using var reader = new WartsReader(file);
            while (reader.Visit(ref concatenator))
            {
            }
        }

        return output.WrittenSpan.ToArray();
    }

    private static List<WartsRecord> ReadStrictly(byte[] file) => WartsReaderTests.ReadAll(new WartsReader(file, new WartsReaderOptions { IsStrict = true }));
}
