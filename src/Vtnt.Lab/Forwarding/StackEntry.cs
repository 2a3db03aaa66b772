namespace Vtnt.Lab;

/// <summary>One label on a packet in flight, and what the label means.</summary>
/// <param name="Label">The label.</param>
/// <param name="LseTtl">Its TTL.</param>
/// <param name="Fec">The class whose LSP it is on.</param>
/// <param name="Domain">The domain that pushed it.</param>
internal readonly record struct StackEntry(int Label, byte LseTtl, Fec Fec, Domain Domain);
