using System.Buffers.Binary;

namespace Vtnt.Probing.Wire;

/// <summary>A UDP header (RFC 768) and what there is of its data. All values in host order.</summary>
public readonly ref struct UdpView
{
    /// <summary>Length of the header in bytes.</summary>
    public const int HeaderLength = 8;

    private readonly ReadOnlySpan<byte> _datagram;

    private UdpView(ReadOnlySpan<byte> datagram) => _datagram = datagram;

    /// <summary>
    /// Parses a whole datagram and cuts it to its length field; false when shorter than its header or its length field.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> source, out UdpView view)
    {
        if (!TryParseQuoted(source, out view) || view.Length < HeaderLength || view.Length > source.Length)
        {
            view = default;
            return false;
        }

        view = new(source[..view.Length]);
        return true;
    }

    /// <summary>Parses a quoted datagram: the header must be whole, the data may be cut.</summary>
    public static bool TryParseQuoted(ReadOnlySpan<byte> source, out UdpView view)
    {
        view = source.Length < HeaderLength ? default : new(source);
        return source.Length >= HeaderLength;
    }

    /// <summary>Source port.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_datagram);

    /// <summary>Destination port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_datagram[2..]);

    /// <summary>Length of header and data that the header claims, in bytes.</summary>
    public int Length => BinaryPrimitives.ReadUInt16BigEndian(_datagram[4..]);

    /// <summary>The checksum field; 0 means that the sender made none (IPv4).</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_datagram[6..]);

    /// <summary>The data, or what a quotation has of it.</summary>
    public ReadOnlySpan<byte> Payload => _datagram[HeaderLength..];
}
