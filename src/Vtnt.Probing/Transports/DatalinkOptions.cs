namespace Vtnt.Probing.Transports;

/// <summary>How to open a <see cref="DatalinkTransport"/>. An interface or a router must be named.</summary>
public sealed record DatalinkOptions
{
    /// <summary>Name of the interface, 1 to 15 bytes. Absent: the one that leads to <see cref="Router"/>.</summary>
    public string? Interface { get; init; }

    /// <summary>
    /// The router on the interface's link that all probes of its family are handed to, whatever the routing table says.
    /// Absent: the one that the table names for each destination.
    /// </summary>
    public HostAddress? Router { get; init; }

    /// <summary>The address that probes of its family leave with. Absent: as the routing table says for the interface.</summary>
    public HostAddress? Source { get; init; }

    /// <summary>Receive TCP segments too, which TCP methods need.</summary>
    public bool Tcp { get; init; }

    /// <summary>Receive UDP datagrams too: the answer of a destination that listens on the probed port.</summary>
    public bool Udp { get; init; }

    /// <summary>Bytes that the system shall buffer for received packets; it may give less.</summary>
    public int ReceiveBufferSize { get; init; } = 8 << 20;

    /// <summary>Bytes that the system shall buffer for packets to send; it may give less.</summary>
    public int SendBufferSize { get; init; } = 4 << 20;
}
