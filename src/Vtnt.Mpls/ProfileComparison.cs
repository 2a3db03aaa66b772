using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// What the two profiles say differently about one path, and why. Compare findings that rest on the same replies
/// (<see cref="ProfileRun"/>); others differ without a reason too.
/// </summary>
public static class ProfileComparison
{
    /// <summary>The differences in path order; none when both name the same tunnels.</summary>
    /// <param name="compat">Findings of the compat profile.</param>
    /// <param name="strict">Findings of the strict profile for the same destination.</param>
    /// <exception cref="ArgumentException">The profiles or destinations are not these.</exception>
    public static ImmutableArray<ProfileDifference> Compare(TntTrace compat, TntTrace strict)
    {
        ArgumentNullException.ThrowIfNull(compat);
        ArgumentNullException.ThrowIfNull(strict);
        if (compat.Profile != TntProfile.Compat || strict.Profile != TntProfile.Strict || compat.Trace.Destination != strict.Trace.Destination)
        {
            throw new ArgumentException("One path by compat and the same path by strict are compared.", nameof(strict));
        }

        List<Tunnel> ours = [.. strict.Tunnels];
        List<Tunnel> theirs = [.. compat.Tunnels];
        theirs.RemoveAll(tunnel => ours.RemoveAll(other => Text(other) == Text(tunnel)) > 0);
        List<(int Hop, ProfileDifference Difference)> differences = [];
        foreach (Tunnel tunnel in theirs)
        {
            List<Tunnel> counterparts = ours.FindAll(other => Overlaps(tunnel, other));
            ours.RemoveAll(counterparts.Contains);
            (string? defect, string reason) = ProfileReasons.Of(tunnel, counterparts, strict);
            string? text = counterparts.Count == 0 ? null : string.Join("; ", counterparts.Select(Text));
            differences.Add((Place(tunnel), new ProfileDifference(Text(tunnel), text, defect, reason)));
        }

        foreach (Tunnel tunnel in ours)
        {
            (string? defect, string reason) = ProfileReasons.OfStrictAlone(tunnel, compat, strict);
            differences.Add((Place(tunnel), new ProfileDifference(null, Text(tunnel), defect, reason)));
        }

        return [.. differences.OrderBy(pair => pair.Hop).Select(pair => pair.Difference)];
    }

    private static string Text(Tunnel tunnel) =>
        $"{TntWords.Of(tunnel.Kind)} {Name(tunnel.Ingress)} [{string.Join(' ', tunnel.Routers.Select(router => Name(router.Address)))}] {Name(tunnel.Egress)}";

    private static string Name(HostAddress? address) => address?.ToString() ?? "*";

    private static int Place(Tunnel tunnel) => tunnel.IngressHop ?? tunnel.Evidence.ProbeTtl;

    private static bool Overlaps(Tunnel left, Tunnel right)
    {
        HashSet<HostAddress> addresses = [.. Inside(left)];
        return addresses.Overlaps(Inside(right)) || (left.Ingress is { } ingress && ingress == right.Ingress);
    }

    private static List<HostAddress> Inside(Tunnel tunnel) =>
        tunnel.Routers.Select(router => router.Address).Append(tunnel.Egress).OfType<HostAddress>();
}
