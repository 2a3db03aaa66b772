using System.Runtime.InteropServices;

namespace Vtnt.Lab.Tun;

/// <summary>The kernel's <c>in6_ifreq</c>: 24 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct AddressRequestV6
{
    [FieldOffset(0)]
    internal AddressBytes Address;

    [FieldOffset(16)]
    internal uint PrefixLength;

    [FieldOffset(20)]
    internal int Index;
}
