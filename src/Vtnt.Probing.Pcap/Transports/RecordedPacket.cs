namespace Vtnt.Probing.Pcap;

/// <summary>One packet of a recorded capture.</summary>
/// <param name="Bytes">The packet.</param>
/// <param name="Time">When it was sent or received.</param>
/// <param name="Cause">Index of the packet that it answers, or -1 when it answers none of the capture.</param>
/// <param name="IsProbe">True for a packet that the recorded host may have sent.</param>
internal sealed record RecordedPacket(byte[] Bytes, Timestamp Time, int Cause, bool IsProbe);
