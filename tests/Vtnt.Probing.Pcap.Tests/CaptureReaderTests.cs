using System.IO.Compression;
using CsCheck;

namespace Vtnt.Probing.Pcap.Tests;

public sealed class CaptureReaderTests
{
    private static readonly byte[] Frame1 = [0x45, 1, 2, 3, 4], Frame2 = [0x60, 9];

    [TestCase(0xA1B2C3D4u, false, 123_456_000, CaptureFormat.Pcap)]
    [TestCase(0xA1B2C3D4u, true, 123_456_000, CaptureFormat.Pcap)]
    [TestCase(0xA1B23C4Du, false, 123_456, CaptureFormat.PcapNanoseconds)]
    [TestCase(0xA1B23C4Du, true, 123_456, CaptureFormat.PcapNanoseconds)]
    public void Reads_pcap_in_both_byte_orders_and_resolutions(uint magic, bool isBigEndian, long nanoseconds, CaptureFormat format)
    {
        byte[] file = CaptureBytes.Pcap(101, magic, isBigEndian, (1_700_000_000, 123_456, Frame1), (0xFFFFFFFF, 0, Frame2));
        using var reader = new CaptureReader(new MemoryStream(file));

        Assert.That(reader.Format, Is.EqualTo(format));
        Assert.That(reader.TryRead(out CapturedFrame frame));
        Assert.That(frame.Bytes.ToArray(), Is.EqualTo(Frame1));
        Assert.That(frame.Time, Is.EqualTo(new Timestamp(1_700_000_000_000_000_000 + nanoseconds)));
        Assert.That(frame.LinkType, Is.EqualTo(LinkType.Raw));
        Assert.That(frame.OriginalLength, Is.EqualTo(5));
        Assert.That(reader.TryRead(out frame));
        Assert.That(frame.Bytes.ToArray(), Is.EqualTo(Frame2));
        Assert.That(frame.Time, Is.EqualTo(new Timestamp(4_294_967_295_000_000_000)));
        Assert.That(reader.TryRead(out _), Is.False);
        Assert.That(reader.TryRead(out _), Is.False);
    }

    [Test]
    public void Ignores_the_frame_check_length_beside_the_link_type()
    {
        using var reader = new CaptureReader(new MemoryStream(CaptureBytes.Pcap(0x14000001, 0xA1B2C3D4, false, (0, 0, Frame1))));

        Assert.That(reader.TryRead(out CapturedFrame frame));
        Assert.That(frame.LinkType, Is.EqualTo(LinkType.Ethernet));
    }

    [Test]
    public void Reads_pcapng_with_two_interfaces_and_every_kind_of_packet([Values] bool isBigEndian)
    {
        byte[] file = Pcapng(isBigEndian);
        using var reader = new CaptureReader(new MemoryStream(file));
        Assert.That(reader.Format, Is.EqualTo(CaptureFormat.Pcapng));

        Assert.That(reader.TryRead(out CapturedFrame frame), "enhanced, microseconds by default");
        Assert.That(frame.LinkType, Is.EqualTo(LinkType.Ethernet));
        Assert.That(frame.Time, Is.EqualTo(new Timestamp(((1L << 32) + 7) * 1000)));
        Assert.That(frame.Bytes.ToArray(), Is.EqualTo(Frame1));
        Assert.That(frame.OriginalLength, Is.EqualTo(60));
        Assert.That(frame.IsCut);

        Assert.That(reader.TryRead(out frame), "enhanced, 2^-10 s, offset 100 s");
        Assert.That(frame.LinkType, Is.EqualTo(LinkType.LinuxSll2));
        Assert.That(frame.Time, Is.EqualTo(new Timestamp(100_500_000_000)));

        Assert.That(reader.TryRead(out frame), "simple");
        Assert.That(frame.Time, Is.EqualTo(default(Timestamp)));
        Assert.That(frame.Bytes.ToArray(), Is.EqualTo(Frame2));
        Assert.That(frame.OriginalLength, Is.EqualTo(2));

        Assert.That(reader.TryRead(out frame), "obsolete");
        Assert.That(frame.LinkType, Is.EqualTo(LinkType.LinuxSll2));
        Assert.That(frame.Bytes.ToArray(), Is.EqualTo(Frame2));
        Assert.That(reader.TryRead(out _), Is.False);
    }

    [Test]
    public void Reads_a_second_section_in_the_other_byte_order()
    {
        byte[] file = [.. Pcapng(false), .. Pcapng(true)];
        using var reader = new CaptureReader(new MemoryStream(file));

        int count = 0;
        while (reader.TryRead(out _))
        {
            count++;
        }

        Assert.That(count, Is.EqualTo(8));
    }

    [Test]
    public void Reads_gzip_of_several_members_from_a_stream_that_gives_single_bytes()
    {
        byte[] plain = CaptureBytes.Pcap(101, 0xA1B2C3D4, false, (1, 2, Frame1), (3, 4, Frame2));
        byte[] file = [.. Gzip(plain[..30]), .. Gzip(plain[30..])];
        using var reader = new CaptureReader(new DrippingStream(file));

        Assert.That(reader.TryRead(out CapturedFrame frame));
        Assert.That(frame.Bytes.ToArray(), Is.EqualTo(Frame1));
        Assert.That(reader.TryRead(out frame));
        Assert.That(frame.Bytes.ToArray(), Is.EqualTo(Frame2));
        Assert.That(reader.TryRead(out _), Is.False);
    }

    [Test]
    public void Reads_frames_longer_than_its_first_buffer()
    {
        byte[] large = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];
        using var reader = new CaptureReader(new MemoryStream(CaptureBytes.Pcap(101, 0xA1B2C3D4, false, (0, 0, Frame1), (0, 0, large), (0, 0, Frame2))));

