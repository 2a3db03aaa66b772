namespace Vtnt.Probing;

/// <summary>The names of probe methods, as scamper's option letter <c>-P</c> takes them and results tell them.</summary>
public static class MethodNames
{
    private const string Unknown = "unknown";

    /// <summary>The name of a method of trace; <c>unknown</c> for a number without one, as only a file can hold.</summary>
    public static string Of(TraceMethod method) => method switch
    {
        TraceMethod.Icmp => "icmp",
        TraceMethod.Udp => "udp",
        TraceMethod.Tcp => "tcp",
        TraceMethod.IcmpParis => "icmp-paris",
        TraceMethod.UdpParis => "udp-paris",
        TraceMethod.TcpAck => "tcp-ack",
        _ => Unknown,
    };

    /// <summary>The name of a method of ping; <c>unknown</c> for a number without one, as only a file can hold.</summary>
    public static string Of(PingMethod method) => method switch
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
        _ => Unknown,
    };

    /// <summary>The method of trace with a name, in any case; null when none has it.</summary>
    internal static TraceMethod? TraceMethodOf(string name)
    {
        for (TraceMethod method = TraceMethod.Icmp; method <= TraceMethod.TcpAck; method++)
        {
            if (name.Equals(Of(method), StringComparison.OrdinalIgnoreCase))
            {
                return method;
            }
        }

        return null;
    }

    /// <summary>The method of ping with a name, in any case; null when none has it.</summary>
    internal static PingMethod? PingMethodOf(string name)
    {
        for (PingMethod method = PingMethod.IcmpEcho; method <= PingMethod.UdpSourcePort; method++)
        {
            if (name.Equals(Of(method), StringComparison.OrdinalIgnoreCase))
            {
                return method;
            }
        }

        return null;
    }
}
