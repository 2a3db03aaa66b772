namespace Vtnt.Mpls;

/// <summary>One thing that the two profiles say differently about one path.</summary>
/// <param name="Compat">What compat says; absent when it says nothing here.</param>
/// <param name="Strict">What strict says; absent when it says nothing here.</param>
/// <param name="Defect">
/// The defect of TNT 5.0 that strict does not share, D1 to D30; absent when none explains the difference, as when the two
/// were measured at different times and the network answered differently.
/// </param>
/// <param name="Reason">The same in words.</param>
public sealed record ProfileDifference(string? Compat, string? Strict, string? Defect, string Reason);
