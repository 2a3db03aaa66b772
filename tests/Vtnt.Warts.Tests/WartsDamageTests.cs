using System.Buffers.Binary;

namespace Vtnt.Warts.Tests;

public sealed class WartsDamageTests
{
    private const string Sample = "sim-scamper2026-v4.warts";

    private static readonly byte[] File = WartsFiles.Read(Sample);

    [Test]
    public void A_file_cut_anywhere_yields_every_whole_record_and_one_damage()
    {
        int[] ends = [.. Ends(File)];
        byte[] file = File[..ends[8]];
        for (int length = 0; length <= file.Length; length++)
        {
            (int records, WartsFormatException[] damages) = Read(file.AsMemory(0, length));
            int whole = ends.Count(end => end <= length);
            bool isCut = length != 0 && !ends.Contains(length);
            Assert.That((records, damages.Length), Is.EqualTo((whole, isCut ? 1 : 0)), $"cut at {length}");
            Assert.That(damages.All(damage => damage.Offset == (whole == 0 ? 0 : ends[whole - 1])), Is.True, $"cut at {length}");
        }
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(100)]
    public void Garbage_between_records_is_passed_over(int count)
    {
        int at = Ends(File).ElementAt(6);
        byte[] garbage = [.. Enumerable.Repeat((byte)0x12, count)];
        (int records, WartsFormatException[] damages) = Read((byte[])[.. File[..at], .. garbage, .. File[at..]]);
        Assert.That(records, Is.EqualTo(30));
        Assert.That(damages.Select(damage => damage.Offset), Is.EqualTo(new long[] { at }));
    }

    [TestCase(-9)]
    [TestCase(-1)]
    [TestCase(1)]
    [TestCase(20)]
    [TestCase(1000)]
    [TestCase(1_000_000)]
    public void A_wrong_length_costs_one_record(int change)
    {
        int at = Ends(File).ElementAt(6);
        byte[] file = [.. File];
        Span<byte> length = file.AsSpan(at + 4);
        BinaryPrimitives.WriteInt32BigEndian(length, BinaryPrimitives.ReadInt32BigEndian(length) + change);
        (int records, WartsFormatException[] damages) = Read(file);
        Assert.That(records, Is.EqualTo(29));
        Assert.That(damages.Select(damage => damage.Offset), Is.EqualTo(new long[] { at }));
    }

    [Test]
    public void A_length_beyond_belief_costs_one_record_and_no_memory()
    {
        int at = Ends(File).ElementAt(6);
        byte[] file = [.. File];
        file.AsSpan(at + 4, 4).Fill(0xFF);
        long before = GC.GetAllocatedBytesForCurrentThread();
        (int records, WartsFormatException[] damages) = Read(file);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That((records, damages.Length), Is.EqualTo((29, 1)));
        Assert.That(allocated, Is.LessThan(100L * file.Length));
    }

    [Test]
    public void A_wrong_magic_number_costs_one_record()
    {
        int at = Ends(File).ElementAt(6);
        byte[] file = [.. File];
        file[at] = 0;
        (int records, WartsFormatException[] damages) = Read(file);
        Assert.That((records, damages.Single().Offset), Is.EqualTo((29, (long)at)));
    }

    [Test]
    public void A_reference_to_an_address_that_does_not_exist_is_damage()
    {
        // Destination of the first trace by number 9 instead of inline; the record's other bytes stay.
        byte[] file = File[..Ends(File).ElementAt(2)];
        int at = file.AsSpan().IndexOf((byte[])[4, 1, 198, 51, 100, 1]);
        file[at] = 0;
        file[at + 4] = 9;
        (int records, WartsFormatException[] damages) = Read(file);
        Assert.That((records, damages.Length), Is.EqualTo((2, 1)));
        Assert.That(damages[0].Message, Does.Contain("offset 73"));
    }

    [Test]
    public void A_hop_count_that_the_record_does_not_hold_is_damage()
    {
        byte[] file = File[..Ends(File).ElementAt(2)];
        int at = file.AsSpan().IndexOf((byte[])[0, 7, 0xFE, 0x8F]);
        file[at] = 0xFF;
        file[at + 1] = 0xFF;
        Assert.That(Read(file).Damages, Has.Length.EqualTo(1));
    }

    [Test]
    public void Hops_out_of_order_are_sorted_unless_strict()
    {
        byte[] file = File[..Ends(File).ElementAt(2)];
        int first = file.AsSpan().IndexOf((byte[])[0xFE, 0x8F, 0x1A, 0, 32, 1]);
        file[first + 5] = 2;
        file[first + 37 + 5] = 1;
        WartsTraceRecord record = WartsReaderTests.ReadAll(new WartsReader(file)).OfType<WartsTraceRecord>().Single();
        Assert.That(record.Trace.Hops.Select(hop => (int)hop.ProbeTtl), Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6, 7 }));
        Assert.That(record.Trace.Hops[0].FirstReply!.Address.ToString(), Is.EqualTo("10.1.2.1"));
        Assert.That(Read(file, new WartsReaderOptions { IsStrict = true }).Damages, Has.Length.EqualTo(1));
    }

    private static (int Records, WartsFormatException[] Damages) Read(ReadOnlyMemory<byte> file, WartsReaderOptions? options = null)
    {
        using var reader = new WartsReader(file, options);
        int records = 0;
        List<WartsFormatException> damages = [];
        while (true)
        {
            try
            {
                if (reader.Read() is null)
                {
                    return (records, [.. damages]);
                }

                records++;
            }
            catch (WartsFormatException damage)
            {
                damages.Add(damage);
            }
        }
    }

    /// <summary>Where each record of a sound file ends.</summary>
    private static IEnumerable<int> Ends(byte[] file)
    {
        for (int at = 0; at < file.Length;)
        {
            at += 8 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 4));
            yield return at;
        }
    }
}
