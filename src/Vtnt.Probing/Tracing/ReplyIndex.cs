using System.Runtime.InteropServices;

namespace Vtnt.Probing;

/// <summary>
/// Which address was seen at which hops, for traces with more replies than a look through all of them is cheap for: each
/// question is answered in constant time, so that a flood of replies costs no more than its length.
/// </summary>
/// <remarks>A table of its own, open and half empty at least: a dictionary of such keys costs vtnt-host several KiB.</remarks>
internal sealed class ReplyIndex
{
    private readonly int[] _distinct = new int[byte.MaxValue + 1];
    private Seen[] _table = new Seen[1024];
    private int _addresses, _known;

    /// <summary>An address with the hops that it was seen at; with none, a free place.</summary>
    private struct Seen
    {
        internal ulong High, Low;
        internal TtlSet Hops;
        internal bool IsUsed;
    }

    /// <summary>Takes in the replies that are new since the last call, and marks those first of their address at their hop.</summary>
    internal void Read(Span<ReplySlot> replies)
    {
        for (; _known < replies.Length; _known++)
        {
            ref ReplySlot reply = ref replies[_known];
            if (reply.ProbeTtl == 0)
            {
                continue;
            }

            ref Seen seen = ref Find(reply.AddressHigh, reply.AddressLow);
            if (!seen.IsUsed)
            {
                (seen.High, seen.Low, seen.IsUsed) = (reply.AddressHigh, reply.AddressLow, true);
                _addresses++;
            }

            reply.IsFirstOfItsAddress = seen.Hops.Add(reply.ProbeTtl);
            _distinct[reply.ProbeTtl] += reply.IsFirstOfItsAddress ? 1 : 0;
            if (_addresses > _table.Length / 2)
            {
                Grow();
            }
        }
    }

    /// <summary>The hop nearest to us, other than its own, that its address was seen at; 256 for none.</summary>
    internal int NearestOther(in ReplySlot reply) => Find(reply.AddressHigh, reply.AddressLow).Hops.LowestBut(reply.ProbeTtl);

    /// <summary>Distinct addresses seen at a hop.</summary>
    internal int DistinctAt(byte ttl) => _distinct[ttl];

    /// <summary>The place of an address, or the free one where it belongs. Its hash is keyed, so that no sender knows it.</summary>
    private ref Seen Find(ulong high, ulong low)
    {
        ReadOnlySpan<ulong> words = [high, low];
        int mask = _table.Length - 1, place = string.GetHashCode(MemoryMarshal.Cast<ulong, char>(words)) & mask;
        while (_table[place].IsUsed && (_table[place].Low != low || _table[place].High != high))
        {
            place = (place + 1) & mask;
        }

        return ref _table[place];
    }

    private void Grow()
    {
        Seen[] old = _table;
        _table = new Seen[old.Length * 2];
        for (int i = 0; i < old.Length; i++)
        {
            if (old[i].IsUsed)
            {
                Find(old[i].High, old[i].Low) = old[i];
            }
        }
    }
}
