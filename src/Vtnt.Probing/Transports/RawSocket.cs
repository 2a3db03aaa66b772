using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Transports;

/// <summary>One non-blocking raw socket of a <see cref="RawSocketTransport"/>: it sends whole packets, or receives one protocol.</summary>
[SupportedOSPlatform("linux")]
internal sealed class RawSocket : IDisposable
{
    /// <summary>Of ICMP only these are passed: echo reply, unreachable, time exceeded, timestamp reply.</summary>
    private const uint BlockedIcmp = ~((1u << IcmpType.EchoReply) | (1u << IcmpType.DestinationUnreachable)
        | (1u << IcmpType.TimeExceeded) | (1u << IcmpType.TimestampReply));

    private RawSocket(int descriptor, bool isV6, byte protocol) => (Descriptor, IsIPv6, Protocol) = (descriptor, isV6, protocol);

    internal int Descriptor { get; }

    /// <summary>True when it is of IPv6; what it receives then comes without the IP header.</summary>
    internal bool IsIPv6 { get; }

    /// <summary>The IP protocol that it receives.</summary>
    internal byte Protocol { get; }

    /// <summary>True when the kernel tells the time of arrival of every packet.</summary>
    internal bool IsStamped { get; private set; }

    /// <summary>A socket that sends packets as they are, their IP header included (raw(7); for IPv6 the kernel's alike).</summary>
    internal static RawSocket OpenSender(bool isV6, RawSocketOptions options)
    {
        RawSocket socket = Open(isV6, Libc.LevelRaw, options);
        socket.SetBuffer(Libc.SendBufferForce, Libc.SendBuffer, options.SendBufferSize);
        return socket;
    }

    /// <summary>A socket that receives every packet of one protocol that reaches the host, with the kernel's time stamp.</summary>
    internal static RawSocket OpenReceiver(bool isV6, byte protocol, RawSocketOptions options)
    {
        RawSocket socket = Open(isV6, protocol, options);
        socket.SetBuffer(Libc.ReceiveBufferForce, Libc.ReceiveBuffer, options.ReceiveBufferSize);

        // Without a stamp the time of taking the packet is used, and said to be that.
        socket.IsStamped = Libc.TrySetOption(socket.Descriptor, Libc.LevelSocket, Libc.TimestampNanoseconds, 1);
        if (isV6 && !socket.TryAskForHeaderFields())
        {
            int errno = Marshal.GetLastPInvokeError();
            socket.Dispose();
            throw new ProbingException(ProbingError.NotSupported, "This kernel does not tell the IPv6 header of received packets; use IPv4.", errno);
        }

        socket.Filter();
        return socket;
    }

    /// <summary>
    /// A packet socket on one interface: it sends and receives packets from their IP (or ARP) header on, those that pass
    /// the filter. An empty filter lets all pass.
    /// </summary>
    internal static RawSocket OpenDatalink(NetworkLink link, ushort etherType, ReadOnlySpan<BpfInstruction> filter)
    {
        // Protocol 0: nothing is received before the filter stands.
        int descriptor = Libc.Socket(Libc.AddressFamilyPacket, Libc.SocketDatagram | Libc.SocketNonBlocking | Libc.SocketCloseOnExec, 0);
        if (descriptor < 0)
        {
            throw OpenFailure("packet", Marshal.GetLastPInvokeError());
        }

        var socket = new RawSocket(descriptor, isV6: false, 0);
        socket.IsStamped = Libc.TrySetOption(descriptor, Libc.LevelSocket, Libc.TimestampNanoseconds, 1);
        Libc.TrySetOption(descriptor, Libc.LevelPacket, Libc.PacketIgnoreOutgoing, 1);
        if (!socket.TryAttach(filter) || Libc.Bind(descriptor, new SocketAddressLink(etherType, link.Index, []), SocketAddressLink.Size) != 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            socket.Dispose();
            throw new ProbingException(ProbingError.NoInterface, $"The interface {link.Name} cannot be probed from (error {errno}).", errno);
        }

        return socket;
    }

