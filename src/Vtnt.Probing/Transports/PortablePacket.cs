using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// What of a whole IPv4 packet can be asked of a socket that writes the IP header itself: destination, protocol, TTL,
/// TOS and what follows the header. Pure.
/// </summary>
internal readonly ref struct PortablePacket
{
    private PortablePacket(scoped in Ipv4View ip)
    {
        Destination = ip.Destination;
        Source = ip.Source;
        IsUdp = ip.Protocol == IpProtocol.Udp;
        ProbeTtl = ip.TimeToLive;
        Tos = ip.Tos;
        Payload = ip.Payload;
    }

    internal HostAddress Source { get; }

    internal HostAddress Destination { get; }

    internal bool IsUdp { get; }

    internal byte ProbeTtl { get; }

    internal byte Tos { get; }

    internal ReadOnlySpan<byte> Payload { get; }

    /// <summary>
    /// False for what cannot be carried: IPv6, options, fragments, protocols other than ICMP and UDP. The identification
    /// and the don't-fragment bit are given up: the transport declares that it cannot carry them.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> packet, out PortablePacket result)
    {
        result = default;
        if (!Ipv4View.TryParse(packet, out Ipv4View ip)
            || !ip.Options.IsEmpty || ip.MoreFragments || ip.FragmentOffset != 0
            || ip.Protocol is not (IpProtocol.Icmp or IpProtocol.Udp))
        {
            return false;
        }

        result = new(ip);
        return true;
    }
}
