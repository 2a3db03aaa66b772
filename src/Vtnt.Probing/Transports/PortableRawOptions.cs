namespace Vtnt.Probing.Transports;

/// <summary>How to open a <see cref="PortableRawTransport"/>.</summary>
public sealed record PortableRawOptions
{
    /// <summary>
    /// The IPv4 address that probes leave with, one of the host's own. Absent: as the routing table says, or, where the
    /// system does not tell, the address to which the first answer is sent.
    /// </summary>
    public HostAddress? Source { get; init; }

    /// <summary>Bytes that the system shall buffer for received packets; it may give less.</summary>
    public int ReceiveBufferSize { get; init; } = 1 << 20;

    /// <summary>How long to wait for the answer that tells the own address, per try; positive.</summary>
    public TimeSpan SourceTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
