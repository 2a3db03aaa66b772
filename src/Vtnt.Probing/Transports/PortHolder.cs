using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// Keeps the source ports of probes for them: an ordinary socket is bound to each, so that no other program gets the port
/// and the kernel refuses no datagram that a destination sends back to it. TCP sockets neither listen nor connect: the
/// kernel resets what answers a SYN, as it does without them.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PortHolder : IDisposable
{
    /// <summary>Ports held at most; a program that uses more of them does without.</summary>
    private const int MaxPorts = 256;

    private readonly Dictionary<(byte Protocol, bool IsIPv6, ushort Port), int> _sockets = [];
    private (byte Protocol, bool IsIPv6, ushort Port) _last;

    /// <summary>Ports that another program has: its answers and ours are mixed.</summary>
    internal int Foreign { get; private set; }

    /// <summary>Holds the source port of a packet about to leave, if it has one.</summary>
    internal void Hold(ReadOnlySpan<byte> packet, bool isV6)
    {
        byte protocol = packet[isV6 ? 6 : 9];
        int header = isV6 ? Ipv6View.HeaderLength : (packet[0] & 0xF) * 4;
        if (protocol is not (IpProtocol.Tcp or IpProtocol.Udp) || packet.Length < header + sizeof(ushort))
        {
            return;
        }

        (byte Protocol, bool IsIPv6, ushort Port) port = (protocol, isV6, BinaryPrimitives.ReadUInt16BigEndian(packet[header..]));
        if (port == _last)
        {
            return;
        }

        _last = port;
        if (_sockets.Count < MaxPorts && !_sockets.ContainsKey(port))
        {
            _sockets.Add(port, Open(port.Protocol, isV6, port.Port));
        }
    }

    public void Dispose()
    {
        foreach (int socket in _sockets.Values)
        {
            if (socket >= 0)
            {
                _ = Libc.Close(socket);
            }
        }

        _sockets.Clear();
    }

    /// <summary>A socket bound to the port; -1 when another program has it.</summary>
    private int Open(byte protocol, bool isV6, ushort port)
    {
        int kind = (protocol == IpProtocol.Tcp ? Libc.SocketStream : Libc.SocketDatagram) | Libc.SocketCloseOnExec;
        int socket = Libc.Socket(isV6 ? Libc.AddressFamilyIPv6 : Libc.AddressFamilyIPv4, kind, protocol);
        if (socket < 0)
        {
            return -1;
        }

        // Nothing is read from it, so nothing shall pile up in it.
        Libc.TrySetOption(socket, Libc.LevelSocket, Libc.ReceiveBuffer, 1);
        int result;
        if (isV6)
        {
            Libc.TrySetOption(socket, Libc.LevelIPv6, Libc.IPv6Only, 1);
            result = Libc.Bind(socket, new SocketAddressV6(HostAddress.FromIPv6(0), port), SocketAddressV6.Size);
        }
        else
        {
            result = Libc.Bind(socket, new SocketAddressV4(HostAddress.FromIPv4(0), port), SocketAddressV4.Size);
        }

        if (result == 0)
        {
            return socket;
        }

        Foreign += Marshal.GetLastPInvokeError() == Errno.AddressInUse ? 1 : 0;
        _ = Libc.Close(socket);
        return -1;
    }
}
