using System.Numerics;
using System.Runtime.CompilerServices;

namespace Vtnt.Probing;

/// <summary>A set of TTLs, 0 to 255, in 32 bytes.</summary>
[InlineArray(4)]
internal struct TtlSet
{
    private ulong _word;

    /// <summary>True when <paramref name="ttl"/> is in the set.</summary>
    internal readonly bool Contains(byte ttl) => (this[ttl >> 6] >> (ttl & 63) & 1) != 0;

    /// <summary>The lowest TTL in the set other than <paramref name="except"/>; 256 when there is none.</summary>
    internal readonly int LowestBut(byte except)
    {
        for (int i = 0; i < 4; i++)
        {
            ulong word = this[i];
            word &= except >> 6 == i ? ~(1UL << (except & 63)) : ulong.MaxValue;
            if (word != 0)
            {
                return (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }

        return byte.MaxValue + 1;
    }

    /// <summary>Takes <paramref name="ttl"/> out.</summary>
    internal void Remove(byte ttl) => this[ttl >> 6] &= ~(1UL << (ttl & 63));

    /// <summary>Puts <paramref name="ttl"/> in; false when it was there.</summary>
    internal bool Add(byte ttl)
    {
        ulong bit = 1UL << (ttl & 63);
        bool isNew = (this[ttl >> 6] & bit) == 0;
        this[ttl >> 6] |= bit;
        return isNew;
    }
}
