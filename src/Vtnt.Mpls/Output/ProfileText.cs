using System.Text;

namespace Vtnt.Mpls;

/// <summary>What the two profiles say differently, as text.</summary>
public static class ProfileText
{
    /// <summary>One block: the destination, three lines per difference, an empty line at the end.</summary>
    /// <param name="compat">Findings of the compat profile.</param>
    /// <param name="strict">Findings of the strict profile for the same destination.</param>
    /// <exception cref="ArgumentException">The profiles or destinations are not these.</exception>
    public static string Write(TntTrace compat, TntTrace strict)
    {
        StringBuilder text = new();
        IReadOnlyList<ProfileDifference> differences = ProfileComparison.Compare(compat, strict);
        text.Append(strict.Trace.Destination).Append(differences.Count == 0 ? ": both say the same.\n" : "\n");
        foreach (ProfileDifference difference in differences)
        {
            text.Append("  compat: ").Append(difference.Compat ?? "nothing").Append('\n');
            text.Append("  strict: ").Append(difference.Strict ?? "nothing").Append('\n');
            text.Append("  why:    ").Append(difference.Defect is { } defect ? $"{defect}. " : "").Append(difference.Reason).Append('\n');
        }

        return text.Append('\n').ToString();
    }
}
