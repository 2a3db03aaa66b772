using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>One non-blocking raw socket of a <see cref="PortableRawTransport"/>, with the TTL and TOS last set on it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PortableSocket : IDisposable
{
    private readonly int _socket;
    private int _ttl = -1;
    private int _tos = -1;

    private PortableSocket(int socket) => _socket = socket;

    internal static PortableSocket Open(int protocol, HostAddress? source, int receiveBufferSize)
    {
        int socket = Libc.Socket(Libc.AddressFamilyIPv4, Libc.SocketRaw | Libc.SocketNonBlocking | Libc.SocketCloseOnExec, protocol);
        if (socket < 0)
        {
            throw OpenFailure(Marshal.GetLastPInvokeError());
        }

        // A smaller buffer than asked for is no reason to stop.
        Libc.TrySetOption(socket, Libc.LevelSocket, Libc.ReceiveBuffer, receiveBufferSize);
        if (source is { } address && Libc.Bind(socket, new SocketAddressV4(address, 0), SocketAddressV4.Size) != 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            _ = Libc.Close(socket);
            throw new ProbingException(ProbingError.NoInterface, $"The source address {address} is not an address of this host; name one that is.", errno);
        }

        return new(socket);
    }

    /// <summary>Sends one packet; None when it left.</summary>
    internal unsafe SendFailure Send(in PortablePacket packet)
    {
        if (!TrySet(Libc.IpTtl, packet.ProbeTtl, ref _ttl) || !TrySet(Libc.IpTos, packet.Tos, ref _tos))
        {
            return SendFailure.NotSupported;
        }

        var address = new SocketAddressV4(packet.Destination, 0);
        fixed (byte* bytes = packet.Payload)
        {
            while (Libc.SendTo(_socket, bytes, packet.Payload.Length, 0, address, SocketAddressV4.Size) < 0)
            {
                int errno = Marshal.GetLastPInvokeError();
                if (errno != Errno.Interrupted)
                {
                    return Errno.ToSendFailure(errno);
                }
            }
        }

        return SendFailure.None;
    }

    /// <summary>Takes one packet, IP header included; 0 when there is none.</summary>
    internal unsafe int Receive(Span<byte> destination)
    {
        fixed (byte* bytes = destination)
        {
            while (true)
            {
                int length = (int)Libc.ReceiveFrom(_socket, bytes, destination.Length, 0, 0, 0);
                if (length >= 0)
                {
                    return length;
                }

                int errno = Marshal.GetLastPInvokeError();
                if (errno == Errno.WouldBlock)
                {
                    return 0;
                }

                ThrowUnlessPassing(errno);
            }
        }
    }

    /// <summary>Waits until something is there to receive or the time is over.</summary>
    internal unsafe void Wait(int milliseconds)
    {
        var descriptor = new PollDescriptor { Descriptor = _socket, Events = Libc.PollIn };
        if (Libc.Poll(&descriptor, 1, milliseconds) < 0)
        {
            ThrowUnlessPassing(Marshal.GetLastPInvokeError());
        }
    }

    public void Dispose() => _ = Libc.Close(_socket);

    private bool TrySet(int option, byte value, ref int last)
    {
        if (last == value)
        {
            return true;
        }

        last = Libc.TrySetOption(_socket, Libc.LevelIp, option, value) ? value : -1;
        return last == value;
    }

    /// <summary>Errors that ICMP leaves on a socket, and signals, pass; others mean that the socket is gone.</summary>
    private static void ThrowUnlessPassing(int errno)
    {
        if (errno is not (Errno.Interrupted or Errno.ConnectionRefused or Errno.HostUnreachable or Errno.NetworkUnreachable or Errno.NetworkDown))
        {
            throw new ProbingException(ProbingError.SocketFailed, $"The raw socket failed with error {errno}; start the measurement again.", errno);
        }
    }

    private static ProbingException OpenFailure(int errno) => errno is Errno.NotPermitted or Errno.AccessDenied
        ? new(ProbingError.Privilege, "Raw sockets need privilege: run as root, or give the program CAP_NET_RAW.", errno)
        : new(ProbingError.NotSupported, "This system has no raw IPv4 sockets; a unikernel must be built with LWIP_RAW.", errno);
}
