using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>A pair of hops between which routers may be hidden, before it is probed.</summary>
internal sealed record Suspicion
{
    /// <summary>Index of the suspected egress among the slots.</summary>
    internal required int Slot { get; init; }

    /// <summary>Index of the anchor: the ingress, or the hop before a silent ingress.</summary>
    internal required int AnchorSlot { get; init; }

    /// <summary>Address of the anchor.</summary>
    internal required HostAddress Anchor { get; init; }

    /// <summary>Probe TTL of the anchor.</summary>
    internal required byte AnchorTtl { get; init; }

    /// <summary>Address of the suspected egress, the first target.</summary>
    internal required HostAddress Candidate { get; init; }

    /// <summary>Probe TTL of the suspected egress.</summary>
    internal required byte CandidateTtl { get; init; }

    /// <summary>Destination of the path.</summary>
    internal required HostAddress Destination { get; init; }

    /// <summary>True when the ingress is the silent slot behind the anchor.</summary>
    internal required bool IsIngressSilent { get; init; }

    /// <summary>What fired.</summary>
    internal required TunnelTrigger Trigger { get; init; }

    /// <summary>How good the evidence is.</summary>
    internal SuspicionRank Rank { get; init; }

    /// <summary>Index of the slot whose values are the evidence; null when it is the suspected egress itself.</summary>
    internal int? ShownBySlot { get; init; }

    /// <summary>Index of the slot whose values are the evidence.</summary>
    internal int EvidenceSlot => ShownBySlot ?? Slot;

    /// <summary>Excess of the return path that earlier hops explain; null where the evidence is no excess.</summary>
    internal int? ExplainedExcess { get; init; }

    /// <summary>TTL of the first probe of the revelation traces: two hops before the anchor where there are as many.</summary>
    internal byte StartTtl => AnchorTtl > 2 ? (byte)(AnchorTtl - 2) : (byte)1;

    /// <summary>Routers revealed before the anchor: a trace that avoids those tunnels too meets it so much later.</summary>
    internal int RevealedBefore { get; init; }
}
