using System.Buffers;
using CsCheck;

namespace Vtnt.Warts.Tests;

public sealed class WartsDecoderTests
{
    private static readonly byte[][] Files =
        [WartsFiles.Read("sim-scamper2026-v4.warts"), WartsFiles.Read("sim-scamper2026-v6.warts"), WartsFiles.Read("sim-scamper2021.warts"), WartsFiles.Read("tnt2018-explicit.warts")];

    [Test]
    public void Gives_one_answer_when_fed_one_byte_at_a_time()
    {
        foreach (byte[] file in Files)
        {
            byte[] damaged = [.. file[..(file.Length / 2)], 1, 2, 3, .. file[(file.Length / 2)..]];
            Assert.That(Feed(damaged, Enumerable.Repeat(1, damaged.Length)), Is.EqualTo(Feed(damaged, [damaged.Length])));
        }
    }

    [Test]
    public void Gives_one_answer_however_damaged_input_is_cut() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Int[0, 8000].Array[0, 6], Gen.Byte.Array[6], Gen.Int[1, 700].Array[40])
            .Sample((index, places, values, cuts) =>
            {
                byte[] file = [.. Files[index]];
                for (int i = 0; i < places.Length; i++)
                {
                    file[places[i] % file.Length] = values[i];
                }

                Assert.That(Feed(file, cuts), Is.EqualTo(Feed(file, [file.Length])));
            }, iter: 400);

    [Test]
    public void Gives_one_answer_for_a_sequence_of_pieces() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Int[1, 3000]).Sample((index, piece) =>
        {
            ReadOnlySequence<byte> input = Pieces(Files[index], piece);
            var decoder = new WartsDecoder();
            List<WartsRecord> records = [];
            while (decoder.TryRead(ref input, out WartsRecord? record, isFinal: true))
            {
                records.Add(record!);
            }

            Assert.That(input.IsEmpty, Is.True);
            Assert.That(records, Is.EqualTo(WartsReaderTests.ReadAll(new WartsReader(Files[index]))));
        }, iter: 100);

    [Test]
    public void A_failed_read_consumes_nothing()
    {
        ReadOnlySpan<byte> input = Files[0].AsSpan(0, 30);
        Assert.That(new WartsDecoder().TryRead(ref input, out WartsRecord? record), Is.False);
        Assert.That(record, Is.Null);
        Assert.That(input.Length, Is.EqualTo(30));
    }

    [Test]
    public void Any_bytes_end_without_another_exception() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            byte[] file = [.. Files[0][..43], 0x12, 0x05, 0, (byte)((bytes.Length % 9) + 1), 0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
            Assert.That(Feed(file, [file.Length]), Is.Not.Empty);
        }, iter: 20_000);

    [Test]
    public void Flipping_any_byte_of_a_trace_ends_without_another_exception()
    {
        byte[] trace = Files[0][73..401];
        foreach (byte value in new byte[] { 0, 1, 0x7F, 0x80, 0xFF })
        {
            for (int i = 0; i < trace.Length; i++)
            {
                byte[] file = [.. trace];
                file[i] = value;
                Assert.That(Feed(file, [file.Length]), Has.Count.InRange(1, 3));
            }
        }
    }

    [Test]
    public void Visiting_traces_allocates_nothing()
    {
        byte[] file = Files[0];
        var visitor = new CountingVisitor();
        Visit(file, ref visitor);
        var decoder = new WartsDecoder();
        ReadOnlySpan<byte> warm = file;
        while (decoder.TryVisit(ref warm, ref visitor, isFinal: true))
        {
        }

        ReadOnlySpan<byte> input = file.AsSpan(73..^17);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (decoder.TryVisit(ref input, ref visitor, isFinal: true))
        {
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(visitor.Replies, Is.GreaterThan(300));
    }

    private static void Visit(ReadOnlySpan<byte> input, ref CountingVisitor visitor)
    {
        var decoder = new WartsDecoder();
        while (decoder.TryVisit(ref input, ref visitor, isFinal: true))
        {
        }
    }

    /// <summary>What a decoder tells of a file that comes in pieces of the given lengths, the rest in one.</summary>
    private static List<string> Feed(byte[] file, IEnumerable<int> cuts)
    {
        var decoder = new WartsDecoder();
        List<string> told = [];
        int start = 0, end = 0;
        foreach (int cut in cuts.Append(file.Length))
        {
            end = Math.Min(file.Length, end + cut);
            Drain(decoder, file, ref start, end, told);
        }

        return told;
    }

    private static void Drain(WartsDecoder decoder, byte[] file, ref int start, int end, List<string> told)
    {
        while (true)
        {
            ReadOnlySpan<byte> input = file.AsSpan(start..end);
            try
            {
                if (!decoder.TryRead(ref input, out WartsRecord? record, isFinal: end == file.Length))
                {
                    start = end - input.Length;
                    return;
                }

                told.Add($"{decoder.Position} {record!.Type} {record.Encoded.Length}");
            }
            catch (WartsFormatException damage)
            {
                told.Add(damage.Message);
            }

            start = end - input.Length;
        }
    }

    private static ReadOnlySequence<byte> Pieces(byte[] file, int length)
    {
        Piece? first = null, last = null;
        for (int at = 0; at < file.Length; at += length)
        {
            last = new Piece(file.AsMemory(at, Math.Min(length, file.Length - at)), last);
            first ??= last;
        }

        return new(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal Piece(ReadOnlyMemory<byte> memory, Piece? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }

    private struct CountingVisitor : IWartsVisitor
    {
        internal int Replies { get; private set; }

        public readonly void OnList(WartsListRecord list)
        {
        }

        public readonly void OnCycle(WartsCycleRecord cycle)
        {
        }

        public readonly void OnCycleStop(WartsCycleStopRecord record, WartsCycleRecord? cycle)
        {
        }

        public readonly void OnAddress(WartsAddressRecord address)
        {
        }

        public void OnTrace(in WartsTraceView trace)
        {
            foreach (WartsHopView hop in trace.Hops)
            {
                Replies += hop.ProbeTtl > 0 ? 1 : 0;
            }
        }

        public void OnPing(in WartsPingView ping)
        {
            foreach (WartsPingReplyView reply in ping.Replies)
            {
                Replies += reply.ReplySize > 0 ? 1 : 0;
            }
        }

        public readonly void OnOther(ushort type, ReadOnlySpan<byte> encoded)
        {
        }
    }
}
