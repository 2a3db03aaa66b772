using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>The index answers what a look through all replies would.</summary>
internal sealed class ReplyIndexTests
{
    [TestCase(1, 3, 4)]
    [TestCase(2, 40, 30)]
    [TestCase(3, 5, 255)]
    [TestCase(4, 1000, 2)]
    public void Answers_as_a_search_does(int seed, int addresses, int hops)
    {
        var random = new Random(seed);
        ReplySlot[] replies = new ReplySlot[600];
        var index = new ReplyIndex();
        for (int i = 0; i < replies.Length; i++)
        {
            replies[i] = ReplySlot.From(new ReplyView { Source = HostAddress.FromIPv4(0xC0000200u + (uint)random.Next(addresses)) });
            replies[i].ProbeTtl = (byte)random.Next(hops + 1);
            if (random.Next(8) == 0 || i == replies.Length - 1)
            {
                index.Read(replies.AsSpan(0, i + 1));
                Compare(replies.AsSpan(0, i + 1), index);
            }
        }
    }

    private static void Compare(ReadOnlySpan<ReplySlot> replies, ReplyIndex index)
    {
        var first = new Dictionary<(ulong, byte), int>();
        var hopsOf = new Dictionary<ulong, SortedSet<int>>();
        for (int i = 0; i < replies.Length; i++)
        {
            if (replies[i].ProbeTtl != 0)
            {
                first.TryAdd((replies[i].AddressLow, replies[i].ProbeTtl), i);
                hopsOf.TryAdd(replies[i].AddressLow, []);
                hopsOf[replies[i].AddressLow].Add(replies[i].ProbeTtl);
            }
        }

        for (int i = 0; i < replies.Length; i++)
        {
            ReplySlot reply = replies[i];
            if (reply.ProbeTtl != 0)
            {
                Assert.That(reply.IsFirstOfItsAddress, Is.EqualTo(first[(reply.AddressLow, reply.ProbeTtl)] == i));
                Assert.That(index.NearestOther(reply), Is.EqualTo(hopsOf[reply.AddressLow].Where(ttl => ttl != reply.ProbeTtl).DefaultIfEmpty(256).Min()));
            }
        }

        foreach (IGrouping<byte, (ulong, byte)> hop in first.Keys.GroupBy(key => key.Item2))
        {
            Assert.That(index.DistinctAt(hop.Key), Is.EqualTo(hop.Count()));
        }
    }
}
