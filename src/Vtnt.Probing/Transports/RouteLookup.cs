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
    internal static bool TryAskSource(HostAddress destination, out HostAddress? source)
    {
        source = null;
        if (!TryOpen(destination, null, out int socket))
        {
            return false;
        }

        bool isConnected = TryConnect(socket, destination);
        source = isConnected ? NameOf(socket, destination.IsIPv6) : null;
        _ = Libc.Close(socket);
        return !isConnected || source is not null;
    }

    /// <summary>Opens a UDP socket of an address's family, bound to an interface where one is given; -1 when that fails.</summary>
    internal static bool TryOpen(HostAddress address, string? device, out int socket)
    {
        socket = OpenUdp(address);
        if (socket >= 0 && device is not null && !TryBindToDevice(socket, device))
        {
            _ = Libc.Close(socket);
            socket = -1;
        }

        return socket >= 0;
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

    /// <summary>Connects a UDP socket; false when no route leads to the destination.</summary>
    internal static bool TryConnect(int socket, HostAddress destination) => 0 == (destination.IsIPv6
        ? Libc.Connect(socket, new SocketAddressV6(destination, AnyPort), SocketAddressV6.Size)
        : Libc.Connect(socket, new SocketAddressV4(destination, AnyPort), SocketAddressV4.Size));

    /// <summary>The own address of a connected socket; null when the system does not tell.</summary>
    internal static HostAddress? NameOf(int socket, bool isV6)
    {
        int length = isV6 ? SocketAddressV6.Size : SocketAddressV4.Size;
        if (isV6)
        {
            return Libc.GetSocketName(socket, out SocketAddressV6 name6, ref length) == 0 && name6.Address.IPv6Value != 0 ? name6.Address : null;
        }

        return Libc.GetSocketName(socket, out SocketAddressV4 name, ref length) == 0 && name.Address.IPv4Value != 0 ? name.Address : null;
    }
}
