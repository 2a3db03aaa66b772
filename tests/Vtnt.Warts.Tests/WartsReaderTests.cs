using System.Buffers;
using System.IO.Pipelines;
using Vtnt.Probing;

namespace Vtnt.Warts.Tests;

public sealed class WartsReaderTests
{
    private const string Sample = "sim-scamper2026-v4.warts";

    [Test]
    public void Reads_every_source_alike()
    {
        byte[] file = WartsFiles.Read(Sample);
        WartsRecord[] expected = [.. ReadAll(new WartsReader(file))];
        Assert.That(expected, Has.Length.EqualTo(30));
        Assert.That(ReadAll(new WartsReader(new MemoryStream(file))), Is.EqualTo(expected));
        Assert.That(ReadAll(new WartsReader(WartsFiles.Read(Sample + ".gz"))), Is.EqualTo(expected));
        Assert.That(ReadAll(new WartsReader(File.OpenRead(WartsFiles.PathOf(Sample + ".gz")))), Is.EqualTo(expected));
    }

    [Test]
    public async Task Reads_a_pipe()
    {
        byte[] file = WartsFiles.Read(Sample);
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(file);
        await pipe.Writer.CompleteAsync();
        await using var reader = new WartsReader(pipe.Reader);
        List<WartsRecord> records = [];
        while (await reader.ReadAsync() is { } record)
        {
            records.Add(record);
        }

        Assert.That(records, Is.EqualTo(ReadAll(new WartsReader(file))));
    }

    [Test]
    public void Reads_all_members_of_a_gzip_file()
    {
        byte[] gzip = WartsFiles.Read(Sample + ".gz");
        Assert.That(ReadAll(new WartsReader((byte[])[.. gzip, .. gzip])), Has.Count.EqualTo(60));
    }

    [Test]
    public void Reports_a_gzip_file_that_is_cut_short_behind_what_it_yields()
    {
        byte[] gzip = WartsFiles.Read(Sample + ".gz");
        using var reader = new WartsReader(gzip.AsMemory(0, gzip.Length / 2));
        List<WartsRecord> records = [];
        int damages = 0;
        while (ReadOrDamage(reader, out WartsRecord? record))
        {
            damages += record is null ? 1 : 0;
            records.AddRange(record is null ? [] : [record]);
        }

        Assert.That(damages, Is.InRange(1, 2));
        Assert.That(records, Has.Count.GreaterThan(5));
        Assert.That(records, Is.EqualTo(ReadAll(new WartsReader(WartsFiles.Read(Sample))).Take(records.Count)));
    }

    [Test]
    public void Reads_values_of_a_trace()
    {
        var record = (WartsTraceRecord)ReadAll(new WartsReader(WartsFiles.Read(Sample)))[2];
        Trace trace = record.Trace;
        Assert.That(trace.Source, Is.EqualTo(HostAddress.Parse("192.0.2.100")));
        Assert.That(trace.Destination, Is.EqualTo(HostAddress.Parse("198.51.100.1")));
        Assert.That(trace.Method, Is.EqualTo(TraceMethod.UdpParis));
        Assert.That(trace.StopReason, Is.EqualTo(StopReason.Completed));
        Assert.That(trace.Start, Is.EqualTo(new Timestamp(1795395026644365000)));
        Assert.That(trace.Hops, Has.Length.EqualTo(7));
        ProbeOutcome probe = trace.Hops[0].Probes.Single();
        Reply reply = probe.Replies.Single();
        Assert.That(probe.SentAt, Is.EqualTo(new Timestamp(1795395026644602000)));
        Assert.That(reply.Rtt, Is.EqualTo(TimeSpan.FromMicroseconds(2480)));
        Assert.That(reply.ReceivedOrigin, Is.EqualTo(TimestampOrigin.Socket));
        Assert.That(reply.Kind, Is.EqualTo(ReplyKind.TimeExceeded));
        Assert.That((reply.ReplyTtl, reply.ReplyIpId, reply.ReplySize, reply.QuotedTtl, reply.QuotedLength), Is.EqualTo(((byte?)255, (ushort?)0xa5ff, (int?)72, (byte?)1, (int?)44)));
    }

    [Test]
    public void Reads_silent_hops_from_the_first_to_the_last_probed()
    {
        IEnumerable<Trace> traces = ReadAll(new WartsReader(WartsFiles.Read(Sample))).OfType<WartsTraceRecord>().Select(record => record.Trace);
        Trace gap = traces.First(trace => trace.StopReason == StopReason.GapLimit);
        Assert.That(gap.Hops.Select(hop => (int)hop.ProbeTtl), Is.EqualTo(Enumerable.Range(1, gap.HopCount)));
        Assert.That(gap.Hops.Count(hop => hop.IsSilent), Is.EqualTo(5));
    }

