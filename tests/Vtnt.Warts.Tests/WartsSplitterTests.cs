using System.IO.Compression;

namespace Vtnt.Warts.Tests;

public sealed class WartsSplitterTests
{
    private static readonly byte[] Sample = WartsFiles.Read("sim-scamper2026-v4.warts");

    [TestCaseSource(typeof(WartsFiles), nameof(WartsFiles.Own))]
    public void Pieces_of_any_length_give_what_one_reader_gives(string name)
    {
        byte[] file = WartsFiles.Read(name);
        foreach (int length in (ReadOnlySpan<int>)[16, 100, 1000, 4096, 1 << 20])
        {
            Assert.That(InPieces(file, length), Is.EqualTo(AsOne(file)), $"pieces of {length}");
        }
    }

    [Test]
    public void Pieces_know_the_lists_and_cycles_in_front_of_them()
    {
        using var splitter = new WartsSplitter(new MemoryStream(Sample), pieceLength: 16);
        int traces = 0;
        while (splitter.Next() is { } piece)
        {
            using (piece)
            {
                while (piece.Read() is { } record)
                {
                    traces += record is WartsTraceRecord ? 1 : 0;
                    Assert.That(record is WartsTraceRecord && piece.Lists.Count == 0, Is.False);
                }
            }
        }

        Assert.That(traces, Is.Positive);
    }

    [Test]
    public void Damage_anywhere_is_reported_as_one_reader_reports_it()
    {
        var random = new Random(20261125);
        for (int round = 0; round < 400; round++)
        {
            byte[] file = [.. Sample];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            file = file[..random.Next(file.Length)];
            Assert.That(InPieces(file, random.Next(16, 3000)), Is.EqualTo(AsOne(file)), $"round {round}");
        }
    }

    [Test]
    public void Compressed_data_that_is_cut_short_gives_what_could_be_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Sample);
        }

        byte[] file = packed.ToArray()[..2500];
        string[] pieces = InPieces(file, 500);
        Assert.That(pieces, Is.EqualTo(AsOne(file)));
        Assert.That(pieces[^1], Does.StartWith("offset"));
        Assert.That(pieces, Has.Length.GreaterThan(3));
    }

    [Test]
    public void Reads_all_members_of_gzip()
    {
        using var packed = new MemoryStream();
        foreach (byte[] part in (byte[][])[Sample[..73], Sample[73..]])
        {
            using var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(part);
        }

        Assert.That(InPieces(packed.ToArray(), 1000), Is.EqualTo(AsOne(Sample)));
    }

    [Test]
    public void A_length_beyond_the_file_costs_no_memory()
    {
        byte[] file = [.. Sample[..73], 0x12, 0x05, 0, 6, 0x03, 0, 0, 0, 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();
        string[] pieces = InPieces(file, 64);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        Assert.That(pieces[^1], Does.Contain("cut short"));
    }

    private static string[] InPieces(byte[] file, int length)
    {
        List<string> lines = [];
        using var splitter = new WartsSplitter(new MemoryStream(file), pieceLength: length);
        while (splitter.Next() is { } piece)
        {
            using (piece)
            {
                Read(piece, lines);
            }
        }

        return [.. lines];
    }

    private static string[] AsOne(byte[] file)
    {
        List<string> lines = [];
        using var reader = new WartsReader(new MemoryStream(file));
        Read(reader, lines);
        return [.. lines];
    }

    private static void Read(WartsReader reader, List<string> lines)
    {
        while (true)
        {
            try
            {
                if (reader.Read() is not { } record)
                {
                    return;
                }

                lines.Add($"{reader.Position} {record.GetType().Name} {record.GetHashCode()}");
            }
            catch (WartsFormatException damage)
            {
                lines.Add(damage.Message);
            }
        }
    }
}
