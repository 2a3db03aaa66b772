namespace Vtnt.Mpls;

/// <summary>Why a verdict is what it is.</summary>
/// <param name="Verdict">What was concluded about which hops.</param>
/// <param name="Rule">The rule that concluded it, with its source.</param>
/// <param name="Observed">The values that it saw.</param>
/// <param name="WouldChange">What would have had to be observed for another verdict.</param>
public sealed record TntExplanation(string Verdict, string Rule, string Observed, string WouldChange);
