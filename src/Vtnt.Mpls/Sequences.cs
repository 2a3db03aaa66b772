namespace Vtnt.Mpls;

/// <summary>
/// What the rules need of LINQ, by its names, but at once and into lists. LINQ itself has generic virtual methods, which are bound at
/// run time: they bring the type loader, a tenth of <c>vtnt-host</c>, into a program compiled ahead of time; and iterators take
/// more of it than lists do.
/// </summary>
/// <remarks>Sorting is by insertion: stable, small, and meant for the few hops of a path.</remarks>
internal static class Sequences
{
    internal static List<T> Where<T>(this IEnumerable<T> source, Func<T, bool> condition)
    {
        List<T> kept = [];
        foreach (T item in source)
        {
            if (condition(item))
            {
                kept.Add(item);
            }
        }

        return kept;
    }

    internal static List<TResult> Select<T, TResult>(this IEnumerable<T> source, Func<T, TResult> selector)
    {
        List<TResult> results = [];
        foreach (T item in source)
        {
            results.Add(selector(item));
        }

        return results;
    }

    internal static List<TResult> SelectMany<T, TResult>(this IEnumerable<T> source, Func<T, IEnumerable<TResult>> selector)
    {
        List<TResult> results = [];
        foreach (T item in source)
        {
            results.AddRange(selector(item));
        }

        return results;
    }

    internal static List<T> Concat<T>(this IEnumerable<T> source, IEnumerable<T> others)
    {
        List<T> all = [];
        all.AddRange(source);
        all.AddRange(others);
        return all;
    }

    internal static List<T> Append<T>(this IEnumerable<T> source, T last) => source.Concat([last]);

    internal static List<T> Take<T>(this IEnumerable<T> source, int count)
    {
        int taken = 0;
        return source.TakeWhile(_ => taken++ < count);
    }

    internal static List<T> TakeWhile<T>(this IEnumerable<T> source, Func<T, bool> condition)
    {
        List<T> taken = [];
        foreach (T item in source)
        {
            if (!condition(item))
            {
                break;
            }

            taken.Add(item);
        }

        return taken;
    }

    internal static List<T> OfType<T>(this IEnumerable<T?> source)
        where T : struct
    {
        List<T> present = [];
        foreach (T? item in source)
        {
            if (item is { } value)
            {
                present.Add(value);
            }
        }

        return present;
    }

    internal static List<T> Distinct<T>(this IEnumerable<T> source)
    {
        HashSet<T> seen = [];
        return source.Where(seen.Add);
    }

    internal static bool Any<T>(this IEnumerable<T> source, Func<T, bool> condition)
    {
        foreach (T item in source)
        {
            if (condition(item))
            {
                return true;
            }
        }

        return false;
    }

    internal static bool All<T>(this IEnumerable<T> source, Func<T, bool> condition) => !source.Any(item => !condition(item));

    internal static int Sum<T>(this IEnumerable<T> source, Func<T, int> selector)
    {
        int sum = 0;
        foreach (T item in source)
        {
            sum = checked(sum + selector(item));
        }

        return sum;
    }

    internal static int Count<T>(this IEnumerable<T> source, Func<T, bool> condition) => source.Sum(item => condition(item) ? 1 : 0);

    internal static T? FirstOrDefault<T>(this IEnumerable<T> source, Func<T, bool> condition)
        where T : class
    {
        foreach (T item in source)
        {
            if (condition(item))
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>By rising key; equal ones stay as they came, so that the last order given counts most.</summary>
    internal static List<T> OrderBy<T, TKey>(this IEnumerable<T> source, Func<T, TKey> key)
        where TKey : IComparable<TKey>
    {
        List<T> sorted = [];
        foreach (T item in source)
        {
            int place = sorted.Count;
            while (place > 0 && key(sorted[place - 1]).CompareTo(key(item)) > 0)
            {
                place--;
            }

            sorted.Insert(place, item);
        }

        return sorted;
    }
}
