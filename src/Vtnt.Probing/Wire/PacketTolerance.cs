namespace Vtnt.Probing.Wire;

/// <summary>
/// What <see cref="ReplyParser"/> lets pass. Live packets are taken as they must be (and fragments where they
/// are wanted, see <see cref="ProberOptions.FirstFragments"/>); captures are made with snap lengths and on hosts that leave checksums to
/// the network card.
/// </summary>
[Flags]
public enum PacketTolerance
{
    /// <summary>Every length and checksum must be right.</summary>
    None = 0,

    /// <summary>Bytes may be missing at the end; a checksum over missing bytes is not judged.</summary>
    Truncation = 1,

    /// <summary>The checksum of the IPv4 header is not judged.</summary>
    HeaderChecksum = 2,

    /// <summary>The first fragment of a packet stands for the whole; a checksum over the missing bytes is not judged.</summary>
    FirstFragment = 4,
}
