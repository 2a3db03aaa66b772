using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>The C library's <c>cmsghdr</c>: 16 bytes where a word has 8. Messages begin at multiples of a word.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ControlHeader(nuint length, int level, int type)
{
    internal const int Size = 16;

    /// <summary>The levels and types that are read.</summary>
    internal const int LevelSocket = 1, LevelIPv6 = 41, TimestampNanoseconds = 35, PacketInfo = 50, HopLimit = 52, TrafficClass = 67,
        LevelIp = 0, TypeOfService = 1, TimeToLive = 2, Error = 11, ErrorV6 = 25;

    /// <summary>Bytes of the message, this header included.</summary>
    internal readonly nuint Length = length;

    /// <summary>The protocol that the message belongs to.</summary>
    internal readonly int Level = level;

    /// <summary>What the message is, within its level.</summary>
    internal readonly int Type = type;

    /// <summary>The length rounded up to whole words.</summary>
    internal static int Align(int length) => (length + 7) & ~7;
}
