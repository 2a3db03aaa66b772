using System.Collections.Immutable;

namespace Vtnt.Lab;

/// <summary>
/// A tunnel on the way from the vantage point to one destination, as the network's text declares it: what a perfect
/// measurement finds. Addresses are those with which the routers answer a traceroute, their incoming interfaces on that
/// way; <see cref="HostAddress.None"/> stands for a router that sends no time-exceeded.
/// </summary>
public sealed record TunnelTruth
{
    /// <summary>The destination whose path the tunnel is on.</summary>
    public required HostAddress Destination { get; init; }

    /// <summary>The tunnel's kind.</summary>
    public required TunnelTruthKind Kind { get; init; }

    /// <summary>The ingress LER.</summary>
    public required HostAddress Ingress { get; init; }

    /// <summary>The LSRs between the LERs, in forward order; empty for a tunnel between neighbours.</summary>
    public required ImmutableArray<HostAddress> Routers { get; init; }

    /// <summary>The egress LER. Where it is the destination itself, the destination's address.</summary>
    public required HostAddress Egress { get; init; }
}
