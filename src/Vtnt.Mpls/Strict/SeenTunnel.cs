namespace Vtnt.Mpls;

/// <summary>A tunnel that the initial trace shows by itself, as places among the slots.</summary>
internal sealed class SeenTunnel
{
    internal required TunnelKind Kind { get; init; }

    internal required TunnelTrigger Trigger { get; init; }

    /// <summary>Index of the ingress; negative when it lies before the first slot.</summary>
    internal required int Ingress { get; set; }

    /// <summary>Index of the first router.</summary>
    internal required int First { get; init; }

    /// <summary>Index of the last router; below <see cref="First"/> when no router is seen.</summary>
    internal required int Last { get; set; }

    /// <summary>Index of the egress; equal to the number of slots when it was not reached.</summary>
    internal required int Egress { get; set; }

    /// <summary>Index of the egress by the other reading of the quoted TTLs; null when there is none.</summary>
    internal int? OtherEgress { get; set; }

    /// <summary>Index of the slot whose values prove it.</summary>
    internal required int Evidence { get; init; }

    /// <summary>True when a slot is one of its routers.</summary>
    internal bool IsRouter(int index) => index >= First && index <= Last;
}
