namespace Vtnt.Probing;

/// <summary>One packet of a <see cref="PacketBatch"/>.</summary>
public struct PacketEntry
{
    /// <summary>Where the packet begins in the batch's buffer, in bytes.</summary>
    public int Offset { get; internal set; }

    /// <summary>Length of the packet in bytes.</summary>
    public int Length { get; internal set; }

    /// <summary>When it was sent or received, in the transport's time base.</summary>
    public Timestamp Time { get; set; }

    /// <summary>Who stamped <see cref="Time"/>.</summary>
    public TimestampOrigin Origin { get; set; }

    /// <summary>What of a received packet the transport had to fill in.</summary>
    public PacketParts Unobserved { get; set; }

    /// <summary>Why the packet was not sent; <see cref="SendFailure.None"/> for sent and received packets.</summary>
    public SendFailure Failure { get; set; }
}
