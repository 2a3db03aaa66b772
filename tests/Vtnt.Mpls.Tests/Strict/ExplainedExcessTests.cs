namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class ExplainedExcessTests
{
    // Excess by hop (- unknown), routers revealed before hops, the hop judged, what is explained there, the asymmetry.
    [TestCase("0 0 0 3", "", 3, 0, 0, TestName = "Nothing explains the first rise")]
    [TestCase("0 0 3 3", "", 3, 3, 3, TestName = "A constant excess is asymmetry until something is revealed")]
    [TestCase("0 5 0 4", "", 3, 3, 0, TestName = "A tunnel that nobody revealed decays")]
    [TestCase("0 0 3 2", "2:3", 3, 2, 0, TestName = "A revealed tunnel decays by one")]
    [TestCase("0 0 3 2 1 0", "2:3", 5, 0, 0, TestName = "A revealed tunnel decays to nothing")]
    [TestCase("0 0 3 3", "2:3", 3, 2, 0, TestName = "A constant excess behind a revealed tunnel is more than it explains")]
    [TestCase("1 1 4 3", "2:3", 3, 3, 1, TestName = "Asymmetry adds to the residue")]
    [TestCase("0 -2 -1", "", 2, -2, -2, TestName = "Asymmetry may be negative")]
    [TestCase("- - 2", "", 2, 0, 0, TestName = "Unknown hops explain nothing")]
    [TestCase("0 0 3 - - 3", "2:3", 5, 0, 0, TestName = "Residue decays across silent hops too")]
    [TestCase("0 0 3 2 5 4", "2:3 4:5", 5, 4, 0, TestName = "The later and longer tunnel explains")]
    public void Explains_what_earlier_hops_leave(string excesses, string revealed, int index, int explained, int asymmetry)
    {
        int?[] values = [.. excesses.Split(' ').Select(word => word == "-" ? null : (int?)int.Parse(word))];
        int[] routers = new int[values.Length];
        foreach (string pair in revealed.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            routers[int.Parse(pair.Split(':')[0])] = int.Parse(pair.Split(':')[1]);
        }

        Assert.That(ExplainedExcess.Evaluate(values, routers, index), Is.EqualTo(explained));
        Assert.That(ExplainedExcess.Asymmetry(values, routers, index), Is.EqualTo(asymmetry));
    }
}