    /// <summary>Sets how much the system shall buffer both ways; it may give less.</summary>
    internal void SetBuffers(int send, int receive)
    {
        SetBuffer(Libc.SendBufferForce, Libc.SendBuffer, send);
        SetBuffer(Libc.ReceiveBufferForce, Libc.ReceiveBuffer, receive);
    }

    public void Dispose() => _ = Libc.Close(Descriptor);

    private static RawSocket Open(bool isV6, byte protocol, RawSocketOptions options)
    {
        int family = isV6 ? Libc.AddressFamilyIPv6 : Libc.AddressFamilyIPv4;
        int descriptor = Libc.Socket(family, Libc.SocketRaw | Libc.SocketNonBlocking | Libc.SocketCloseOnExec, protocol);
        if (descriptor < 0)
        {
            throw OpenFailure(isV6 ? "raw IPv6" : "raw IPv4", Marshal.GetLastPInvokeError());
        }

        var socket = new RawSocket(descriptor, isV6, protocol);
        if (options.Interface is { } device && !RouteLookup.TryBindToDevice(descriptor, device))
        {
            int errno = Marshal.GetLastPInvokeError();
            socket.Dispose();
            throw new ProbingException(ProbingError.NoInterface, $"There is no interface '{device}'; 'ip link' lists what there is.", errno);
        }

        return socket;
    }

    private static ProbingException OpenFailure(string kind, int errno) => errno is Errno.NotPermitted or Errno.AccessDenied
        ? new(ProbingError.Privilege, "Raw and packet sockets need privilege: run as root, or give the program CAP_NET_RAW.", errno)
        : new(ProbingError.NotSupported, $"This system has no {kind} sockets (error {errno}).", errno);

    private unsafe bool TryAttach(ReadOnlySpan<BpfInstruction> filter)
    {
        if (filter.IsEmpty)
        {
            return true;
        }

        fixed (BpfInstruction* instructions = filter)
        {
            var program = new BpfProgram { Length = (ushort)filter.Length, Instructions = instructions };
            return Libc.SetSocketOption(Descriptor, Libc.LevelSocket, Libc.AttachFilter, (byte*)&program, sizeof(BpfProgram)) == 0;
        }
    }

    private bool TryAskForHeaderFields() =>
        Libc.TrySetOption(Descriptor, Libc.LevelIPv6, Libc.IPv6ReceivePacketInfo, 1)
        && Libc.TrySetOption(Descriptor, Libc.LevelIPv6, Libc.IPv6ReceiveHopLimit, 1)
        && Libc.TrySetOption(Descriptor, Libc.LevelIPv6, Libc.IPv6ReceiveTrafficClass, 1);

    /// <summary>Beyond the system's limit only the privileged may go; a smaller buffer is no reason to stop.</summary>
    private void SetBuffer(int force, int ask, int size)
    {
        if (!Libc.TrySetOption(Descriptor, Libc.LevelSocket, force, size))
        {
            Libc.TrySetOption(Descriptor, Libc.LevelSocket, ask, size);
        }
    }

    /// <summary>Spares us the messages that answer no probe, our own echo requests above all; an unfiltered socket works too.</summary>
    private void Filter()
    {
        if (Protocol == IpProtocol.Icmp)
        {
            Libc.TrySetOption(Descriptor, Libc.LevelRaw, Libc.IcmpFilter, unchecked((int)BlockedIcmp));
        }
        else if (Protocol == IpProtocol.IcmpV6)
        {
            // RFC 3542, section 3.2: 256 bits in words of the host's order; on Linux a set bit blocks.
            Span<byte> blocked = stackalloc byte[32];
            blocked.Fill(0xFF);
            foreach (byte type in (ReadOnlySpan<byte>)[IcmpType.V6DestinationUnreachable, IcmpType.V6PacketTooBig, IcmpType.V6TimeExceeded, IcmpType.V6EchoReply])
            {
                Span<uint> words = MemoryMarshal.Cast<byte, uint>(blocked);
                words[type >> 5] &= ~(1u << (type & 31));
            }

            Libc.TrySetOption(Descriptor, Libc.LevelIcmpV6, Libc.IcmpV6Filter, blocked);
        }
    }
}
