using System.Runtime.InteropServices;
using System.Text;

namespace Vtnt.Probing.Transports;

/// <summary>Writes rtnetlink requests, all in the host's byte order but for addresses. Pure.</summary>
internal static class NetlinkRequest
{
    /// <summary>The longest request in bytes.</summary>
    internal const int MaxLength = 128;

    /// <summary>"How would a packet to this address leave?"; with an interface, by that one.</summary>
    internal static int WriteRoute(Span<byte> destination, HostAddress address, int interfaceIndex, uint sequence)
    {
        int length = NetlinkCode.HeaderLength + NetlinkCode.RouteLength;
        destination[..MaxLength].Clear();
        destination[16] = address.IsIPv6 ? NetlinkCode.FamilyIPv6 : NetlinkCode.FamilyIPv4;
        destination[17] = (byte)(address.Length * 8);
        Span<byte> bytes = stackalloc byte[16];
        length += WriteAttribute(destination[length..], NetlinkCode.RouteDestination, bytes[..address.WriteTo(bytes)]);
        if (interfaceIndex != 0)
        {
            length += WriteAttribute(destination[length..], NetlinkCode.RouteInterface, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in interfaceIndex)));
        }

        WriteHeader(destination, length, NetlinkCode.GetRoute, sequence);
        return length;
    }

    /// <summary>"What is this interface?", by number, or by name where the number is 0.</summary>
    internal static int WriteLink(Span<byte> destination, int index, string? name, uint sequence)
    {
        int length = NetlinkCode.HeaderLength + NetlinkCode.LinkLength;
        destination[..MaxLength].Clear();
        MemoryMarshal.Write(destination[20..], index);
        if (name is not null)
        {
            // The name ends with a zero.
            Span<byte> bytes = stackalloc byte[32];
            bytes.Clear();
            length += WriteAttribute(destination[length..], NetlinkCode.LinkName, bytes[..(Encoding.UTF8.GetBytes(name, bytes[..31]) + 1)]);
        }

        WriteHeader(destination, length, NetlinkCode.GetLink, sequence);
        return length;
    }

    private static int WriteAttribute(Span<byte> destination, ushort type, ReadOnlySpan<byte> value)
    {
        MemoryMarshal.Write(destination, (ushort)(NetlinkCode.AttributeHeaderLength + value.Length));
        MemoryMarshal.Write(destination[2..], type);
        value.CopyTo(destination[NetlinkCode.AttributeHeaderLength..]);
        return NetlinkCode.Align(NetlinkCode.AttributeHeaderLength + value.Length);
    }

    private static void WriteHeader(Span<byte> destination, int length, ushort type, uint sequence)
    {
        MemoryMarshal.Write(destination, (uint)length);
        MemoryMarshal.Write(destination[4..], type);
        MemoryMarshal.Write(destination[6..], NetlinkCode.RequestFlag);
        MemoryMarshal.Write(destination[8..], sequence);
    }
}
