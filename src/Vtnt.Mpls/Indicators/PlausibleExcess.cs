namespace Vtnt.Mpls;

/// <summary>
/// Whether an excess can be a matter of paths at all (defect D9): a router that starts at 30, 60, 100 or 200 is read as one
/// that starts at the next of 32, 64, 128 and 255, and looks dozens of hops further away than its neighbours.
/// </summary>
internal static class PlausibleExcess
{
    // The largest excess that is believed of a hop alone, and how near another hop must come to bear out a larger one.
    private const int LargestAlone = 16, Near = 8;

    /// <summary>False for a large excess that no other hop of the path comes near.</summary>
    /// <param name="excesses">Return minus forward path length by slot; null where unknown.</param>
    /// <param name="index">The slot.</param>
    internal static bool Evaluate(ReadOnlySpan<int?> excesses, int index)
    {
        if (excesses[index] is not { } excess || excess <= LargestAlone)
        {
            return true;
        }

        for (int other = 0; other < excesses.Length; other++)
        {
            if (other != index && excesses[other] >= excess - Near)
            {
                return true;
            }
        }

        return false;
    }
}
