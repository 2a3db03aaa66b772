using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>scamper's names of what a ping holds.</summary>
internal static class PingNames
{
    /// <summary>The method; empty for an unknown number.</summary>
    internal static ReadOnlySpan<byte> Method(PingMethod method) => method switch
    {
        PingMethod.IcmpEcho => "icmp-echo"u8,
        PingMethod.TcpAck => "tcp-ack"u8,
        PingMethod.TcpAckSourcePort => "tcp-ack-sport"u8,
        PingMethod.Udp => "udp"u8,
        PingMethod.UdpDestinationPort => "udp-dport"u8,
        PingMethod.IcmpTime => "icmp-time"u8,
        PingMethod.TcpSyn => "tcp-syn"u8,
        PingMethod.TcpSynAck => "tcp-synack"u8,
        PingMethod.TcpRst => "tcp-rst"u8,
        PingMethod.TcpSynSourcePort => "tcp-syn-sport"u8,
        PingMethod.UdpSourcePort => "udp-sport"u8,
        _ => default,
    };

    /// <summary>The flag of a bit, from 0; empty for one without a name.</summary>
    internal static ReadOnlySpan<byte> Flag(int bit) => bit switch
    {
        0 => "v4rr"u8,
        1 => "spoof"u8,
        2 => "payload"u8,
        3 => "tsonly"u8,
        4 => "tsandaddr"u8,
        5 => "icmpsum"u8,
        6 => "dl"u8,
        7 => "tbt"u8,
        8 => "nosrc"u8,
        9 => "raw"u8,
        10 => "sockrx"u8,
        11 => "dltx"u8,
        _ => default,
    };

    /// <summary>Stop reason by the format's number; empty for an unknown one.</summary>
    internal static ReadOnlySpan<byte> StopReason(byte reason) => reason switch
    {
        0 => "none"u8,
        1 => "done"u8,
        2 => "error"u8,
        3 => "halted"u8,
        4 => "inprogress"u8,
        _ => default,
    };

    /// <summary>The TCP flag of a bit, from 0.</summary>
    internal static ReadOnlySpan<byte> TcpFlag(int bit) => bit switch
    {
        0 => "fin"u8,
        1 => "syn"u8,
        2 => "rst"u8,
        3 => "psh"u8,
        4 => "ack"u8,
        5 => "urg"u8,
        6 => "ece"u8,
        _ => "cwr"u8,
    };
}
