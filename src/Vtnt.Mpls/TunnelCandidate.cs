using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>A suspicion that did not become a tunnel: which pair of hops, on what evidence, and what became of it.</summary>
public sealed record TunnelCandidate
{
    /// <summary>
    /// The suspected ingress; when that hop is silent (<see cref="IsIngressSilent"/>), the hop before it. Absent when
    /// the hop is silent and no attempt was made.
    /// </summary>
    public HostAddress? Ingress { get; init; }

    /// <summary>True when the suspected ingress is the silent hop behind <see cref="Ingress"/>.</summary>
    public bool IsIngressSilent { get; init; }

    /// <summary>The suspected egress (under ultimate-hop popping the router behind it).</summary>
    public required HostAddress Egress { get; init; }

    /// <summary>Probe TTL of the suspected ingress in the initial trace; absent when it lies before the first hop.</summary>
    public byte? IngressHop { get; init; }

    /// <summary>Probe TTL of the suspected egress in the initial trace.</summary>
    public required byte EgressHop { get; init; }

    /// <summary>The evidence that fired.</summary>
    public required TunnelTrigger Trigger { get; init; }

    /// <summary>Why it did not become a tunnel.</summary>
    public required RevelationOutcome Outcome { get; init; }

    /// <summary>
    /// Excess of the return path, in routers, that earlier hops explain; absent where the evidence is no excess, and in the
    /// compat profile.
    /// </summary>
    public int? ExplainedExcess { get; init; }

    /// <summary>
    /// What was observed at the suspected egress, or at the first later hop that could show it (routers whose errors do
    /// not start at 255 show no return tunnel).
    /// </summary>
    public required HopIndicators Evidence { get; init; }
}
