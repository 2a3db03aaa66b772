namespace Vtnt.Probing;

/// <summary>The times of an ICMP timestamp reply (RFC 792), in milliseconds since midnight UTC, as they were sent.</summary>
/// <param name="Originate">When the request was sent.</param>
/// <param name="Receive">When the request arrived there.</param>
/// <param name="Transmit">When the reply was sent there.</param>
public readonly record struct IcmpTimestamps(uint Originate, uint Receive, uint Transmit);
