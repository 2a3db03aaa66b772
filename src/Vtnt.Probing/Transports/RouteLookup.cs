using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>Asks the system which of its addresses packets towards a destination leave with, and whether an address is its own.</summary>
[SupportedOSPlatform("linux")]
internal static class RouteLookup
{
    /// <summary>Any port does: nothing is sent to it.</summary>
    private const ushort AnyPort = 53;

    /// <summary>
    /// Asks the routing table by connecting a UDP socket, which sends nothing. False when the system does not tell; true
    /// and null when no route leads there.
    /// </summary>
    /// <param name="destination">Where to.</param>
    /// <param name="device">The interface to leave by; absent: as the routing table says.</param>
    /// <param name="source">The address.</param>
    internal static bool TryAskSource(HostAddress destination, string? device, out HostAddress? source)
    {
        source = null;
        int socket = OpenUdp(destination);
        if (socket < 0)
        {
            return false;
        }

        try
        {
            if (device is not null && !TryBindToDevice(socket, device))
            {
                return false;
            }

            if (!TryConnect(socket, destination))
            {
                return true;
            }

            source = NameOf(socket, destination.IsIPv6);
            return source is not null;
        }
        finally
        {
            _ = Libc.Close(socket);
        }
    }

    /// <summary>The MTU of the interface towards an address, in bytes; null when no route leads there.</summary>
    internal static int? MtuTowards(HostAddress destination, string? device) =>
        destination.IsNone ? null
        : device is not null ? RouteTable.FindLink(device)?.Mtu
        : RouteTable.Find(destination)?.Link.Mtu;

    /// <summary>True when packets can leave with the address, as far as binding a UDP socket to it tells.</summary>
    internal static bool IsOwn(HostAddress address, out int errno)
    {
        int socket = OpenUdp(address);
        errno = Marshal.GetLastPInvokeError();
        if (socket < 0)
        {
            return false;
        }

        int result = address.IsIPv6
            ? Libc.Bind(socket, new SocketAddressV6(address, 0), SocketAddressV6.Size)
            : Libc.Bind(socket, new SocketAddressV4(address, 0), SocketAddressV4.Size);
        errno = result == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Libc.Close(socket);
        return result == 0;
    }

    /// <summary>Makes a socket send and receive by one interface only.</summary>
    internal static bool TryBindToDevice(int socket, string device) =>
        Libc.TrySetOption(socket, Libc.LevelSocket, Libc.BindToDevice, Encoding.UTF8.GetBytes(device));

    private static int OpenUdp(HostAddress address) => Libc.Socket(
        address.IsIPv6 ? Libc.AddressFamilyIPv6 : Libc.AddressFamilyIPv4, Libc.SocketDatagram | Libc.SocketCloseOnExec, IpProtocol.Udp);

    private static bool TryConnect(int socket, HostAddress destination) => 0 == (destination.IsIPv6
        ? Libc.Connect(socket, new SocketAddressV6(destination, AnyPort), SocketAddressV6.Size)
        : Libc.Connect(socket, new SocketAddressV4(destination, AnyPort), SocketAddressV4.Size));

    private static HostAddress? NameOf(int socket, bool isV6)
    {
        int length = isV6 ? SocketAddressV6.Size : SocketAddressV4.Size;
        if (isV6)
        {
            return Libc.GetSocketName(socket, out SocketAddressV6 name6, ref length) == 0 && name6.Address.IPv6Value != 0 ? name6.Address : null;
        }

        return Libc.GetSocketName(socket, out SocketAddressV4 name, ref length) == 0 && name.Address.IPv4Value != 0 ? name.Address : null;
    }
}
