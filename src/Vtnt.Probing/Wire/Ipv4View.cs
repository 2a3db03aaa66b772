using System.Buffers.Binary;

namespace Vtnt.Probing.Wire;

/// <summary>
/// An IPv4 packet (RFC 791), checked and cut to its total length. All values in host order. A quoted packet is parsed
/// by <see cref="TryParseQuoted"/>, which lets the payload be shorter than the header claims.
/// </summary>
public readonly ref struct Ipv4View
{
    private readonly ReadOnlySpan<byte> _packet;

    private Ipv4View(ReadOnlySpan<byte> packet) => _packet = packet;

    /// <summary>Parses a whole packet; false when it is shorter than its header or total length says.</summary>
    public static bool TryParse(ReadOnlySpan<byte> source, out Ipv4View view)
    {
        if (!TryParseQuoted(source, out view) || view.TotalLength < view.HeaderLength || view.TotalLength > source.Length)
        {
            view = default;
            return false;
        }

        view = new(source[..view.TotalLength]);
        return true;
    }

    /// <summary>Parses a quoted packet: the header must be whole, what follows may be cut (RFC 792: 8 bytes of it).</summary>
    public static bool TryParseQuoted(ReadOnlySpan<byte> source, out Ipv4View view)
    {
        view = default;
        if (source.Length < Field.MinLength || source[0] >> 4 != 4)
        {
            return false;
        }

        int headerLength = (source[0] & 0xF) * 4;
        if (headerLength < Field.MinLength || headerLength > source.Length)
        {
            return false;
        }

        view = new(source);
        return true;
    }

    /// <summary>Header length in bytes, options included: 20 to 60.</summary>
    public int HeaderLength => (_packet[0] & 0xF) * 4;

    /// <summary>The whole TOS byte.</summary>
    public byte Tos => _packet[Field.Tos];

    /// <summary>The total length that the header claims, in bytes.</summary>
    public int TotalLength => BinaryPrimitives.ReadUInt16BigEndian(_packet[Field.TotalLength..]);

    /// <summary>Identification.</summary>
    public ushort IpId => BinaryPrimitives.ReadUInt16BigEndian(_packet[Field.IpId..]);

    /// <summary>The don't-fragment bit.</summary>
    public bool DontFragment => (_packet[Field.Fragment] & 0x40) != 0;

    /// <summary>The more-fragments bit.</summary>
    public bool MoreFragments => (_packet[Field.Fragment] & 0x20) != 0;

    /// <summary>Fragment offset in units of 8 bytes.</summary>
    public int FragmentOffset => BinaryPrimitives.ReadUInt16BigEndian(_packet[Field.Fragment..]) & 0x1FFF;

    /// <summary>Time to live as it stands in this header.</summary>
    public byte TimeToLive => _packet[Field.TimeToLive];

    /// <summary>Protocol of the payload.</summary>
    public byte Protocol => _packet[Field.Protocol];

    /// <summary>Source address.</summary>
    public HostAddress Source => HostAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(_packet[Field.Source..]));

    /// <summary>Destination address.</summary>
    public HostAddress Destination => HostAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(_packet[Field.Destination..]));

    /// <summary>True when the header checksum verifies.</summary>
    public bool HasValidChecksum => InternetChecksum.IsValid(_packet[..HeaderLength]);

    /// <summary>Option bytes, empty when there are none.</summary>
    public ReadOnlySpan<byte> Options => _packet[Field.MinLength..HeaderLength];

    /// <summary>What follows the header: to the total length for a whole packet, to the end of the quotation for a quoted one.</summary>
    public ReadOnlySpan<byte> Payload => _packet[HeaderLength..];

    private static class Field
    {
        internal const int Tos = 1, TotalLength = 2, IpId = 4, Fragment = 6, TimeToLive = 8, Protocol = 9, Source = 12, Destination = 16, MinLength = 20;
    }
}
