namespace Vtnt.Probing.Transports;

/// <summary>
/// The packet filter of a datalink socket: of what the interface receives for this host, ICMP of both families, TCP and
/// UDP where asked for, and IPv6 fragments; or what answers the question for a neighbour. It sees packets from their IP
/// (or ARP) header on. Pure.
/// </summary>
internal static class DatalinkFilter
{
    /// <summary>Where the filter machine shows what is beside the packet: its protocol at 0, its direction at 4.</summary>
    private const uint Beside = 0xFFFFF000;

    private const byte Icmp = Wire.IpProtocol.Icmp, Tcp = Wire.IpProtocol.Tcp, Udp = Wire.IpProtocol.Udp;

    /// <summary>Passes answers of ARP (RFC 826) and nothing else.</summary>
    internal static BpfInstruction[] ForArpReplies() =>
    [
        new(BpfInstruction.LoadHalf, 6),
        new(BpfInstruction.JumpIfEqual, 2, 0, 1),
        new(BpfInstruction.Return, uint.MaxValue),
        new(BpfInstruction.Return, 0),
    ];

    /// <summary>Passes neighbour advertisements (RFC 4861, section 4.4) and nothing else.</summary>
    internal static BpfInstruction[] ForAdvertisements() =>
    [
        new(BpfInstruction.LoadByte, 6),
        new(BpfInstruction.JumpIfEqual, Wire.IpProtocol.IcmpV6, 0, 3),
        new(BpfInstruction.LoadByte, Wire.Ipv6View.HeaderLength),
        new(BpfInstruction.JumpIfEqual, 136, 0, 1),
        new(BpfInstruction.Return, uint.MaxValue),
        new(BpfInstruction.Return, 0),
    ];

    /// <summary>Passes what can answer a probe.</summary>
    internal static BpfInstruction[] Make(bool tcp, bool udp)
    {
        uint ifTcp = tcp ? uint.MaxValue : 0, ifUdp = udp ? uint.MaxValue : 0;
        return
        [
            /*  0 */ new(BpfInstruction.LoadWord, Beside + 4),
            /*  1 */ new(BpfInstruction.JumpIfEqual, 0, 0, 15), // to this host, or drop
            /*  2 */ new(BpfInstruction.LoadWord, Beside),
            /*  3 */ new(BpfInstruction.JumpIfEqual, EtherType.IPv6, 5, 0),
            /*  4 */ new(BpfInstruction.JumpIfEqual, EtherType.IPv4, 0, 12), // or drop
            /*  5 */ new(BpfInstruction.LoadByte, 9),
            /*  6 */ new(BpfInstruction.JumpIfEqual, Icmp, 9, 0),
            /*  7 */ new(BpfInstruction.JumpIfEqual, Tcp, 6, 0),
            /*  8 */ new(BpfInstruction.JumpIfEqual, Udp, 6, 8), // or drop
            /*  9 */ new(BpfInstruction.LoadByte, 6),
            /* 10 */ new(BpfInstruction.JumpIfEqual, Wire.IpProtocol.IcmpV6, 5, 0),
            /* 11 */ new(BpfInstruction.JumpIfEqual, Wire.IpProtocol.IPv6Fragment, 4, 0),
            /* 12 */ new(BpfInstruction.JumpIfEqual, Tcp, 1, 0),
            /* 13 */ new(BpfInstruction.JumpIfEqual, Udp, 1, 3), // or drop
            /* 14 */ new(BpfInstruction.Return, ifTcp),
            /* 15 */ new(BpfInstruction.Return, ifUdp),
            /* 16 */ new(BpfInstruction.Return, uint.MaxValue),
            /* 17 */ new(BpfInstruction.Return, 0),
        ];
    }
}
