using System.Runtime.InteropServices;

namespace Vtnt.Lab.Tun;

/// <summary>The C library's <c>timespec</c> on 64-bit systems: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    internal long Seconds;
    internal long Nanoseconds;
}
