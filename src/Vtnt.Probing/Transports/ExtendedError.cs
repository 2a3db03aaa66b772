using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>
/// What Linux tells about an ICMP error in a socket's error queue (<c>sock_extended_err</c>, ip(7)): 16 bytes, then the
/// socket address of who sent it. Pure.
/// </summary>
internal readonly record struct ExtendedError
{
    private const byte OriginIcmp = 2, OriginIcmpV6 = 3, ExtensionIsInvalid = 1;
    private const int Length = 16;

    /// <summary>False for errors of this host's own making, such as a packet above the MTU.</summary>
    internal bool IsFromNetwork { get; private init; }

    internal byte IcmpType { get; private init; }

    internal byte IcmpCode { get; private init; }

    /// <summary>The next-hop MTU of a message that says "too big", else 0.</summary>
    internal uint Mtu { get; private init; }

    /// <summary>Where the extension structure (RFC 4884) begins in the data that comes with the error; 0 when not told.</summary>
    internal int ExtensionsAt { get; private init; }

    /// <summary>Who sent the error; none when not told.</summary>
    internal HostAddress Offender { get; private init; }

    /// <summary>Reads the value of an <c>IP_RECVERR</c> or <c>IPV6_RECVERR</c> control message; false when it is cut.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> value, out ExtendedError error)
    {
        error = default;
        if (value.Length < Length)
        {
            return false;
        }

        byte origin = value[4];
        ReadOnlySpan<byte> name = value[Length..];
        error = new()
        {
            IsFromNetwork = origin is OriginIcmp or OriginIcmpV6,
            IcmpType = value[5],
            IcmpCode = value[6],
            Mtu = MemoryMarshal.Read<uint>(value[8..]),
            ExtensionsAt = (value[14] & ExtensionIsInvalid) == 0 ? MemoryMarshal.Read<ushort>(value[12..]) : 0,
            Offender = origin == OriginIcmp && name.Length >= SocketAddressV4.Size ? MemoryMarshal.Read<SocketAddressV4>(name).Address
                : origin == OriginIcmpV6 && name.Length >= SocketAddressV6.Size - sizeof(uint) ? HostAddress.FromBytes(name.Slice(8, 16))
                : default,
        };
        return true;
    }
}
