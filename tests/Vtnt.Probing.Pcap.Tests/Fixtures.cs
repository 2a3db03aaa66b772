namespace Vtnt.Probing.Pcap.Tests;

/// <summary>All captures that tests read.</summary>
internal static class Fixtures
{
    /// <summary>Those of other projects, which may be absent.</summary>
    private static readonly string[] Shared =
    [
        "tcpdump-mpls-traceroute.pcap", "tcpdump-icmp-cksum-oobr-4.pcapng", "tcpdump-icmp-rfc5837.pcap", "tcpdump-icmp-rfc8335.pcap",
        "caracal-icmp-icmp-echo-reply.pcap", "caracal-icmp-icmp-ttl-exceeded.pcap", "caracal-icmp6-icmp6-echo-reply.pcap",
        "caracal-icmp6-icmp6-ttl-exceeded.pcap", "caracal-udp-icmp-ttl-exceeded.pcap", "caracal-udp-icmp6-ttl-exceeded.pcap",
    ];

    /// <summary>Names of all, those of tests/captures/pcap first.</summary>
    internal static IEnumerable<string> Names => [.. Own, .. Shared];

    /// <summary>Names of those that belong to the repository.</summary>
    internal static IEnumerable<string> Own =>
        new DirectoryInfo(Path.GetDirectoryName(SharedCaptures.Path("pcap/README.md"))!).GetFiles()
            .Select(file => file.Name)
            .Where(name => Path.GetExtension(name) is ".pcap" or ".pcapng" or ".gz")
            .Order(StringComparer.Ordinal);
}