    [Test]
    public void Reads_label_stacks()
    {
        IEnumerable<Reply> replies =
            from record in ReadAll(new WartsReader(WartsFiles.Read(Sample))).OfType<WartsTraceRecord>()
            from hop in record.Trace.Hops
            where hop.FirstReply is { LabelStack.Length: 3 }
            select hop.FirstReply;
        Assert.That(
            replies.First().LabelStack,
            Is.EqualTo(new[] { LabelStackEntry.Create(299776, 0, false, 1), LabelStackEntry.Create(3, 0, false, 1), LabelStackEntry.Create(16, 1, true, 254) }));
    }

    [Test]
    public void Files_glued_together_are_read_unless_strict()
    {
        byte[] file = WartsFiles.Read(Sample);
        byte[] glued = [.. file, .. file];
        Assert.That(ReadAll(new WartsReader(glued)), Has.Count.EqualTo(60));
        using var strict = new WartsReader(glued, new WartsReaderOptions { IsStrict = true });
        WartsFormatException? damage = Assert.Throws<WartsFormatException>(() => ReadAll(strict));
        Assert.That(damage!.Offset, Is.EqualTo(file.Length));
    }

    [Test]
    public void Detects_the_dialect_of_tnt_and_obeys_an_override()
    {
        byte[] file = WartsFiles.Read("tnt2018-explicit.warts");
        var detected = (WartsTraceRecord)ReadAll(new WartsReader(file))[2];
        var forced = (WartsTraceRecord)ReadAll(new WartsReader(file, new WartsReaderOptions { Dialect = WartsDialect.Scamper }))[2];
        Assert.That(detected.Dialect, Is.EqualTo(WartsDialect.Tnt));
        Assert.That(detected.Trace.Hops[3].Tnt, Is.EqualTo(new TntAnnotation(252, 0x0C, 0, 0, 0, 4)));
        Assert.That(forced.Dialect, Is.EqualTo(WartsDialect.Scamper));
        Assert.That(forced.Trace.Hops[3].Tnt, Is.Null);
        Assert.That(forced.Trace.Hops[3].FirstReply!.Name, Is.Not.Null);
    }

    [Test]
    public void A_trace_through_the_error_queue_with_names_is_no_tnt()
    {
        Trace trace = ((WartsTraceRecord)ReadAll(new WartsReader(WartsFiles.Read(Sample)))[2]).Trace;
        Trace named = trace with
        {
            Flags = TraceFlags.ErrorQueue,
            Hops = [.. trace.Hops.Select(hop => hop with { Probes = [.. hop.Probes.Select(probe => probe with { Replies = [.. probe.Replies.Select(reply => reply with { Name = "" })] })] })],
        };
        var output = new ArrayBufferWriter<byte>();
        new WartsEncoder(output).Write(named);
        var record = (WartsTraceRecord)ReadAll(new WartsReader(output.WrittenMemory))[0];
        Assert.That(record.Dialect, Is.EqualTo(WartsDialect.Scamper));
        Assert.That(record.Trace.Hops[0].FirstReply!.Name, Is.Empty);
        Assert.That(record.Trace.Hops[0].FirstReply!.ReplySize, Is.Null);
    }

    [Test]
    public void A_changed_record_is_written_anew()
    {
        var record = (WartsTraceRecord)ReadAll(new WartsReader(WartsFiles.Read(Sample)))[2];
        var output = new ArrayBufferWriter<byte>();
        new WartsEncoder(output).Write(record with { ListFileId = 7 });
        var again = (WartsTraceRecord)ReadAll(new WartsReader(output.WrittenMemory))[0];
        Assert.That(again, Is.EqualTo(record with { ListFileId = 7 }));
        Assert.That(again, Is.Not.EqualTo(record));
    }

    [Test]
    public void Refuses_options_out_of_range()
    {
        Assert.That(() => new WartsDecoder(new WartsReaderOptions { MaxRecordLength = 7 }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new WartsDecoder(new WartsReaderOptions { Dialect = (WartsDialect)9 }), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    internal static List<WartsRecord> ReadAll(WartsReader reader)
    {
        List<WartsRecord> records = [];
        while (reader.Read() is { } record)
        {
            records.Add(record);
        }

        return records;
    }

    /// <summary>False at the end; a damage yields no record.</summary>
    internal static bool ReadOrDamage(WartsReader reader, out WartsRecord? record)
    {
        record = null;
        try
        {
            record = reader.Read();
            return record is not null;
        }
        catch (WartsFormatException)
        {
            return true;
        }
    }
}
