using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>What of a whole packet can be asked of an ordinary UDP or ICMP socket. Pure.</summary>
internal readonly ref struct OrdinaryPacket
{
    private OrdinaryPacket(HostAddress source, HostAddress destination, byte protocol, byte ttl, byte tos, ReadOnlySpan<byte> payload)
    {
        (Source, Destination, Protocol, ProbeTtl, Tos) = (source, destination, protocol, ttl, tos);
        Payload = payload;
    }

    internal HostAddress Source { get; }

    internal HostAddress Destination { get; }

    internal byte Protocol { get; }

    internal byte ProbeTtl { get; }

    internal byte Tos { get; }

    /// <summary>The UDP datagram or ICMP message, header included: 8 bytes at least.</summary>
    internal ReadOnlySpan<byte> Payload { get; }

    /// <summary>The UDP source port, or the identifier of an echo request.</summary>
    internal ushort SourcePort => (ushort)(Protocol == IpProtocol.Udp ? (Payload[0] << 8) | Payload[1] : (Payload[4] << 8) | Payload[5]);

    /// <summary>The UDP destination port.</summary>
    internal ushort DestinationPort => (ushort)((Payload[2] << 8) | Payload[3]);

    /// <summary>False for what such sockets do not carry: other protocols and ICMP messages, options, fragments.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> packet, out OrdinaryPacket result)
    {
        result = default;
        if (Ipv6View.TryParse(packet, out Ipv6View v6))
        {
            result = new(v6.Source, v6.Destination, v6.Protocol, v6.HopLimit, v6.TrafficClass, v6.Payload);
            return !v6.HasFragmentHeader && IsCarried(result, IpProtocol.IcmpV6, IcmpType.V6EchoRequest);
        }

        if (!Ipv4View.TryParse(packet, out Ipv4View v4))
        {
            return false;
        }

        result = new(v4.Source, v4.Destination, v4.Protocol, v4.TimeToLive, v4.Tos, v4.Payload);
        return v4.Options.IsEmpty && !v4.MoreFragments && v4.FragmentOffset == 0 && IsCarried(result, IpProtocol.Icmp, IcmpType.EchoRequest);
    }

    private static bool IsCarried(in OrdinaryPacket packet, byte icmp, byte echoRequest) =>
        packet.Payload.Length >= UdpView.HeaderLength
        && (packet.Protocol == IpProtocol.Udp || (packet.Protocol == icmp && packet.Payload[0] == echoRequest && packet.Payload[1] == 0));
}
