namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class PlausibleExcessTests
{
    [TestCase("0 3 0", 1, true)]
    [TestCase("0 16 0", 1, true)]
    [TestCase("0 17 0", 1, false)]
    [TestCase("0 30 29 28", 1, true)]
    [TestCase("0 30 21 0", 1, false)]
    [TestCase("0 30 22 0", 1, true)]
    [TestCase("0 30 22 0", 2, true)]
    [TestCase("- 56 - -", 1, false)]
    [TestCase("- 56 - -", 0, true)]
    public void Large_excess_of_one_hop_alone_is_an_unusual_initial_ttl(string excesses, int index, bool expected)
    {
        int?[] values = [.. excesses.Split(' ').Select(word => word == "-" ? null : (int?)int.Parse(word))];
        Assert.That(PlausibleExcess.Evaluate(values, index), Is.EqualTo(expected));
    }
}
