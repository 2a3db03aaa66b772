namespace Vtnt.Probing.Pcap;

/// <summary>A trace put together from a capture.</summary>
/// <param name="Trace">
/// The trace, as far as packets tell: what only its sender knows (wait times, hop limit) is 0, and the gap
/// limit is the number of silent hops at its end.
/// </param>
/// <param name="HasInferredTtls">
/// True when the capture holds no probe of it, only replies that quote them: probe TTLs are then inferred from the order
/// of the quoted packets and can be too low, round-trip times are zero and send times absent.
/// </param>
public sealed record CapturedTrace(Trace Trace, bool HasInferredTtls);
