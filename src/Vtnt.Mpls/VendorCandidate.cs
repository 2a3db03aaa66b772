namespace Vtnt.Mpls;

/// <summary>A vendor whose routers answer with the initial TTLs that were observed.</summary>
/// <param name="Name">The vendor or platform.</param>
/// <param name="Share">
/// Share of that vendor's router interfaces that had these initial TTLs (IPv4, August 2025; IMC 2025), 0 to 1; absent where
/// nobody measured it. Not the probability that the router is of this vendor.
/// </param>
public sealed record VendorCandidate(string Name, double? Share);
