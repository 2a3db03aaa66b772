using System.Buffers.Binary;

namespace Vtnt.Probing.Wire;

/// <summary>An ICMP or ICMPv6 message (RFC 792, RFC 4443). All values in host order.</summary>
public readonly ref struct IcmpView
{
    /// <summary>Length of the header in bytes: type, code, checksum and four bytes whose meaning depends on the type.</summary>
    public const int HeaderLength = 8;

    private readonly ReadOnlySpan<byte> _message;

    private IcmpView(ReadOnlySpan<byte> message) => _message = message;

    /// <summary>Parses a message; false when it is shorter than its header.</summary>
    public static bool TryParse(ReadOnlySpan<byte> source, out IcmpView view)
    {
        view = source.Length < HeaderLength ? default : new(source);
        return source.Length >= HeaderLength;
    }

    /// <summary>Message type, see <see cref="IcmpType"/>.</summary>
    public byte Type => _message[0];

    /// <summary>Message code.</summary>
    public byte Code => _message[1];

    /// <summary>The checksum field.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_message[2..]);

    /// <summary>Identifier of echo and timestamp messages.</summary>
    public ushort Identifier => BinaryPrimitives.ReadUInt16BigEndian(_message[4..]);

    /// <summary>Sequence number of echo and timestamp messages.</summary>
    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(_message[6..]);

    /// <summary>The RFC 4884 length byte of an ICMPv4 error, in 32-bit words; other things may stand there.</summary>
    public byte V4LengthField => _message[5];

    /// <summary>The RFC 4884 length byte of an ICMPv6 error, in 64-bit words.</summary>
    public byte V6LengthField => _message[4];

    /// <summary>Next-hop MTU of an ICMPv4 "fragmentation needed" (RFC 1191).</summary>
    public ushort V4NextHopMtu => BinaryPrimitives.ReadUInt16BigEndian(_message[6..]);

    /// <summary>MTU of an ICMPv6 packet too big (RFC 4443 section 3.2).</summary>
    public uint V6Mtu => BinaryPrimitives.ReadUInt32BigEndian(_message[4..]);

    /// <summary>What follows the header: the quoted packet and extensions of an error, the data of an echo.</summary>
    public ReadOnlySpan<byte> Payload => _message[HeaderLength..];

    /// <summary>True when the checksum verifies.</summary>
    /// <param name="pseudoHeader">Sum of the pseudo-header for ICMPv6, 0 for ICMPv4.</param>
    public bool HasValidChecksum(ulong pseudoHeader = 0) => InternetChecksum.IsValid(_message, pseudoHeader);
}
