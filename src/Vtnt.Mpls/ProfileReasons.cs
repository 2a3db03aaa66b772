using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>The defects of TNT 5.0 by which findings of the two profiles differ.</summary>
internal static class ProfileReasons
{
    /// <summary>Why compat says something else than strict about the same hops.</summary>
    /// <param name="tunnel">What compat says.</param>
    /// <param name="counterparts">What strict says there; empty for nothing.</param>
    /// <param name="strict">All that strict says.</param>
    internal static (string? Defect, string Reason) Of(Tunnel tunnel, List<Tunnel> counterparts, TntTrace strict) => counterparts switch
    {
        [] => OfCompatAlone(tunnel, strict),
        [_, _, ..] => ("D19", "TNT takes a router between two tunnels for one inside when its signature is that of Junos."),
        [Tunnel other] => OfChange(tunnel, other, strict),
    };

    /// <summary>Why strict says something where compat says nothing.</summary>
    internal static (string? Defect, string Reason) OfStrictAlone(Tunnel tunnel, TntTrace compat, TntTrace strict)
    {
        if (HasMixedExtensions(tunnel, strict))
        {
            return ("D2", "TNT drops label stacks that come with another extension object.");
        }

        if (tunnel.Kind is TunnelKind.Explicit or TunnelKind.Implicit)
        {
            return ("D8", "TNT does not count the silent routers of a run.");
        }

        if (IsBelowThreshold(tunnel))
        {
            return ("D17", "TNT reads each excess alone, and never follows a small one.");
        }

        if (compat.Tunnels.Any(other => other.LastOutcome is not null))
        {
            return ("D1", "TNT stops at the first tunnel that it reveals.");
        }

        return tunnel.Evidence.Kind != ReplyKind.TimeExceeded ? ("D16", "TNT suspects no hop that answers with anything but time-exceeded.")
            : tunnel.Technique == TunnelTechnique.Buddy ? ("D12", "TNT guesses the length of the link's prefix from the silence of one address.")
            : tunnel.Trigger == TunnelTrigger.Rtla ? ("D27", "TNT pings once, and knows nothing when that reply is lost.")
            : (null, "None of the known defects explains it.");
    }

    private static (string? Defect, string Reason) OfCompatAlone(Tunnel tunnel, TntTrace strict)
    {
        if (tunnel.Trigger == TunnelTrigger.UTurn)
        {
            return ("D6", "TNT takes detours of any sign and parity for u-turns, and a single hop for a tunnel.");
        }

        if (tunnel.LastOutcome is not null && tunnel.Routers.All(router => router.Address is null))
        {
            return ("D30", "TNT makes a tunnel of one silent router out of a failed attempt.");
        }

        TunnelCandidate? candidate = strict.Candidates.FirstOrDefault(other => other.Egress == tunnel.Egress);
        return candidate is { Outcome: RevelationOutcome.PathChanged or RevelationOutcome.IngressNotFound }
            ? ("D13", "TNT accepts a revelation trace that took another way to the ingress.")
            : tunnel.Evidence.ReplyTtl is null ? ("D9", "TNT reads an unknown reply TTL as a long way back.")
            : tunnel.Trigger == TunnelTrigger.QuotedTtl ? ("D8", "TNT takes any quoted TTL above 1 for a tunnel, whether its place fits or not.")
            : (null, "None of the known defects explains it.");
    }

    private static (string? Defect, string Reason) OfChange(Tunnel tunnel, Tunnel other, TntTrace strict)
    {
        bool isHidden = other.LastOutcome is not null;
        if (HasMixedExtensions(other, strict))
        {
            return ("D2", "TNT drops label stacks that come with another extension object.");
        }

        if (isHidden && tunnel.Routers.Any(router => router.Address is not null && router.Address == other.Egress))
        {
            return ("D5", "TNT's u-turn pass erases the roles that a revelation set.");
        }

        if (isHidden && HasRepeats(tunnel))
        {
            return ("D14", "TNT adds a router again that it revealed before.");
        }

        return other.Kind == TunnelKind.Opaque ? ("D18", "TNT calls an opaque hop the egress only when it sees a slot behind it.")
            : other.Ingress != tunnel.Ingress || Silent(other) != Silent(tunnel) + SilentEnd(tunnel, other) ? ("D8", "TNT does not count the silent routers of a run.")
            : !isHidden && other.EgressHop < (tunnel.EgressHop ?? int.MaxValue) ? ("D7", "TNT places the egress one hop too far.")
            : isHidden && tunnel.Routers.Length != other.Routers.Length ? ("D13", "The revelation traces showed different ways.")
            : (null, "None of the known defects explains it.");
    }

    // Where TNT goes one hop too far, a silent egress counts among its routers.
    private static int SilentEnd(Tunnel compat, Tunnel strict) =>
        strict.Egress is null && compat.Routers is [.., { Address: null }] ? -1 : 0;

    private static int Silent(Tunnel tunnel) => tunnel.Routers.Count(router => router.Address is null);

    private static bool HasRepeats(Tunnel tunnel)
    {
        HashSet<HostAddress> seen = [];
        return tunnel.Routers.Any(router => router.Address is { } address && !seen.Add(address));
    }

    private static bool IsBelowThreshold(Tunnel tunnel) =>
        tunnel.Trigger == TunnelTrigger.Frpla && tunnel.Evidence.Frpla < new TntOptions().FrplaThreshold;

    private static bool HasMixedExtensions(Tunnel tunnel, TntTrace strict)
    {
        HashSet<HostAddress> addresses = [.. tunnel.Routers.Select(router => router.Address).OfType<HostAddress>()];
        return strict.Trace.Hops.Any(hop => hop.FirstReply is { Extensions.Length: > 1 } reply && addresses.Contains(reply.Address));
    }
}
