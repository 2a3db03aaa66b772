using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// An MPLS tunnel on the path: where packets get their label, the routers that switch on it, and where it is gone
/// again, with the evidence that it is there.
/// </summary>
public sealed record Tunnel
{
    /// <summary>How it shows itself.</summary>
    public required TunnelKind Kind { get; init; }

    /// <summary>Address of the ingress LER; absent when that router is silent or lies before the first hop.</summary>
    public HostAddress? Ingress { get; init; }

    /// <summary>Address of the egress LER; absent when that router is silent or was not reached.</summary>
    public HostAddress? Egress { get; init; }

    /// <summary>
    /// The other reading of where the tunnel ends: of an implicit one its second router that quotes 1, of an explicit one the
    /// unlabelled router in its midst. Absent when the evidence leaves one reading only.
    /// </summary>
    public HostAddress? OtherEgress { get; init; }

    /// <summary>
    /// The label below the transport label that all routers of an explicit tunnel show: of a VPN, of 6PE (2 is the explicit
    /// null of IPv6, RFC 4798) or of a segment to come. Absent when fewer than two routers show one, or not the same.
    /// </summary>
    public int? ServiceLabel { get; init; }

    /// <summary>The routers between ingress and egress in forward order, as far as they are known.</summary>
    public ImmutableArray<TunnelRouter> Routers { get; init; } = [];

    /// <summary>The evidence by which it was noticed.</summary>
    public required TunnelTrigger Trigger { get; init; }

    /// <summary>How its routers became known, taken together; <see cref="TunnelTechnique.Unknown"/> where they differ.</summary>
    public required TunnelTechnique Technique { get; init; }

    /// <summary>Probe TTL of the ingress in the initial trace, silent or not; absent when it lies before the first hop.</summary>
    public byte? IngressHop { get; init; }

    /// <summary>
    /// Probe TTL of the egress in the initial trace, silent or not; absent when it was not reached, or is not on the
    /// initial trace at all (<see cref="TunnelKind.InvisibleUhp"/>).
    /// </summary>
    public byte? EgressHop { get; init; }

    /// <summary>True when the last revealed router is called the egress without a proof of its own.</summary>
    public bool IsEgressAssumed { get; init; }

    /// <summary>True when more routers may be hidden than were revealed.</summary>
    public bool IsPossiblyIncomplete { get; init; }

    /// <summary>Why revelation stopped; absent when none was made.</summary>
    public RevelationOutcome? LastOutcome { get; init; }

    /// <summary>
    /// Routers that the evidence speaks of: of the forward tunnel for an opaque one (within one) and for an implicit one
    /// whose u-turns reach its end; of the return tunnel for RTLA; of whatever makes the way back longer for FRPLA, the
    /// asymmetry of earlier hops taken out in the strict profile. Absent when it tells no number.
    /// </summary>
    public int? EstimatedLength { get; init; }

    /// <summary>Whose length <see cref="EstimatedLength"/> is; absent without it.</summary>
    public EstimatedPath? EstimateIsOf { get; init; }

    /// <summary>
    /// True when the estimate is the number of routers that were revealed or seen (of an opaque tunnel within one); absent
    /// without an estimate or without routers.
    /// </summary>
    public bool? AgreesWithEstimate { get; init; }

    /// <summary>
    /// True when every router before the ingress that the revelation traces showed is on the initial trace too, or was
    /// revealed before; absent when no trace was made, or the budget did not allow to look.
    /// </summary>
    public bool? IsForwardPathShared { get; init; }

    /// <summary>
    /// True when the path was looked at again after the revelation and still was the same, false when the budget did not allow
    /// it; absent when nothing was revealed, and in the compat profile, which never looks.
    /// </summary>
    public bool? IsPathConfirmed { get; init; }

    /// <summary>
    /// Excess of the return path, in routers, that earlier hops explain; absent where the evidence is no excess, and in the
    /// compat profile.
    /// </summary>
    public int? ExplainedExcess { get; init; }

    /// <summary>How well it is proven.</summary>
    public TunnelGrade Grade { get; init; }

    /// <summary>What was observed at the hop that started it: its first router when seen, else the hop behind the hidden ones.</summary>
    public required HopIndicators Evidence { get; init; }

    /// <summary>Equal in every member, routers compared one by one.</summary>
    public bool Equals(Tunnel? other) =>
        other is not null && Kind == other.Kind && Ingress == other.Ingress && Egress == other.Egress
        && OtherEgress == other.OtherEgress && ServiceLabel == other.ServiceLabel && Trigger == other.Trigger && Technique == other.Technique
        && IngressHop == other.IngressHop && EgressHop == other.EgressHop && IsEgressAssumed == other.IsEgressAssumed
        && IsPossiblyIncomplete == other.IsPossiblyIncomplete && LastOutcome == other.LastOutcome
        && EstimatedLength == other.EstimatedLength && EstimateIsOf == other.EstimateIsOf
        && AgreesWithEstimate == other.AgreesWithEstimate && IsForwardPathShared == other.IsForwardPathShared
        && IsPathConfirmed == other.IsPathConfirmed
        && ExplainedExcess == other.ExplainedExcess && Grade == other.Grade && Evidence == other.Evidence
        && Routers.AsSpan().SequenceEqual(other.Routers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Ingress, Egress, Trigger, IngressHop, EgressHop, Routers.Length);
}
