namespace Vtnt.Probing.Pcap;

/// <summary>What a pcapng section says about one of its interfaces.</summary>
/// <param name="LinkType">How its frames begin.</param>
/// <param name="SnapLength">The most bytes captured of a frame, 0 for no limit.</param>
/// <param name="UnitsPerSecond">Resolution of its time stamps.</param>
/// <param name="OffsetSeconds">Seconds to add to its time stamps.</param>
internal readonly record struct PcapngInterface(LinkType LinkType, uint SnapLength, ulong UnitsPerSecond, long OffsetSeconds)
{
    /// <summary>The time of a stamp of this interface; stops at what a <see cref="Timestamp"/> can hold.</summary>
    internal Timestamp ToTimestamp(ulong units)
    {
        Int128 nanoseconds = ((Int128)units * 1_000_000_000 / UnitsPerSecond) + ((Int128)OffsetSeconds * 1_000_000_000);
        return new((long)Int128.Clamp(nanoseconds, long.MinValue, long.MaxValue));
    }
}
