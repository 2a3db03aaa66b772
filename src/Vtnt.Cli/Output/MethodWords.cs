using Vtnt.Probing;

namespace Vtnt.Cli;

/// <summary>The names of the probe methods, as they are given on the command line.</summary>
internal static class MethodWords
{
    internal static string Of(TraceMethod method) => method switch
    {
        TraceMethod.Icmp => "icmp",
        TraceMethod.Udp => "udp",
        TraceMethod.Tcp => "tcp",
        TraceMethod.IcmpParis => "icmp-paris",
        TraceMethod.UdpParis => "udp-paris",
        TraceMethod.TcpAck => "tcp-ack",
        _ => "unknown method",
    };

    internal static string Of(PingMethod method) => method switch
    {
        PingMethod.IcmpEcho => "icmp-echo",
        PingMethod.TcpAck => "tcp-ack",
        PingMethod.TcpAckSourcePort => "tcp-ack-sport",
        PingMethod.Udp => "udp",
        PingMethod.UdpDestinationPort => "udp-dport",
        PingMethod.IcmpTime => "icmp-time",
        PingMethod.TcpSyn => "tcp-syn",
        PingMethod.TcpSynAck => "tcp-synack",
        PingMethod.TcpRst => "tcp-rst",
        PingMethod.TcpSynSourcePort => "tcp-syn-sport",
        PingMethod.UdpSourcePort => "udp-sport",
        _ => "unknown method",
    };
}