        Assert.That(reader.TryRead(out _));
        Assert.That(reader.TryRead(out CapturedFrame frame));
        Assert.That(frame.Bytes.SequenceEqual(large));
        Assert.That(reader.TryRead(out frame));
        Assert.That(frame.Bytes.ToArray(), Is.EqualTo(Frame2));
    }

    [Test]
    public void Says_where_a_file_is_cut_and_keeps_what_came_before()
    {
        byte[] file = CaptureBytes.Pcap(101, 0xA1B2C3D4, false, (0, 0, Frame1), (0, 0, Frame2));
        int second = 24 + 16 + 5;
        for (int length = 24; length < file.Length; length++)
        {
            using var reader = new CaptureReader(new MemoryStream(file[..length]));
            bool isWhole = length == 24 || length == second;
            Assert.That(() => CountFrames(reader), isWhole ? Throws.Nothing : Throws.TypeOf<CaptureFormatException>(), $"{length} bytes");
            Assert.That(reader.TryRead(out _), Is.False, "done after damage");
        }

        using var cut = new CaptureReader(new MemoryStream(file[..^1]));
        Assert.That(cut.TryRead(out _));
        CaptureFormatException? damage = Assert.Throws<CaptureFormatException>(() => cut.TryRead(out _));
        Assert.That(damage!.Offset, Is.EqualTo(second));
    }

    [TestCase("", TestName = "an empty file")]
    [TestCase("1F", TestName = "half a gzip magic")]
    [TestCase("1F8B0000000000000000000000", TestName = "broken gzip")]
    [TestCase("D4C3B2A1020004", TestName = "half a header")]
    [TestCase("0A0D0D0A1C0000000000000001000000FFFFFFFFFFFFFFFF1C000000", TestName = "a section without magic")]
    [TestCase("7B22747970652268656C6C6F20776F726C642068656C6C6F20776F726C64", TestName = "text")]
    public void Refuses_what_is_no_capture(string hex) =>
        Assert.That(() => new CaptureReader(new MemoryStream(Convert.FromHexString(hex))), Throws.TypeOf<CaptureFormatException>());

    [Test]
    public void Refuses_an_absurd_packet_length()
    {
        byte[] file = CaptureBytes.Pcap(101, 0xA1B2C3D4, false, (0, 0, Frame1));
        file[24 + 11] = 0x7F;
        using var reader = new CaptureReader(new MemoryStream(file));

        Assert.That(() => reader.TryRead(out _), Throws.TypeOf<CaptureFormatException>());
    }

    [Test]
    public void Never_fails_otherwise_than_by_its_own_exception()
    {
        byte[][] files =
        [
            CaptureBytes.Pcap(1, 0xA1B2C3D4, false, (1, 2, Frame1), (3, 4, Frame2)),
            Pcapng(false),
            Pcapng(true),
            Gzip(Pcapng(false)),
        ];
        Gen.Select(Gen.Int[0, files.Length - 1].Select(i => files[i]), Gen.Select(Gen.Int[0, 300], Gen.Byte).Array[1, 6], Gen.Int[0, 300]).Sample(
            (file, changes, cut) =>
            {
                byte[] mutated = [.. file];
                foreach ((int position, byte value) in changes)
                {
                    mutated[position % mutated.Length] = value;
                }

                try
                {
                    using var reader = new CaptureReader(new MemoryStream(mutated, 0, Math.Max(0, mutated.Length - cut)));
                    CountFrames(reader);
                }
                catch (CaptureFormatException)
                {
                }
            },
            iter: 20_000);
    }

    [Test]
    public void Closes_its_stream_unless_told_otherwise([Values] bool leaveOpen)
    {
        var stream = new MemoryStream(CaptureBytes.Pcap(101, 0xA1B2C3D4, false));
        new CaptureReader(stream, leaveOpen).Dispose();

        Assert.That(stream.CanRead, Is.EqualTo(leaveOpen));
    }

    private static int CountFrames(CaptureReader reader)
    {
        int count = 0;
        while (reader.TryRead(out CapturedFrame frame))
        {
            frame.Open(out _);
            count++;
        }

        return count;
    }

    private static byte[] Pcapng(bool big) => CaptureBytes.Pcapng(
        big,
        CaptureBytes.Block(big, 1, [.. CaptureBytes.Halves(big, 1, 0), .. CaptureBytes.Words(big, 96)]),
        CaptureBytes.Block(big, 5, [1, 2, 3]),
        CaptureBytes.Block(big, 1, [
            .. CaptureBytes.Halves(big, 276, 0), .. CaptureBytes.Words(big, 0),
            .. CaptureBytes.Halves(big, 9, 1), 0x8A, 0, 0, 0,
            .. CaptureBytes.Halves(big, 14, 8), .. big ? CaptureBytes.Words(true, 0, 100) : CaptureBytes.Words(false, 100, 0),
            .. CaptureBytes.Halves(big, 0, 0)]),
        CaptureBytes.Block(big, 6, [.. CaptureBytes.Words(big, 0, 1, 7, 5, 60), .. Frame1]),
        CaptureBytes.Block(big, 6, [.. CaptureBytes.Words(big, 1, 0, 512, 2, 2), .. Frame2]),
        CaptureBytes.Block(big, 3, [.. CaptureBytes.Words(big, 2), .. Frame2]),
        CaptureBytes.Block(big, 2, [.. CaptureBytes.Halves(big, 1, 0), .. CaptureBytes.Words(big, 0, 512, 2, 2), .. Frame2]));

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Gives one byte per read, as a slow pipe may.</summary>
    private sealed class DrippingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
