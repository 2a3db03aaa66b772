using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>The kernel's <c>rtentry</c> on 64-bit systems: 120 bytes.</summary>
[SupportedOSPlatform("linux")]
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal unsafe struct RouteRequest
{
    internal const ushort Up = 1;

    [FieldOffset(8)]
    internal SocketAddress Destination;

    [FieldOffset(24)]
    internal SocketAddress Gateway;

    [FieldOffset(40)]
    internal SocketAddress Mask;

    [FieldOffset(56)]
    internal ushort Flags;

    /// <summary>The interface's name, zero-terminated.</summary>
    [FieldOffset(88)]
    internal byte* Device;
}
