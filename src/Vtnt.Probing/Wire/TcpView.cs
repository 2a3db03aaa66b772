using System.Buffers.Binary;

namespace Vtnt.Probing.Wire;

/// <summary>A whole TCP header (RFC 9293 section 3.1). All values in host order.</summary>
public readonly ref struct TcpView
{
    /// <summary>Length of the header without options in bytes.</summary>
    public const int MinHeaderLength = 20;

    private readonly ReadOnlySpan<byte> _segment;

    private TcpView(ReadOnlySpan<byte> segment) => _segment = segment;

    /// <summary>Parses a segment; false when it is shorter than its header.</summary>
    public static bool TryParse(ReadOnlySpan<byte> source, out TcpView view)
    {
        view = default;
        if (source.Length < MinHeaderLength)
        {
            return false;
        }

        int headerLength = (source[12] >> 4) * 4;
        if (headerLength < MinHeaderLength || headerLength > source.Length)
        {
            return false;
        }

        view = new(source);
        return true;
    }

    /// <summary>Source port.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_segment);

    /// <summary>Destination port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_segment[2..]);

    /// <summary>Sequence number.</summary>
    public uint Sequence => BinaryPrimitives.ReadUInt32BigEndian(_segment[4..]);

    /// <summary>Acknowledgement number.</summary>
    public uint Acknowledgement => BinaryPrimitives.ReadUInt32BigEndian(_segment[8..]);

    /// <summary>The flags byte: CWR ECE URG ACK PSH RST SYN FIN, high bit first.</summary>
    public byte Flags => _segment[13];
}
