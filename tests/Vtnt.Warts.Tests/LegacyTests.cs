using System.Buffers;
using Vtnt.Probing;

namespace Vtnt.Warts.Tests;

/// <summary>Files until about 2011: addresses in records of their own, referred to by their number in the file.</summary>
public sealed class LegacyTests
{
    private const string AddressOne = "12050005 00000006 01 01 C0000201", AddressTwo = "12050005 00000006 02 01 CB007105",
        AddressThree = "12050005 00000012 03 02 20010DB8000000000000000000000001";

    // Flags 3, 4 (addresses), 6 (stop reason), 11 (method) and 19 (hop count); one hop with 1, 2, 3, 4, 5, 6, 7.
    private const string Trace = "12050006 00000026 AC8810 000C 00000001 00000002 01 05 0001 0001 7F 000E 00000002 01 FE 10 00 00001234 0303 0000";

    // Flags 3, 4 (addresses) and 15 (probes sent); one reply with 1, 4, 5, 6, 7.
    private const string Ping = "12050007 00000022 8C8001 000A 00000001 00000002 0001 0001 79 000E 00000002 0054 0000 00001234 0000";

    [Test]
    public void Reads_traces_whose_addresses_are_records()
    {
        WartsRecord[] records = Read(AddressOne, AddressTwo, AddressThree, Trace);
        Assert.That(((WartsAddressRecord)records[2]).Address.ToString(), Is.EqualTo("2001:db8::1"));
        Trace trace = ((WartsTraceRecord)records[3]).Trace;
        Assert.That((trace.Source.ToString(), trace.Destination.ToString()), Is.EqualTo(("192.0.2.1", "203.0.113.5")));
        Assert.That(trace.Hops.Single().FirstReply!.Address.ToString(), Is.EqualTo("203.0.113.5"));
        Assert.That((trace.StopReason, trace.Method), Is.EqualTo((StopReason.Completed, TraceMethod.UdpParis)));
    }

    [Test]
    public void Reads_pings_whose_addresses_are_records()
    {
        Ping ping = ((WartsPingRecord)Read(AddressOne, AddressTwo, Ping)[2]).Ping;
        Assert.That(ping.Probes.Single().Replies.Single().Address, Is.EqualTo(ping.Destination));
        Assert.That(ping.Source.ToString(), Is.EqualTo("192.0.2.1"));
    }

    [Test]
    public void Writes_them_back_byte_for_byte()
    {
        byte[] file = Bytes(AddressOne, AddressTwo, AddressThree, Trace, Ping);
        var output = new ArrayBufferWriter<byte>();
        var encoder = new WartsEncoder(output);
        foreach (WartsRecord record in WartsReaderTests.ReadAll(new WartsReader(file)))
        {
            encoder.Write(record);
        }

        Assert.That(output.WrittenSpan.ToArray(), Is.EqualTo(file));
    }

    [Test]
    public void A_trace_that_refers_to_an_address_never_met_is_damage() =>
        Assert.That(() => Read(AddressOne, Trace), Throws.TypeOf<WartsFormatException>().With.Property("Offset").EqualTo(14));

    [Test]
    public void After_lost_addresses_later_references_still_find_the_right_one()
    {
        using var reader = new WartsReader(Bytes(AddressOne, AddressThree, Trace.Replace("00000002", "00000003", StringComparison.Ordinal)));
        Assert.That(reader.Read(), Is.Not.Null);
        Assert.That(reader.Read, Throws.TypeOf<WartsFormatException>());
        Assert.That(((WartsTraceRecord)reader.Read()!).Trace.Destination.ToString(), Is.EqualTo("2001:db8::1"));
    }

    [Test]
    public void Number_255_has_the_id_zero()
    {
        string[] addresses = [.. Enumerable.Range(1, 256).Select(number => $"12050005 00000006 {number % 255:X2} 01 0A00{number:X4}")];
        Assert.That(Read(addresses), Has.Length.EqualTo(256));
    }

    /// <summary>Two addresses and a trace that refers to them.</summary>
    internal static byte[] TraceWithAddressRecords() => Bytes(AddressOne, AddressTwo, Trace);

    private static WartsRecord[] Read(params string[] hex) => [.. WartsReaderTests.ReadAll(new WartsReader(Bytes(hex)))];

    private static byte[] Bytes(params string[] hex) => Convert.FromHexString(string.Concat(hex).Replace(" ", "", StringComparison.Ordinal));
}
