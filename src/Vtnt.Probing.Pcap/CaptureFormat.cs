namespace Vtnt.Probing.Pcap;

/// <summary>The format of a capture file.</summary>
public enum CaptureFormat
{
    /// <summary>Classic libpcap with microseconds.</summary>
    Pcap,

    /// <summary>Classic libpcap with nanoseconds.</summary>
    PcapNanoseconds,

    /// <summary>pcapng, sections of blocks, each interface with its own link type and resolution.</summary>
    Pcapng,
}
