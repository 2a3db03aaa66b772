namespace Vtnt.Probing.Transports;

/// <summary>Numbers of netlink and rtnetlink (RFC 3549; rtnetlink(7)).</summary>
internal static class NetlinkCode
{
    internal const ushort Error = 2, NewLink = 16, GetLink = 18, NewRoute = 24, GetRoute = 26;
    internal const ushort RequestFlag = 1;
    internal const ushort RouteDestination = 1, RouteInterface = 4, RouteGateway = 5, RouteSource = 7, RouteMetrics = 8, RouteVia = 18, MetricMtu = 2;
    internal const ushort LinkAddress = 1, LinkName = 3, LinkMtu = 4;
    internal const byte TypeUnicast = 1, TypeLocal = 2;
    internal const uint FlagUp = 1, FlagNoArp = 0x80;
    internal const int HeaderLength = 16, RouteLength = 12, LinkLength = 16, AttributeHeaderLength = 4;
    internal const byte FamilyIPv4 = 2, FamilyIPv6 = 10;

    /// <summary>Messages and attributes begin at multiples of four bytes.</summary>
    internal static int Align(int length) => (length + 3) & ~3;
}
