using System.Numerics;

namespace Vtnt.Probing;

/// <summary>
/// Arrays of a power of two of elements, kept for the next measurement when one has ended. One pool per thread, so that
/// it needs no lock; an array that ends its days on another thread is welcome there.
/// </summary>
internal static class SlotPool<T>
    where T : struct
{
    /// <summary>Elements of the smallest array: what half an ordinary path needs.</summary>
    internal const int MinLength = 8;

    /// <summary>Arrays kept per length. More than that many measurements end in a row only when there is no next one.</summary>
    private const int Kept = 1024;

    private const int Lengths = 12;

    [ThreadStatic]
    private static Stack<T[]>?[]? _free;

    /// <summary>An array of at least <paramref name="length"/> elements; its content is arbitrary.</summary>
    internal static T[] Rent(int length)
    {
        int rank = RankOf(length);
        if (rank < Lengths && _free?[rank] is { Count: > 0 } free)
        {
            return free.Pop();
        }

        return new T[MinLength << rank];
    }

    /// <summary>Gives an array of <see cref="Rent"/> back; nobody may use it afterwards.</summary>
    internal static void Return(T[] array)
    {
        if (array.Length < MinLength)
        {
            return;
        }

        int rank = RankOf(array.Length);
        if (rank >= Lengths)
        {
            return;
        }

        _free ??= new Stack<T[]>?[Lengths];
        Stack<T[]> free = _free[rank] ??= new Stack<T[]>();
        if (free.Count < Kept)
        {
            free.Push(array);
        }
    }

    /// <summary>Makes room for element <paramref name="count"/> of an array of which that many are used.</summary>
    internal static void EnsureRoom(ref T[] array, int count, int more = 1)
    {
        if (count + more <= array.Length)
        {
            return;
        }

        T[] larger = Rent(count + more);
        array.AsSpan(0, count).CopyTo(larger);
        Return(array);
        array = larger;
    }

    private static int RankOf(int length) => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, MinLength))) - 3;
}
