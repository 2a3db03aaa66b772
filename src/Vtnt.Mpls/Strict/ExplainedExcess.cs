namespace Vtnt.Mpls;

/// <summary>
/// What earlier hops explain of the excess of a return path (defect D17). A reply from k hops behind the end of a return
/// tunnel of n routers leaves it with min(255 - k, 255 - n): the excess behind a tunnel is max(0, n - k), it decays hop by
/// hop. Ordinary asymmetry adds a constant.
/// </summary>
internal static class ExplainedExcess
{
    /// <summary>The largest excess that earlier hops explain.</summary>
    /// <param name="excesses">Return minus forward path length by slot; null where unknown or not comparable.</param>
    /// <param name="revealed">Hidden routers revealed right before each slot, 0 where none.</param>
    /// <param name="index">The slot.</param>
    internal static int Evaluate(ReadOnlySpan<int?> excesses, ReadOnlySpan<int> revealed, int index)
    {
        // An earlier excess that revealed nothing is a tunnel that decays or an asymmetry that stays: the larger explains.
        (int asymmetry, int residue) = Levels(excesses, revealed, index);
        int explained = asymmetry + residue;
        for (int before = 0; before < index; before++)
        {
            explained = excesses[before] is { } excess ? Math.Max(explained, excess - (index - before)) : explained;
        }

        return explained;
    }

    /// <summary>The asymmetry that hops before a slot show, residues of revealed tunnels taken out; 0 when none shows any.</summary>
    internal static int Asymmetry(ReadOnlySpan<int?> excesses, ReadOnlySpan<int> revealed, int index) =>
        Levels(excesses, revealed, index).Asymmetry;

    private static (int Asymmetry, int Residue) Levels(ReadOnlySpan<int?> excesses, ReadOnlySpan<int> revealed, int index)
    {
        int asymmetry = 0;
        int residue = 0;
        for (int before = 0; before < index; before++)
        {
            residue = Math.Max(Math.Max(0, residue - 1), revealed[before]);
            asymmetry = revealed[before] == 0 && excesses[before] is { } excess ? excess - residue : asymmetry;
        }

        return (asymmetry, Math.Max(0, residue - 1));
    }
}
