using System.Runtime.InteropServices;
using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests.Transports;

public sealed class AncillaryDataTests
{
    private static readonly HostAddress Destination = HostAddress.Parse("2001:db8::7");

    [Test]
    public void Reads_stamp_hop_limit_traffic_class_and_destination_in_any_order()
    {
        byte[] all = [.. PacketInfo(), .. Integer(41, 52, 61), .. Stamp(1_700_000_000, 123_456_789), .. Integer(41, 67, 0xB8)];

        var data = AncillaryData.Parse(all);

        Assert.That(data.ReceivedAt, Is.EqualTo(new Timestamp(1_700_000_000_123_456_789)));
        Assert.That(data.HopLimit, Is.EqualTo(61));
        Assert.That(data.TrafficClass, Is.EqualTo(0xB8));
        Assert.That(data.Destination, Is.EqualTo(Destination));
    }

    [Test]
    public void What_is_not_told_is_absent()
    {
        var data = AncillaryData.Parse([]);

        Assert.That(data.ReceivedAt, Is.Null);
        Assert.That(data.Destination.IsNone, Is.True);
    }

    [Test]
    public void Passes_over_messages_that_it_does_not_know() =>
        Assert.That(AncillaryData.Parse([.. Integer(1, 40, 5), .. Integer(3, 52, 9), .. Integer(41, 52, 61)]).HopLimit, Is.EqualTo(61));

    [Test]
    public void Ends_at_every_shorter_length_without_reading_beyond()
    {
        byte[] all = [.. Integer(41, 52, 61), .. Stamp(1, 2), .. PacketInfo()];
        for (int length = 0; length < all.Length; length++)
        {
            var data = AncillaryData.Parse(all.AsSpan(0, length).ToArray());
            Assert.That(data.HopLimit, Is.EqualTo(length < 20 ? null : (byte?)61), $"{length} bytes");
            Assert.That(data.ReceivedAt.HasValue, Is.EqualTo(length >= 56), $"{length} bytes");
        }
    }

    [TestCase(0ul)]
    [TestCase(15ul)]
    [TestCase(25ul)]
    [TestCase(ulong.MaxValue)]
    public void Stops_at_a_length_that_cannot_be(ulong length)
    {
        byte[] all = Integer(41, 52, 61);
        MemoryMarshal.Write(all, length);

        Assert.That(AncillaryData.Parse(all).HopLimit, Is.Null);
    }

    [Test]
    public void Ignores_a_value_that_is_too_short() =>
        Assert.That(AncillaryData.Parse(Message(1, 35, new byte[8])).ReceivedAt, Is.Null);

    private static byte[] Integer(int level, int type, int value) => Message(level, type, MemoryMarshal.AsBytes<int>([value]));

    private static byte[] Stamp(long seconds, long nanoseconds) => Message(1, 35, MemoryMarshal.AsBytes<long>([seconds, nanoseconds]));

    private static byte[] PacketInfo()
    {
        byte[] value = new byte[20];
        Destination.WriteTo(value);
        return Message(41, 50, value);
    }

    private static byte[] Message(int level, int type, ReadOnlySpan<byte> value)
    {
        byte[] bytes = new byte[ControlHeader.Align(ControlHeader.Size + value.Length)];
        MemoryMarshal.Write(bytes, new ControlHeader((nuint)(ControlHeader.Size + value.Length), level, type));
        value.CopyTo(bytes.AsSpan(ControlHeader.Size));
        return bytes;
    }
}
