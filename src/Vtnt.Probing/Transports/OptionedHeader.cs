using System.Buffers.Binary;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// The checksum of an IPv4 header with options, as a raw socket delivers it. Linux verifies it first, then adds its own
/// entry to a record-route or timestamp option, or counts that there was no room, and leaves the old checksum in place:
/// the header that comes out is right, its checksum no longer. Pure.
/// </summary>
internal static class OptionedHeader
{
    private const int FixedLength = 20, Checksum = 10, WordLength = 4;

    /// <summary>Sets the checksum anew where the header has options; leaves every other packet as it is.</summary>
    internal static void Seal(Span<byte> packet)
    {
        if (packet.Length < FixedLength || packet[0] >> 4 != 4)
        {
            return;
        }

        int length = (packet[0] & 0x0F) * WordLength;
        if (length > FixedLength && length <= packet.Length)
        {
            packet.Slice(Checksum, sizeof(ushort)).Clear();
            BinaryPrimitives.WriteUInt16BigEndian(packet[Checksum..], InternetChecksum.Compute(packet[..length]));
        }
    }
}
