using System.Globalization;
using System.Text;
using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

/// <summary>Findings as text that a reviewer can read and a golden file can hold.</summary>
internal static class FindingsText
{
    internal static string Of(TntTrace trace) => Of(trace, isGraded: false);

    /// <summary>The same with grades, and whether estimates agree.</summary>
    internal static string Graded(TntTrace trace) => Of(trace, isGraded: true);

    private static string Of(TntTrace trace, bool isGraded)
    {
        StringBuilder text = new();
        foreach (Tunnel tunnel in trace.Tunnels)
        {
            text.Append("  tunnel ").Append(Of(tunnel)).Append(isGraded ? Grade(tunnel) : "").Append('\n');
        }

        foreach (TunnelCandidate candidate in trace.Candidates)
        {
            string ingress = $"{Name(candidate.Ingress)}{(candidate.IsIngressSilent ? "+silent" : "")}@{candidate.IngressHop}";
            text.Append(CultureInfo.InvariantCulture, $"  candidate {ingress} -> {candidate.Egress}@{candidate.EgressHop} {candidate.Trigger} {candidate.Outcome}\n");
        }

        return text.ToString();
    }

    private static string Of(Tunnel tunnel)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{tunnel.Kind} {Name(tunnel.Ingress)}@{tunnel.IngressHop} [{string.Join(' ', tunnel.Routers.Select(Of))}]");
        text.Append(CultureInfo.InvariantCulture, $" {Name(tunnel.Egress)}@{tunnel.EgressHop}");
        text.Append(tunnel.OtherEgress is { } other ? $" or {other}" : "");
        text.Append(tunnel.IsEgressAssumed ? " assumed" : "");
        text.Append(tunnel.IsPossiblyIncomplete ? " incomplete?" : "");
        text.Append(CultureInfo.InvariantCulture, $" by {tunnel.Trigger} {tunnel.Technique}");
        text.Append(tunnel.LastOutcome is { } outcome ? $" {outcome}" : "");
        text.Append(tunnel.EstimatedLength is { } length ? string.Create(CultureInfo.InvariantCulture, $" estimate {length}") : "");
        return text.ToString();
    }

    private static string Grade(Tunnel tunnel)
    {
        string agreement = tunnel.AgreesWithEstimate switch { true => " agrees", false => " disagrees", null => "" };
        return $"{(tunnel.EstimateIsOf is { } path ? $" of {path}" : "")}{agreement} {tunnel.Grade}";
    }

    private static string Of(TunnelRouter router) =>
        Name(router.Address) + (router.Step is { } step ? string.Create(CultureInfo.InvariantCulture, $":{router.Technique}{step}") : "");

    private static string Name(HostAddress? address) => address?.ToString() ?? "-";
}
