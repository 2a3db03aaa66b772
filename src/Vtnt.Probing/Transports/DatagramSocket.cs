using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>
/// One ordinary UDP or ICMP socket (udp(7), icmp(7)), bound to the source port or identifier of probes, with an error queue.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class DatagramSocket : IDisposable
{
    private const int ControlBytes = 512, NameBytes = 32, FromErrorQueue = 0x2000, ProbeMtu = 3;

    private DatagramSocket(int descriptor, HostAddress source, byte protocol, ushort port) =>
        (Descriptor, Source, Protocol, Port) = (descriptor, source, protocol, port);

    internal int Descriptor { get; }

    /// <summary>The address that it is bound to.</summary>
    internal HostAddress Source { get; }

    /// <summary>UDP, or ICMP of the source's family.</summary>
    internal byte Protocol { get; }

    /// <summary>The source port or identifier that it is bound to.</summary>
    internal ushort Port { get; }

    /// <summary>What it sent, when it is a UDP socket.</summary>
    internal SentDatagrams Sent { get; } = new();

    /// <summary>True when an ICMP socket of the family may be opened (<c>ping_group_range</c>).</summary>
    internal static bool IsIcmpAllowed(bool isV6)
    {
        int socket = Libc.Socket(
            isV6 ? Libc.AddressFamilyIPv6 : Libc.AddressFamilyIPv4, Libc.SocketDatagram | Libc.SocketCloseOnExec, isV6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp);
        if (socket >= 0)
        {
            _ = Libc.Close(socket);
        }

        return socket >= 0;
    }

    /// <summary>Opens a socket and binds it; null with the error number when that fails.</summary>
    internal static DatagramSocket? TryOpen(HostAddress source, byte protocol, ushort port, UnprivilegedOptions options, out int errno)
    {
        int descriptor = Libc.Socket(
            source.IsIPv6 ? Libc.AddressFamilyIPv6 : Libc.AddressFamilyIPv4, Libc.SocketDatagram | Libc.SocketNonBlocking | Libc.SocketCloseOnExec, protocol);
        errno = Marshal.GetLastPInvokeError();
        if (descriptor < 0)
        {
            return null;
        }

        var socket = new DatagramSocket(descriptor, source, protocol, port);
        bool isBound = (options.Interface is not { } device || RouteLookup.TryBindToDevice(descriptor, device)) && 0 == (source.IsIPv6
            ? Libc.Bind(descriptor, new SocketAddressV6(source, port), SocketAddressV6.Size)
            : Libc.Bind(descriptor, new SocketAddressV4(source, port), SocketAddressV4.Size));
        errno = Marshal.GetLastPInvokeError();
        if (isBound && socket.TryAskForErrors(options))
        {
            return socket;
        }

        errno = isBound ? Marshal.GetLastPInvokeError() : errno;
        socket.Dispose();
        return null;
    }

    /// <summary>
    /// Sends one message with a TTL and TOS of its own; returns 0 or the error number. An ICMP error that came in meanwhile
    /// fails a send once, without its message having left: it stays in the queue, and the send is repeated.
    /// </summary>
    internal int Send(ReadOnlySpan<byte> payload, HostAddress destination, ushort port, byte ttl, byte tos)
    {
        const int Tries = 8;
        byte* name = stackalloc byte[NameBytes];
        byte* control = stackalloc byte[2 * 24];
        var message = new MessageHeader { Name = name, Control = control, ControlLength = 2 * 24, VectorCount = 1 };
        bool isV6 = destination.IsIPv6;
        if (isV6)
        {
            *(SocketAddressV6*)name = new(destination, port);
            message.NameLength = SocketAddressV6.Size;
        }
        else
        {
            *(SocketAddressV4*)name = new(destination, port);
            message.NameLength = SocketAddressV4.Size;
        }

        int level = isV6 ? Libc.LevelIPv6 : Libc.LevelIp;
        WriteControl(control, level, isV6 ? ControlHeader.HopLimit : ControlHeader.TimeToLive, ttl);
        WriteControl(control + 24, level, isV6 ? ControlHeader.TrafficClass : ControlHeader.TypeOfService, tos);
        fixed (byte* bytes = payload)
        {
            var vector = new IoVector { Bytes = bytes, Length = (nuint)payload.Length };
            message.Vectors = &vector;
            for (int i = 0; ; i++)
            {
                if (Libc.SendMessage(Descriptor, &message, 0) >= 0)
                {
                    return 0;
                }

                int errno = Marshal.GetLastPInvokeError();
                if (i == Tries || !IsRepeated(errno))
                {
                    return errno;
                }
            }
        }
    }

    /// <summary>Takes one message, or one entry of the error queue.</summary>
    /// <returns>Bytes of data; -1 when there is nothing.</returns>
    /// <exception cref="ProbingException">The socket is gone.</exception>
    internal int Receive(Span<byte> data, bool isError, out AncillaryData ancillary, out HostAddress name, out ushort port)
    {
        byte* nameBytes = stackalloc byte[NameBytes];
        byte* control = stackalloc byte[ControlBytes];
        (ancillary, name, port) = (default, default, 0);
        fixed (byte* bytes = data)
        {
            var vector = new IoVector { Bytes = bytes, Length = (nuint)data.Length };
            while (true)
            {
                var message = new MessageHeader
                {
                    Name = nameBytes,
                    NameLength = NameBytes,
                    Vectors = &vector,
                    VectorCount = 1,
                    Control = control,
                    ControlLength = ControlBytes,
                };
                int length = (int)Libc.ReceiveMessage(Descriptor, &message, isError ? FromErrorQueue : 0);
                if (length >= 0)
                {
                    ancillary = AncillaryData.Parse(new(control, (int)message.ControlLength));
                    (name, port) = ReadName(nameBytes);
                    return length;
                }

                int errno = Marshal.GetLastPInvokeError();
                if (errno == Errno.WouldBlock)
                {
                    return -1;
                }

                // An error that is pending fails one call and is gone then.
                Errno.IsPassing(errno, "receiving");
            }
        }
    }

    public void Dispose() => _ = Libc.Close(Descriptor);

    /// <summary>Errors that an ICMP message may have left behind, and signals.</summary>
    private static bool IsRepeated(int errno) =>
        errno is Errno.Interrupted or Errno.ConnectionRefused or Errno.HostUnreachable or Errno.NetworkUnreachable or Errno.ProtocolNotAvailable
            or Errno.HostDown or Errno.MessageTooLong or Errno.AccessDenied or Errno.Protocol;

    private static void WriteControl(byte* place, int level, int type, int value)
    {
        *(ControlHeader*)place = new(ControlHeader.Size + sizeof(int), level, type);
        *(long*)(place + ControlHeader.Size) = value;
    }

    private (HostAddress Address, ushort Port) ReadName(byte* name)
    {
        if (Source.IsIPv6)
        {
            SocketAddressV6 v6 = *(SocketAddressV6*)name;
            return (v6.Address, v6.Port);
        }

        SocketAddressV4 v4 = *(SocketAddressV4*)name;
        return (v4.Address, v4.Port);
    }

    /// <summary>False when the system has no error queues; all else may be missing.</summary>
    private bool TryAskForErrors(UnprivilegedOptions options)
    {
        (int level, int errors, int rfc4884, int mtu) = Source.IsIPv6 ? (Libc.LevelIPv6, 25, 31, 23) : (Libc.LevelIp, 11, 26, 10);
        (int ttl, int tos) = Source.IsIPv6 ? (Libc.IPv6ReceiveHopLimit, Libc.IPv6ReceiveTrafficClass) : (12, 13);
        Libc.TrySetOption(Descriptor, level, rfc4884, 1);
        Libc.TrySetOption(Descriptor, level, ttl, 1);
        Libc.TrySetOption(Descriptor, level, tos, 1);
        Libc.TrySetOption(Descriptor, level, mtu, ProbeMtu);
        Libc.TrySetOption(Descriptor, Libc.LevelSocket, Libc.TimestampNanoseconds, 1);
        Libc.TrySetOption(Descriptor, Libc.LevelSocket, Libc.ReceiveBuffer, options.ReceiveBufferSize);
        return Libc.TrySetOption(Descriptor, level, errors, 1);
    }
}
