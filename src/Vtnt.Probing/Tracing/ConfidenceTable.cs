namespace Vtnt.Probing;

/// <summary>
/// How many probes to send to a hop before one may say, with 95 or 99 percent confidence, that it has fewer than a number
/// of addresses: the stopping points of the multipath detection algorithm (Veitch et al., INFOCOM 2009, table 1).
/// </summary>
internal static class ConfidenceTable
{
    /// <summary>The largest number of addresses that the table knows.</summary>
    internal const int MaxAddresses = 25;

    private static ReadOnlySpan<byte> At95 =>
        [6, 11, 16, 21, 27, 33, 38, 44, 51, 57, 63, 70, 76, 83, 90, 96, 103, 110, 117, 124, 131, 138, 145, 152];

    private static ReadOnlySpan<byte> At99 =>
        [8, 15, 21, 28, 36, 43, 51, 58, 66, 74, 82, 90, 98, 106, 115, 123, 132, 140, 149, 157, 166, 175, 183, 192];

    /// <summary>
    /// Probes to send to a hop of which <paramref name="distinct"/> addresses were seen; 0 beyond the table, where the hop
    /// is given up.
    /// </summary>
    /// <param name="confidence">95 or 99 percent.</param>
    /// <param name="distinct">Distinct addresses seen so far; the hypothesis to refute is one more, and at least two.</param>
    internal static int ProbesFor(byte confidence, int distinct)
    {
        int addresses = Math.Max(2, distinct + 1);
        return addresses > MaxAddresses ? 0 : (confidence == 95 ? At95 : At99)[addresses - 2];
    }
}
