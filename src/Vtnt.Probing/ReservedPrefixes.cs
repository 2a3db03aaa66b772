namespace Vtnt.Probing;

/// <summary>
/// The one table of address blocks that are not ordinary Internet destinations (RFC 6890 and its registries), with a
/// column for the shorter list that TNT refuses to ping or to reveal.
/// </summary>
public static class ReservedPrefixes
{
    private static readonly (uint Network, int Length, bool InTnt)[] Ipv4Blocks =
    [
        (0x00000000, 8, true),   // "this network", RFC 791
        (0x0A000000, 8, true),   // private use, RFC 1918
        (0x64400000, 10, true),  // shared address space, RFC 6598
        (0x7F000000, 8, true),   // loopback, RFC 1122
        (0xA9FE0000, 16, true),  // link local, RFC 3927
        (0xAC100000, 12, true),  // private use, RFC 1918
        (0xC0000000, 24, true),  // IETF protocol assignments, RFC 6890
        (0xC0000200, 24, true),  // TEST-NET-1, RFC 5737
        (0xC0586300, 24, true),  // 6to4 relay anycast, RFC 7526
        (0xC0A80000, 16, true),  // private use, RFC 1918
        (0xC6120000, 15, true),  // benchmarking, RFC 2544
        (0xC6336400, 24, true),  // TEST-NET-2, RFC 5737
        (0xCB007100, 24, true),  // TEST-NET-3, RFC 5737
        (0xE0000000, 4, true),   // multicast, RFC 5771
        (0xF0000000, 4, true),   // reserved and limited broadcast, RFC 1112, RFC 919
    ];

    private static readonly (UInt128 Network, int Length)[] Ipv6Blocks =
    [
        (new UInt128(0, 0), 96),                              // unspecified, loopback, IPv4-compatible, RFC 4291
        (new UInt128(0, 0x0000FFFF_00000000), 96),            // IPv4-mapped, RFC 4291
        (new UInt128(0x0064FF9B_00010000, 0), 48),            // local-use translation, RFC 8215
        (new UInt128(0x01000000_00000000, 0), 63),            // discard only and dummy, RFC 6666, RFC 9780
        (new UInt128(0x20010000_00000000, 0), 23),            // IETF protocol assignments, RFC 2928
        (new UInt128(0x20010DB8_00000000, 0), 32),            // documentation, RFC 3849
        (new UInt128(0x20020000_00000000, 0), 16),            // 6to4, RFC 3056
        (new UInt128(0x3FFF0000_00000000, 0), 20),            // documentation, RFC 9637
        (new UInt128(0x5F000000_00000000, 0), 16),            // segment routing SIDs, RFC 9602
        (new UInt128(0xFC000000_00000000, 0), 7),             // unique local, RFC 4193
        (new UInt128(0xFE800000_00000000, 0), 10),            // link local, RFC 4291
        (new UInt128(0xFEC00000_00000000, 0), 10),            // site local, RFC 3879
        (new UInt128(0xFF000000_00000000, 0), 8),             // multicast, RFC 4291
    ];

    /// <summary>
    /// True when an address must not be probed unless the user says that it is ordinary here: private, shared, loopback,
    /// link-local, documentation, benchmarking, multicast and reserved space. True for <see cref="HostAddress.None"/>.
    /// </summary>
    public static bool Contains(HostAddress address) => address.Kind switch
    {
        AddressKind.IPv4 => ContainsIPv4(address.IPv4Value, onlyTnt: false),
        AddressKind.IPv6 => ContainsIPv6(address.IPv6Value),
        _ => true,
    };

    /// <summary>
    /// The column of TNT: true when TNT 5.0 treats an address as not public, that is, neither pings it nor takes it as
    /// an end of a hidden tunnel. TNT knows IPv4 only; for IPv6 this equals <see cref="Contains"/>.
    /// </summary>
    public static bool ContainsForTnt(HostAddress address) =>
        address.IsIPv4 ? ContainsIPv4(address.IPv4Value, onlyTnt: true) : Contains(address);

    private static bool ContainsIPv4(uint value, bool onlyTnt)
    {
        foreach ((uint network, int length, bool inTnt) in Ipv4Blocks)
        {
            if ((value ^ network) >> (32 - length) == 0 && (inTnt || !onlyTnt))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ContainsIPv6(UInt128 value)
    {
        foreach ((UInt128 network, int length) in Ipv6Blocks)
        {
            if ((value ^ network) >> (128 - length) == UInt128.Zero)
            {
                return true;
            }
        }

        return false;
    }
}
