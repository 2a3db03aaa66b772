using LinqEnumerable = System.Linq.Enumerable;

namespace Vtnt.Mpls.Tests;

/// <summary>Our few sequences do what LINQ's of the same name do.</summary>
public sealed class SequencesTests
{
    private static readonly int[] Numbers = [5, 3, 9, 3, 8, 1, 5];

    [Test]
    public void Sorting_is_stable()
    {
        (int Key, int Place)[] items = [.. LinqEnumerable.Select(Numbers, (number, place) => (number, place))];

        Assert.That(Sequences.OrderBy(items, item => item.Key), Is.EqualTo(LinqEnumerable.OrderBy(items, item => item.Key)));
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(9)]
    public void Takes_no_more_than_there_is(int count) =>
        Assert.That(Sequences.Take(Numbers, count), Is.EqualTo(LinqEnumerable.Take(Numbers, count)));

    [Test]
    public void Keeps_the_first_of_equal_ones() =>
        Assert.That(Sequences.Distinct(Numbers), Is.EqualTo(LinqEnumerable.Distinct(Numbers)));

    [Test]
    public void Ends_where_a_condition_fails_first() =>
        Assert.That(Sequences.TakeWhile(Numbers, number => number != 9), Is.EqualTo(new[] { 5, 3 }));

    [Test]
    public void Leaves_out_what_is_absent() => Assert.That(Sequences.OfType(new int?[] { 1, null, 2 }), Is.EqualTo(new[] { 1, 2 }));

    [Test]
    public void Counts_and_sums()
    {
        Assert.That(Sequences.Count(Numbers, number => number > 4), Is.EqualTo(4));
        Assert.That(Sequences.Sum(Numbers, number => number), Is.EqualTo(34));
        Assert.That(Sequences.Any(Numbers, number => number > 9), Is.False);
        Assert.That(Sequences.All(Numbers, number => number > 0), Is.True);
    }
}
