using System.Net;
using System.Net.Sockets;

namespace Vtnt.Cli;

/// <summary>A source port that the system gives, for <c>-s 0</c> and <c>-F 0</c>.</summary>
internal static class SystemPort
{
    /// <summary>A port that nobody has at present, in either family. The transport takes it with the first probe.</summary>
    /// <param name="isTcp">True for one of TCP, false for one of UDP.</param>
    internal static ushort Ask(bool isTcp)
    {
        AddressFamily family = Socket.OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        using Socket socket = isTcp ? new(family, SocketType.Stream, ProtocolType.Tcp) : new(family, SocketType.Dgram, ProtocolType.Udp);
        if (family == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = true;
        }

        socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, port: 0));
        return (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
