namespace Vtnt.Probing.Pcap;

/// <summary>What a <see cref="ReplayTransport"/> cannot read in a capture: how the recorded transport was made.</summary>
public sealed record ReplayOptions
{
    /// <summary>What the replayed transport can carry and observe; everything, as in a capture.</summary>
    public TransportCapabilities Capabilities { get; init; } =
        TransportCapabilities.WholeIPv4 | TransportCapabilities.IPv6 | TransportCapabilities.FlowLabel
        | TransportCapabilities.ObservesFlowLabel | TransportCapabilities.Tcp;

    /// <summary>Who stamped the packets that were sent; the program, in a run of ours.</summary>
    public TimestampOrigin SentOrigin { get; init; } = TimestampOrigin.UserSpace;

    /// <summary>Who stamped the packets that were received; the kernel's socket layer, in a run of ours.</summary>
    public TimestampOrigin ReceivedOrigin { get; init; } = TimestampOrigin.Socket;
}
