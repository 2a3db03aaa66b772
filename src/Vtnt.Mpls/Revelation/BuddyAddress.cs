using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// The other address of a point-to-point link (TMA 2019, section 3.4): in a /31 (RFC 3021) the neighbour by the last
/// bit, in a /30 the other of the two middle addresses.
/// </summary>
internal static class BuddyAddress
{
    /// <summary>True for the first and last address of a /30 block: no host of a /30, so the link is a /31.</summary>
    internal static bool IsOuter(HostAddress address) => LastBits(address) is 0 or 3;

    /// <summary>The first address of the /30 block: it answers only where the block is two /31 links.</summary>
    internal static HostAddress BlockStart(HostAddress address) => Flip(address, LastBits(address));

    /// <summary>The partner in a /31.</summary>
    internal static HostAddress InSlash31(HostAddress address) => Flip(address, 1);

    /// <summary>The partner in a /30; meaningless for the outer addresses.</summary>
    internal static HostAddress InSlash30(HostAddress address) => Flip(address, 3);

    private static int LastBits(HostAddress address) => (int)(address.IsIPv4 ? address.IPv4Value & 3 : (uint)(address.IPv6Value & 3));

    private static HostAddress Flip(HostAddress address, int bits) =>
        address.IsIPv4 ? HostAddress.FromIPv4(address.IPv4Value ^ (uint)bits) : HostAddress.FromIPv6(address.IPv6Value ^ (UInt128)bits);
}
