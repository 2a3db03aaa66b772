namespace Vtnt.Probing.Transports;

/// <summary>How to open an <see cref="UnprivilegedTransport"/>.</summary>
public sealed record UnprivilegedOptions
{
    /// <summary>The address that probes of its family leave with, one of the host's own. Absent: as the routing table says.</summary>
    public HostAddress? Source { get; init; }

    /// <summary>Name of the interface to send and receive by, 1 to 15 bytes. Absent: as the routing table says.</summary>
    public string? Interface { get; init; }

    /// <summary>Bytes that the system shall buffer for received packets, per socket; it may give less.</summary>
    public int ReceiveBufferSize { get; init; } = 1 << 20;
}
