using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// The IPv6 header (RFC 8200, section 3) of a packet that a socket delivered without one, from what the kernel told
/// beside it. The flow label is not among that: it is 0. Pure.
/// </summary>
internal static class RebuiltHeader
{
    /// <summary>Writes the 40 bytes.</summary>
    internal static void Write(Span<byte> destination, int payloadLength, byte protocol, HostAddress source, HostAddress receiver, byte hopLimit, byte trafficClass)
    {
        destination[..Ipv6View.HeaderLength].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(destination, 0x60000000u | ((uint)trafficClass << 20));
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], (ushort)Math.Min(payloadLength, ushort.MaxValue));
        destination[6] = protocol;
        destination[7] = hopLimit;
        source.WriteTo(destination[8..24]);
        receiver.WriteTo(destination[24..40]);
    }
}
