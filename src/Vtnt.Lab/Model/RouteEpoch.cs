namespace Vtnt.Lab;

/// <summary>The routes that hold from a time on.</summary>
/// <param name="Since">Nanoseconds from the start of the simulation.</param>
/// <param name="Routes">The routes.</param>
internal sealed record RouteEpoch(long Since, RoutingTable Routes);
