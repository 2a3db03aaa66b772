using System.Runtime.InteropServices;

namespace Vtnt.Lab.Tun;

/// <summary>The kernel's <c>in6_rtmsg</c> on 64-bit systems: 80 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
internal struct RouteRequestV6
{
    internal const uint Up = 1;

    [FieldOffset(0)]
    internal AddressBytes Destination;

    [FieldOffset(52)]
    internal ushort DestinationLength;

    [FieldOffset(56)]
    internal uint Metric;

    [FieldOffset(72)]
    internal uint Flags;

    [FieldOffset(76)]
    internal int Index;
}
