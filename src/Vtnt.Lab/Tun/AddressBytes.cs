using System.Runtime.CompilerServices;

namespace Vtnt.Lab.Tun;

/// <summary>An IPv6 address as the kernel has it: 16 bytes.</summary>
[InlineArray(16)]
internal struct AddressBytes
{
    private byte _first;

    internal static AddressBytes From(HostAddress address)
    {
        AddressBytes bytes = default;
        address.WriteTo(bytes);
        return bytes;
    }
}
