namespace Vtnt.Probing.Transports;

/// <summary>How to open a <see cref="RawSocketTransport"/>.</summary>
public sealed record RawSocketOptions
{
    /// <summary>
    /// The address that probes of its family leave with, one of the host's own. Absent: as the routing table says.
    /// </summary>
    public HostAddress? Source { get; init; }

    /// <summary>Name of the interface to send and receive by, 1 to 15 bytes. Absent: as the routing table says, and all.</summary>
    public string? Interface { get; init; }

    /// <summary>
    /// Receive TCP segments too, which TCP methods need. The host's whole TCP traffic is then copied to this process, so
    /// it is off unless asked for.
    /// </summary>
    public bool Tcp { get; init; }

    /// <summary>
    /// Bytes that the system shall buffer for received packets, per socket; it may give less. 8 MiB by default: replies
    /// to some 10 000 probes, the kernel's own book-keeping counted in.
    /// </summary>
    public int ReceiveBufferSize { get; init; } = 8 << 20;

    /// <summary>Bytes that the system shall buffer for packets to send, per socket; it may give less.</summary>
    public int SendBufferSize { get; init; } = 4 << 20;

    /// <summary>Move one packet per system call, as on kernels that know no other way.</summary>
    internal bool SingleCalls { get; init; }
}
