namespace Vtnt.Mpls;

/// <summary>What one revelation trace showed.</summary>
/// <param name="Outcome">How it went; <see cref="RevelationOutcome.Revealed"/> when there are new slots.</param>
/// <param name="First">Index of the first new slot of the trace.</param>
/// <param name="Count">New slots, silent ones included; 0 unless revealed.</param>
internal readonly record struct RevelationVerdict(RevelationOutcome Outcome, int First = 0, int Count = 0);
