using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>The kernel's <c>sockaddr_in</c>: 16 bytes.</summary>
[SupportedOSPlatform("linux")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct SocketAddress
{
    [FieldOffset(0)]
    internal ushort Family;

    [FieldOffset(4)]
    internal uint Address;

    /// <summary>An IPv4 address from its value in host order.</summary>
    internal SocketAddress(uint address)
    {
        Family = Libc.FamilyIPv4;
        Address = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(address) : address;
    }
}
