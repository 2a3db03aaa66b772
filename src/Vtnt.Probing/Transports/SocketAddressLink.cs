using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>The C library's <c>sockaddr_ll</c>: 20 bytes, the protocol (an EtherType) in network order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct SocketAddressLink
{
    internal const int Size = 20;

    private const ushort FamilyPacket = 17;

    private readonly ushort _family;
    private readonly ushort _protocol;
    private readonly int _index;
    private readonly ushort _hardwareType;
    private readonly byte _packetType;
    private readonly byte _length;
    private readonly EightBytes _address;

    /// <param name="etherType">What the packet is.</param>
    /// <param name="index">The interface.</param>
    /// <param name="address">The hardware address, at most 8 bytes; empty where the link has none.</param>
    internal SocketAddressLink(ushort etherType, int index, ReadOnlySpan<byte> address)
    {
        _family = FamilyPacket;
        _protocol = BinaryPrimitives.ReverseEndianness(etherType);
        _index = index;
        _length = (byte)address.Length;
        address.CopyTo(_address);
    }

    [InlineArray(8)]
    private struct EightBytes
    {
        private byte _first;
    }
}
