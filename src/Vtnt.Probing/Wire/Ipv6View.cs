using System.Buffers.Binary;

namespace Vtnt.Probing.Wire;

/// <summary>
/// An IPv6 packet (RFC 8200) without extension headers but for one fragment header, checked and cut to its length. All
/// values in host order.
/// </summary>
public readonly ref struct Ipv6View
{
    /// <summary>Length of the fixed header in bytes.</summary>
    public const int HeaderLength = 40;

    private const int FragmentHeaderLength = 8;

    private readonly ReadOnlySpan<byte> _packet;

    private Ipv6View(ReadOnlySpan<byte> packet) => _packet = packet;

    /// <summary>Parses a whole packet; false when it is shorter than its header or payload length says.</summary>
    public static bool TryParse(ReadOnlySpan<byte> source, out Ipv6View view)
    {
        if (!TryParseQuoted(source, out view) || view.TotalLength > source.Length)
        {
            view = default;
            return false;
        }

        view = TryParseQuoted(source[..view.TotalLength], out Ipv6View cut) ? cut : default;
        return !view._packet.IsEmpty;
    }

    /// <summary>Parses a quoted packet: the fixed header must be whole, what follows may be cut.</summary>
    public static bool TryParseQuoted(ReadOnlySpan<byte> source, out Ipv6View view)
    {
        view = default;
        if (source.Length < HeaderLength || source[0] >> 4 != 6)
        {
            return false;
        }

        if (source[Field.NextHeader] == IpProtocol.IPv6Fragment && source.Length < HeaderLength + FragmentHeaderLength)
        {
            return false;
        }

        view = new(source);
        return true;
    }

    /// <summary>Traffic class.</summary>
    public byte TrafficClass => (byte)(BinaryPrimitives.ReadUInt16BigEndian(_packet) >> 4);

    /// <summary>Flow label, 20 bits.</summary>
    public uint FlowLabel => BinaryPrimitives.ReadUInt32BigEndian(_packet) & 0xFFFFF;

    /// <summary>Payload length + 40, as the header claims, in bytes.</summary>
    public int TotalLength => BinaryPrimitives.ReadUInt16BigEndian(_packet[Field.PayloadLength..]) + HeaderLength;

    /// <summary>Hop limit as it stands in this header.</summary>
    public byte HopLimit => _packet[Field.HopLimit];

    /// <summary>Source address.</summary>
    public HostAddress Source => HostAddress.FromBytes(_packet.Slice(Field.Source, 16));

    /// <summary>Destination address.</summary>
    public HostAddress Destination => HostAddress.FromBytes(_packet.Slice(Field.Destination, 16));

    /// <summary>True when a fragment header follows the fixed header.</summary>
    public bool HasFragmentHeader => _packet[Field.NextHeader] == IpProtocol.IPv6Fragment;

    /// <summary>Fragment offset in units of 8 bytes, 0 without a fragment header.</summary>
    public int FragmentOffset => HasFragmentHeader ? BinaryPrimitives.ReadUInt16BigEndian(_packet[(HeaderLength + 2)..]) >> 3 : 0;

    /// <summary>The more-fragments bit of the fragment header, false without one.</summary>
    public bool MoreFragments => HasFragmentHeader && (_packet[HeaderLength + 3] & 1) != 0;

    /// <summary>Identification of the fragment header, 0 without one.</summary>
    public uint FragmentId => HasFragmentHeader ? BinaryPrimitives.ReadUInt32BigEndian(_packet[(HeaderLength + 4)..]) : 0;

    /// <summary>Protocol of the payload, behind a fragment header if there is one.</summary>
    public byte Protocol => HasFragmentHeader ? _packet[HeaderLength] : _packet[Field.NextHeader];

    /// <summary>What follows the headers.</summary>
    public ReadOnlySpan<byte> Payload => _packet[(HasFragmentHeader ? HeaderLength + FragmentHeaderLength : HeaderLength)..];

    private static class Field
    {
        internal const int PayloadLength = 4, NextHeader = 6, HopLimit = 7, Source = 8, Destination = 24;
    }
}
