namespace Vtnt.Probing.Pcap;

/// <summary>What a <see cref="PcapTransport"/> listens to.</summary>
public sealed record PcapTransportOptions
{
    /// <summary>The interface's name, for example <c>eth0</c>, or <c>any</c>.</summary>
    public required string Interface { get; init; }

    /// <summary>
    /// A capture filter in libpcap's language (pcap-filter). What it lets through and answers no probe costs time only.
    /// </summary>
    public string Filter { get; init; } = "inbound and (icmp or icmp6 or tcp or udp)";

    /// <summary>The most bytes to capture of a packet, 96 to 262 144; what is cut off is not seen by the engine.</summary>
    public int SnapLength { get; init; } = CaptureFile.MaxFrameLength;
}
