using System.Buffers;
using System.Collections.Immutable;
using CsCheck;
using Vtnt.Probing;

namespace Vtnt.Warts.Tests;

public sealed class RoundTripTests
{
    [Test]
    public void A_trace_that_was_written_is_read_back_whole() =>
        Gen.Select(RandomMeasurements.Traces, Gen.UInt, Gen.UInt).Sample((trace, list, cycle) =>
        {
            var output = new ArrayBufferWriter<byte>();
            new WartsEncoder(output).Write(trace, list, cycle);
            var record = (WartsTraceRecord)WartsReaderTests.ReadAll(new WartsReader(output.WrittenMemory)).Single();
            Assert.That((record.ListFileId, record.CycleFileId), Is.EqualTo((list, cycle)));
            Assert.That(record.Trace, Is.EqualTo(trace));
        }, iter: 1000);

    [Test]
    public void A_ping_that_was_written_is_read_back_whole() =>
        Gen.Select(RandomMeasurements.Pings, Gen.UInt, Gen.UInt).Sample((ping, list, cycle) =>
        {
            var output = new ArrayBufferWriter<byte>();
            new WartsEncoder(output).Write(ping, list, cycle);
            var record = (WartsPingRecord)WartsReaderTests.ReadAll(new WartsReader(output.WrittenMemory)).Single();
            Assert.That((record.ListFileId, record.CycleFileId), Is.EqualTo((list, cycle)));
            Assert.That(record.Ping, Is.EqualTo(ping));
        }, iter: 1000);

    [Test]
    public void The_tables_that_were_written_are_read_back()
    {
        var output = new ArrayBufferWriter<byte>();
        var encoder = new WartsEncoder(output);
        uint list = encoder.WriteList(7, "targets", "café", "vp1");
        uint cycle = encoder.WriteCycleStart(list, 9, new Timestamp(1_700_000_000_999_999_999), "host");
        encoder.WriteCycleStop(cycle, new Timestamp(1_700_000_060_000_000_000));
        List<WartsRecord> records = WartsReaderTests.ReadAll(new WartsReader(output.WrittenMemory));
        Assert.That(records[0], Is.EqualTo(new WartsListRecord { FileId = 1, ListId = 7, Name = "targets", Description = "café", Monitor = "vp1" }));
        Assert.That(records[1], Is.EqualTo(new WartsCycleRecord { FileId = 1, ListFileId = 1, CycleId = 9, StartSeconds = 1_700_000_000, Hostname = "host" }));
        Assert.That(records[2], Is.EqualTo(new WartsCycleStopRecord { CycleFileId = 1, StopSeconds = 1_700_000_060 }));
        Assert.That((encoder.ListCount, encoder.CycleCount), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_section_that_would_overflow_loses_trailing_replies_only()
    {
        ImmutableArray<ProbeOutcome> probes = [.. Enumerable.Range(1, 200).Select(attempt => new ProbeOutcome
        {
            ProbeTtl = 255,
            Attempt = attempt,
            Size = 1500 - attempt,
            Replies = [new Reply { Address = HostAddress.FromIPv4(0x0A000000 + (uint)attempt), Kind = ReplyKind.OtherIcmp, IcmpType = 3, IcmpCode = 4, NextHopMtu = 1400, Rtt = TimeSpan.Zero }],
        })];
        var trace = new Trace
        {
            Destination = HostAddress.Parse("192.0.2.1"),
            Method = TraceMethod.UdpParis,
            PathMtu = new PathMtu { Probes = probes, Notes = [new(PathMtuNoteKind.PacketTooBig, 1400, 0), new(PathMtuNoteKind.PacketTooBig, 1300, 199)] },
            Doubletree = new DoubletreeOutcome { FirstHop = 3, GlobalStop = HostAddress.Parse("10.0.0.200") },
        };
        var output = new ArrayBufferWriter<byte>();
        new WartsEncoder(output).Write(trace);
        Trace read = ((WartsTraceRecord)WartsReaderTests.ReadAll(new WartsReader(output.WrittenMemory)).Single()).Trace;
        Assert.That(read.PathMtu!.Probes, Has.Length.InRange(80, 136));
        Assert.That(read.PathMtu.Probes.Select(probe => probe.Attempt), Is.EqualTo(Enumerable.Range(1, read.PathMtu.Probes.Length)));
        Assert.That(read.PathMtu.Notes, Is.EqualTo(new[] { new PathMtuNote(PathMtuNoteKind.PacketTooBig, 1400, 0) }));
        Assert.That(read.Doubletree, Is.EqualTo(trace.Doubletree));
    }

    [Test]
    public void Waits_are_rounded_up_to_what_the_format_holds()
    {
        var trace = new Trace
        {
            Destination = HostAddress.Parse("192.0.2.1"),
            Method = TraceMethod.UdpParis,
            WaitTimeout = TimeSpan.FromMilliseconds(1001),
            WaitProbe = TimeSpan.FromMilliseconds(11),
        };
        var output = new ArrayBufferWriter<byte>();
        new WartsEncoder(output).Write(trace);
        Trace read = ((WartsTraceRecord)WartsReaderTests.ReadAll(new WartsReader(output.WrittenMemory)).Single()).Trace;
        Assert.That((read.WaitTimeout, read.WaitProbe), Is.EqualTo((TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(20))));
    }

    [Test]
    public void Refuses_what_warts_cannot_say()
    {
        var encoder = new WartsEncoder(new ArrayBufferWriter<byte>());
        Assert.That(() => encoder.Write(new Trace { Destination = HostAddress.None, Method = TraceMethod.Udp }), Throws.ArgumentException);
        Assert.That(() => encoder.Write(new Ping { Destination = HostAddress.None }), Throws.ArgumentException);
    }
}
