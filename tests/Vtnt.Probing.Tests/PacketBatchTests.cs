namespace Vtnt.Probing.Tests;

public sealed class PacketBatchTests
{
    [TestCase(0, 10)]
    [TestCase(-1, 10)]
    [TestCase(1, 0)]
    [TestCase(1, -1)]
    public void Refuses_to_be_empty(int capacity, int bytes) =>
        Assert.That(() => new PacketBatch(capacity, bytes), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Packets_lie_one_behind_the_other()
    {
        var batch = new PacketBatch(3, 10);

        "abc"u8.CopyTo(batch.FreeSpan);
        batch.Commit(3).Time = new Timestamp(7);
        "de"u8.CopyTo(batch.FreeSpan);
        batch.Commit(2).Failure = SendFailure.TooBig;

        Assert.That(batch.Count, Is.EqualTo(2));
        Assert.That(batch.Capacity, Is.EqualTo(3));
        Assert.That(batch.FreeBytes, Is.EqualTo(5));
        Assert.That(batch.Packet(0).ToArray(), Is.EqualTo("abc"u8.ToArray()));
        Assert.That(batch.Packet(1).ToArray(), Is.EqualTo("de"u8.ToArray()));
        Assert.That(batch[0].Time, Is.EqualTo(new Timestamp(7)));
        Assert.That(batch[1].Failure, Is.EqualTo(SendFailure.TooBig));
        Assert.That(batch[1].Offset, Is.EqualTo(3));
    }

    [Test]
    public void Is_full_by_packets_or_by_bytes()
    {
        var batch = new PacketBatch(2, 5);
        Assert.That(batch.Fits(5), Is.True);
        Assert.That(batch.Fits(6), Is.False);

        batch.Commit(3);
        Assert.That(batch.Fits(2), Is.True);
        Assert.That(batch.Fits(3), Is.False);
        Assert.That(() => batch.Commit(3), Throws.InvalidOperationException);
        Assert.That(batch.Count, Is.EqualTo(1));

        batch.Commit(0);
        Assert.That(batch.Fits(0), Is.False);
        Assert.That(() => batch.Commit(0), Throws.InvalidOperationException);
        Assert.That(() => batch.Commit(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void An_entry_that_is_not_there_is_refused()
    {
        var batch = new PacketBatch(2, 5);
        batch.Commit(1);

        Assert.That(() => batch[1].Length, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => batch[-1].Length, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => batch.Packet(1).Length, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_used_entry_comes_back_cleared()
    {
        var batch = new PacketBatch(1, 5);
        batch.Commit(5) = new PacketEntry { Time = new Timestamp(1), Failure = SendFailure.Other, Origin = TimestampOrigin.Socket };

        batch.Clear();

        Assert.That(batch.Count, Is.Zero);
        Assert.That(batch.FreeBytes, Is.EqualTo(5));
        Assert.That(batch.Commit(2), Is.EqualTo(new PacketEntry { Offset = 0, Length = 2 }));
    }
}
