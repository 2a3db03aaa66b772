using System.Buffers.Binary;

namespace Vtnt.Probing.Pcap;

/// <summary>
/// An IP packet out of a capture, from its IP header on and without link-layer padding; valid until the next frame is
/// read. Nothing of it has been checked but the version nibble.
/// </summary>
public readonly ref struct CapturedPacket
{
    /// <summary>A packet from anywhere.</summary>
    /// <param name="bytes">Its bytes from the IP header on, without padding.</param>
    /// <param name="time">When it was captured.</param>
    /// <param name="isTruncated">True when bytes are missing at its end.</param>
    public CapturedPacket(ReadOnlySpan<byte> bytes, Timestamp time, bool isTruncated = false)
    {
        Bytes = bytes;
        Time = time;
        IsTruncated = isTruncated;
    }

    /// <summary>The packet, or what was captured of it.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>When it was captured.</summary>
    public Timestamp Time { get; }

    /// <summary>True when fewer bytes were captured than the IP header announces.</summary>
    public bool IsTruncated { get; }

    /// <summary>
    /// Cuts padding off by the length in the IP header. A length of zero (segmentation offload leaves it in both
    /// families) means all there is.
    /// </summary>
    internal static CapturedPacket Cut(ReadOnlySpan<byte> ip, Timestamp time)
    {
        int length = (ip[0] >> 4) switch
        {
            4 when ip.Length >= 4 && BinaryPrimitives.ReadUInt16BigEndian(ip[2..]) is not 0 and var total => total,
            6 when ip.Length >= 6 && BinaryPrimitives.ReadUInt16BigEndian(ip[4..]) is not 0 and var payload => payload + 40,
            _ => ip.Length,
        };
        return new(ip[..Math.Min(length, ip.Length)], time, length > ip.Length);
    }
}
