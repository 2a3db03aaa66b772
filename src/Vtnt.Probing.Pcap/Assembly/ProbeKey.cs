namespace Vtnt.Probing.Pcap;

/// <summary>What every answer to a probe repeats of it.</summary>
/// <param name="Source">Source address of the probe.</param>
/// <param name="Destination">Destination address of the probe.</param>
/// <param name="Kind">
/// The probe's kind; <see cref="ProbeKind.TcpSyn"/> stands for all of TCP, whose flags a quotation does not show.
/// </param>
/// <param name="First">Source port, or ICMP identifier.</param>
/// <param name="Second">Destination port, or ICMP sequence number.</param>
internal readonly record struct ProbeKey(HostAddress Source, HostAddress Destination, ProbeKind Kind, ushort First, ushort Second);
