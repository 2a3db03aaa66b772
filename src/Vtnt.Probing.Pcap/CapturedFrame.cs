namespace Vtnt.Probing.Pcap;

/// <summary>One frame of a capture, as it was captured; valid until the next one is read.</summary>
public readonly ref struct CapturedFrame
{
    internal CapturedFrame(LinkType linkType, ReadOnlySpan<byte> bytes, int originalLength, Timestamp time)
    {
        LinkType = linkType;
        Bytes = bytes;
        OriginalLength = originalLength;
        Time = time;
    }

    /// <summary>How the frame begins. Numbers without a name here can occur.</summary>
    public LinkType LinkType { get; }

    /// <summary>The captured bytes, at most as many as the snap length.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Length of the frame on the wire in bytes, as the file claims.</summary>
    public int OriginalLength { get; }

    /// <summary>When it passed the interface; the epoch for a pcapng simple packet, which has no time.</summary>
    public Timestamp Time { get; }

    /// <summary>True when the file holds less of the frame than was on the wire.</summary>
    public bool IsCut => Bytes.Length < OriginalLength;

    /// <summary>The IP packet in the frame, behind link layer, VLAN tags and MPLS labels.</summary>
    /// <param name="packet">The packet; meaningless unless the result is <see cref="FrameVerdict.IpPacket"/>.</param>
    /// <returns>What the frame carries.</returns>
    public FrameVerdict Open(out CapturedPacket packet)
    {
        FrameVerdict verdict = LinkLayer.Open(LinkType, Bytes, out ReadOnlySpan<byte> ip);
        packet = verdict == FrameVerdict.IpPacket ? CapturedPacket.Cut(ip, Time) : default;
        return verdict;
    }
}
