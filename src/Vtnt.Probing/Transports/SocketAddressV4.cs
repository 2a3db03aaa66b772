using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>The C library's <c>sockaddr_in</c>: 16 bytes, port and address in network order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct SocketAddressV4
{
    internal const int Size = 16;

    private const ushort FamilyIPv4 = 2;

    private readonly ushort _family;
    private readonly ushort _port;
    private readonly uint _address;
    private readonly ulong _zero;

    internal SocketAddressV4(HostAddress address, ushort port)
    {
        _family = FamilyIPv4;
        _port = BinaryPrimitives.ReverseEndianness(port);
        _address = BinaryPrimitives.ReverseEndianness(address.IPv4Value);
        _zero = 0;
    }

    internal HostAddress Address => HostAddress.FromIPv4(BinaryPrimitives.ReverseEndianness(_address));

    internal ushort Port => BinaryPrimitives.ReverseEndianness(_port);
}
