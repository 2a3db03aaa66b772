using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>The C library's <c>sockaddr_in6</c>: 28 bytes, port and address in network order.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct SocketAddressV6
{
    internal const int Size = 28;

    private const ushort FamilyIPv6 = 10;

    private readonly ushort _family;
    private readonly ushort _port;
    private readonly uint _flow;
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly uint _scope;

    internal SocketAddressV6(HostAddress address, ushort port, uint scope = 0)
    {
        UInt128 value = address.IPv6Value;
        _family = FamilyIPv6;
        _port = BinaryPrimitives.ReverseEndianness(port);
        _flow = 0;
        _high = BinaryPrimitives.ReverseEndianness((ulong)(value >> 64));
        _low = BinaryPrimitives.ReverseEndianness((ulong)value);
        _scope = scope;
    }

    internal HostAddress Address =>
        HostAddress.FromIPv6(new UInt128(BinaryPrimitives.ReverseEndianness(_high), BinaryPrimitives.ReverseEndianness(_low)));

    internal ushort Port => BinaryPrimitives.ReverseEndianness(_port);

    /// <summary>Index of the interface that a link-local address belongs to, else 0.</summary>
    internal uint Scope => _scope;
}
