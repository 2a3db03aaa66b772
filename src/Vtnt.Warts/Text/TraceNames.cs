using Vtnt.Probing;

namespace Vtnt.Warts;

/// <summary>scamper's names of what a trace holds.</summary>
internal static class TraceNames
{
    /// <summary>The method; empty for an unknown number.</summary>
    internal static ReadOnlySpan<byte> Method(TraceMethod method) => method switch
    {
        TraceMethod.Icmp => "icmp-echo"u8,
        TraceMethod.Udp => "udp"u8,
        TraceMethod.Tcp => "tcp"u8,
        TraceMethod.IcmpParis => "icmp-echo-paris"u8,
        TraceMethod.UdpParis => "udp-paris"u8,
        TraceMethod.TcpAck => "tcp-ack"u8,
        _ => default,
    };

    /// <summary>The flag of a bit, from 0; empty for one without a name.</summary>
    internal static ReadOnlySpan<byte> Flag(int bit) => bit switch
    {
        0 => "all-attempts"u8,
        1 => "pmtud"u8,
        2 => "dl"u8,
        3 => "ignorettldst"u8,
        4 => "doubletree"u8,
        5 => "icmp-csum-dport"u8,
        6 => "const-payload"u8,
        7 => "rxerr"u8,
        8 => "ptr"u8,
        9 => "raw"u8,
        10 => "back"u8,
        _ => default,
    };

    /// <summary>Stop reason in capitals; empty for an unknown number.</summary>
    internal static ReadOnlySpan<byte> StopReason(StopReason reason) => reason switch
    {
        Probing.StopReason.None => "NONE"u8,
        Probing.StopReason.Completed => "COMPLETED"u8,
        Probing.StopReason.Unreach => "UNREACH"u8,
        Probing.StopReason.Icmp => "ICMP"u8,
        Probing.StopReason.Loop => "LOOP"u8,
        Probing.StopReason.GapLimit => "GAPLIMIT"u8,
        Probing.StopReason.Error => "ERROR"u8,
        Probing.StopReason.HopLimit => "HOPLIMIT"u8,
        Probing.StopReason.Gss => "GSS"u8,
        Probing.StopReason.Halted => "HALTED"u8,
        Probing.StopReason.InProgress => "INPROGRESS"u8,
        _ => default,
    };

    /// <summary>Stop reason in small letters; empty for an unknown number.</summary>
    internal static ReadOnlySpan<byte> LowerStopReason(StopReason reason) => reason switch
    {
        Probing.StopReason.None => "none"u8,
        Probing.StopReason.Completed => "completed"u8,
        Probing.StopReason.Unreach => "unreach"u8,
        Probing.StopReason.Icmp => "icmp"u8,
        Probing.StopReason.Loop => "loop"u8,
        Probing.StopReason.GapLimit => "gaplimit"u8,
        Probing.StopReason.Error => "error"u8,
        Probing.StopReason.HopLimit => "hoplimit"u8,
        Probing.StopReason.Gss => "gss"u8,
        Probing.StopReason.Halted => "halted"u8,
        Probing.StopReason.InProgress => "inprogress"u8,
        _ => default,
    };

    /// <summary>Detail of an unreachable, by code; empty for one without a name.</summary>
    internal static ReadOnlySpan<byte> Unreachable(bool isIPv6, byte code) => isIPv6
        ? code switch
        {
            0 => "no route"u8,
            1 => "admin prohib"u8,
            2 => "beyond scope"u8,
            3 => "addr"u8,
            4 => "port"u8,
            _ => default,
        }
        : code switch
        {
            0 => "net"u8,
            1 => "host"u8,
            2 => "protocol"u8,
            3 => "port"u8,
            4 => "need frag"u8,
            5 => "src-rt failed"u8,
            6 => "net unknown"u8,
            7 => "host unknown"u8,
            8 => "isolated"u8,
            9 => "net prohib"u8,
            10 => "host prohib"u8,
            11 => "tos net"u8,
            12 => "tos host"u8,
            13 => "admin prohib"u8,
            _ => default,
        };

    /// <summary>The note of path-MTU discovery; empty for an unknown number.</summary>
    internal static ReadOnlySpan<byte> Note(PathMtuNoteKind kind) => kind switch
    {
        PathMtuNoteKind.PacketTooBig => "ptb"u8,
        PathMtuNoteKind.BadPacketTooBig => "ptb-bad"u8,
        PathMtuNoteKind.Silence => "silence"u8,
        _ => default,
    };
}
