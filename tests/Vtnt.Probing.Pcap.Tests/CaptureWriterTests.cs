using CsCheck;

namespace Vtnt.Probing.Pcap.Tests;

public sealed class CaptureWriterTests
{
    [Test]
    public void Writes_a_pcap_with_nanoseconds_and_raw_ip()
    {
        var stream = new MemoryStream();
        using (var writer = new CaptureWriter(stream))
        {
            writer.Write([0x45, 1, 2], new Timestamp(1_234_567_890_987_654_321));
            Assert.That(writer.Count, Is.EqualTo(1));
        }

        Assert.That(Convert.ToHexString(stream.ToArray()), Is.EqualTo(
            "4D3CB2A1" + "02000400" + "00000000" + "00000000" + "00000400" + "65000000"
            + "D2029649" + "B168DE3A" + "03000000" + "03000000" + "450102"));
    }

    [Test]
    public void Reads_back_what_was_written() =>
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Long[0, uint.MaxValue * 1_000_000_000L]).Array[0, 20].Sample(packets =>
        {
            var stream = new MemoryStream();
            using (var writer = new CaptureWriter(stream, leaveOpen: true))
            {
                foreach ((byte[] bytes, long time) in packets)
                {
                    writer.Write(bytes, new Timestamp(time));
                }
            }

            stream.Position = 0;
            using var reader = new CaptureReader(stream);
            foreach ((byte[] bytes, long time) in packets)
            {
                Assert.That(reader.TryRead(out CapturedFrame frame));
                Assert.That(frame.Bytes.SequenceEqual(bytes));
                Assert.That(frame.Time.Nanoseconds, Is.EqualTo(time));
            }

            Assert.That(reader.TryRead(out _), Is.False);
        });

    [TestCase(-1)]
    [TestCase(long.MaxValue)]
    public void Refuses_a_time_the_format_cannot_hold(long nanoseconds)
    {
        using var writer = new CaptureWriter(new MemoryStream());

        Assert.That(() => writer.Write([0x45], new Timestamp(nanoseconds)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(writer.Count, Is.Zero);
    }

    [Test]
    public void Refuses_a_packet_no_capture_can_hold()
    {
        using var writer = new CaptureWriter(new MemoryStream());

        Assert.That(() => writer.Write(new byte[CaptureFile.MaxFrameLength + 1], default), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
