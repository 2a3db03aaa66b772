using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>The kernel's <c>ifreq</c>: 40 bytes, of whose union a lab uses the flags, an index, an MTU, a queue length or an IPv4 address.</summary>
[SupportedOSPlatform("linux")]
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal struct InterfaceRequest
{
    [FieldOffset(0)]
    private NameBytes _name;

    [FieldOffset(16)]
    internal short Flags;

    [FieldOffset(16)]
    internal int Index;

    [FieldOffset(16)]
    internal int Mtu;

    [FieldOffset(16)]
    internal int QueueLength;

    [FieldOffset(16)]
    internal SocketAddress Address;

    internal InterfaceRequest(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            _name[i] = (byte)name[i]; // ours, ASCII and shorter than 16
        }
    }

    [InlineArray(16)]
    private struct NameBytes
    {
        private byte _first;
    }
}
