using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>What the kernel tells about a received packet beside its bytes (RFC 3542, section 6; socket(7)). Pure.</summary>
internal readonly record struct AncillaryData
{
    /// <summary>When the kernel received the packet, by the wall clock; absent when it did not say.</summary>
    internal Timestamp? ReceivedAt { get; private init; }

    /// <summary>TTL or hop limit; absent when not told.</summary>
    internal byte? HopLimit { get; private init; }

    /// <summary>TOS or traffic class; absent when not told.</summary>
    internal byte? TrafficClass { get; private init; }

    /// <summary>The ICMP error that an entry of an error queue is about; absent elsewhere.</summary>
    internal ExtendedError? Error { get; private init; }

    /// <summary>Destination of an IPv6 packet; none when not told.</summary>
    internal HostAddress Destination { get; private init; }

    /// <summary>Reads a buffer of control messages (<c>cmsghdr</c>); what is unknown or cut is passed over.</summary>
    internal static AncillaryData Parse(ReadOnlySpan<byte> control)
    {
        AncillaryData result = default;
        while (control.Length >= ControlHeader.Size)
        {
            ControlHeader header = MemoryMarshal.Read<ControlHeader>(control);
            if (header.Length < ControlHeader.Size || header.Length > (nuint)control.Length)
            {
                break;
            }

            int length = (int)header.Length;
            result = result.With(header, control[ControlHeader.Size..length]);
            control = control[Math.Min(ControlHeader.Align(length), control.Length)..];
        }

        return result;
    }

    private AncillaryData With(in ControlHeader header, ReadOnlySpan<byte> value) => (header.Level, header.Type) switch
    {
        (ControlHeader.LevelSocket, ControlHeader.TimestampNanoseconds) when value.Length >= 16 => this with { ReceivedAt = ToTimestamp(value) },
        (ControlHeader.LevelIPv6, ControlHeader.HopLimit) when value.Length >= sizeof(int) => this with { HopLimit = (byte)MemoryMarshal.Read<int>(value) },
        (ControlHeader.LevelIPv6, ControlHeader.TrafficClass) when value.Length >= sizeof(int) => this with { TrafficClass = (byte)MemoryMarshal.Read<int>(value) },
        (ControlHeader.LevelIPv6, ControlHeader.PacketInfo) when value.Length >= 16 => this with { Destination = HostAddress.FromBytes(value[..16]) },
        (ControlHeader.LevelIp, ControlHeader.TimeToLive) when value.Length >= sizeof(int) => this with { HopLimit = (byte)MemoryMarshal.Read<int>(value) },
        (ControlHeader.LevelIp, ControlHeader.TypeOfService) when value.Length >= 1 => this with { TrafficClass = value[0] },
        (ControlHeader.LevelIp, ControlHeader.Error) or (ControlHeader.LevelIPv6, ControlHeader.ErrorV6)
            when ExtendedError.TryParse(value, out ExtendedError error) => this with { Error = error },
        _ => this,
    };

    /// <summary>A <c>timespec</c>: seconds, then nanoseconds, 8 bytes each.</summary>
    private static Timestamp ToTimestamp(ReadOnlySpan<byte> value) =>
        new(unchecked((MemoryMarshal.Read<long>(value) * 1_000_000_000) + MemoryMarshal.Read<long>(value[8..])));
}
