using System.Buffers.Binary;

namespace Vtnt.Probing.Wire;

/// <summary>The Internet checksum (RFC 1071): the one's complement of the one's complement sum of 16-bit words.</summary>
public static class InternetChecksum
{
    /// <summary>
    /// Adds bytes to a running sum of 16-bit big-endian words; an odd last byte counts as the high half of a word.
    /// Only the last piece of a message may have odd length.
    /// </summary>
    public static ulong Accumulate(ReadOnlySpan<byte> bytes, ulong sum = 0)
    {
        while (bytes.Length >= 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(bytes);
            bytes = bytes[4..];
        }

        if (bytes.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[2..];
        }

        return bytes.IsEmpty ? sum : sum + ((ulong)bytes[0] << 8);
    }

    /// <summary>Folds a running sum to 16 bits with end-around carry; the checksum field is its complement.</summary>
    public static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)sum;
    }

    /// <summary>The checksum of a message whose checksum field is zero, ready for the field, in host order.</summary>
    public static ushort Compute(ReadOnlySpan<byte> bytes, ulong sum = 0) => (ushort)~Fold(Accumulate(bytes, sum));

    /// <summary>True when a message that includes its checksum field sums to all ones.</summary>
    public static bool IsValid(ReadOnlySpan<byte> bytes, ulong sum = 0) => Fold(Accumulate(bytes, sum)) == 0xFFFF;

    /// <summary>
    /// The sum of the pseudo-header of UDP, TCP and ICMPv6 (RFC 768, RFC 9293 section 3.1, RFC 8200 section 8.1); both
    /// families give the same words but for the addresses.
    /// </summary>
    public static ulong PseudoHeader(HostAddress source, HostAddress destination, byte protocol, int length)
    {
        Span<byte> addresses = stackalloc byte[32];
        int used = source.WriteTo(addresses);
        used += destination.WriteTo(addresses[used..]);
        return Accumulate(addresses[..used], (ulong)length + protocol);
    }

    /// <summary>
    /// The 16-bit word that, put where a zero word was summed, makes the message verify with the checksum field as it
    /// stands: the way Paris probes steer their checksum (Augustin et al., IMC 2006). A zero is given as its equal 0xFFFF,
    /// as scamper sends it.
    /// </summary>
    /// <param name="sum">Running sum over the pseudo-header and the message with the wanted checksum in its field.</param>
    public static ushort SteeringWord(ulong sum) => (ushort)~Fold(sum) is not 0 and ushort word ? word : (ushort)0xFFFF;
}
