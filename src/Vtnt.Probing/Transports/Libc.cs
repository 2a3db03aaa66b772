using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>
/// The calls of Linux's C library that transports make, as they are. A call that fails returns -1 and leaves its error
/// number to <see cref="Marshal.GetLastPInvokeError"/>; those that a signal interrupted are repeated by the caller.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class Libc
{
    internal const int AddressFamilyIPv4 = 2, AddressFamilyIPv6 = 10, AddressFamilyPacket = 17;
    internal const int SocketStream = 1, SocketDatagram = 2, SocketRaw = 3, SocketNonBlocking = 0x800, SocketCloseOnExec = 0x80000;
    internal const int LevelIp = ControlHeader.LevelIp, LevelSocket = ControlHeader.LevelSocket, LevelIPv6 = ControlHeader.LevelIPv6, LevelIcmpV6 = 58, LevelRaw = 255, LevelPacket = 263;
    internal const int IpTos = 1, IpTtl = 2;
    internal const int IPv6Only = 26, IPv6ReceivePacketInfo = 49, IPv6ReceiveHopLimit = 51, IPv6ReceiveTrafficClass = 66;
    internal const int SendBuffer = 7, ReceiveBuffer = 8, BindToDevice = 25, AttachFilter = 26, SendBufferForce = 32, ReceiveBufferForce = 33,
        TimestampNanoseconds = ControlHeader.TimestampNanoseconds;
    internal const int IcmpFilter = 1, IcmpV6Filter = 1, PacketIgnoreOutgoing = 23;
    internal const int DoNotWait = 0x40;
    internal const int ReadOnly = 0, CreateAnew = 0x1 | 0x40 | 0x200, OwnerWrites = 0x1A4;
    internal const int NoSignal = 0x4000, SocketError = 4;
    internal const short PollIn = 1, PollOut = 4, PollInvalid = 0x20;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(ReadOnlySpan<byte> path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static unsafe partial nint Read(int descriptor, byte* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint Write(int descriptor, byte* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    internal static partial int GetUsage(int who, Span<long> usage);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetSocketOption(int socket, int level, int option, out int value, ref int length);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int socket, in SocketAddressV4 address, int length);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int socket, in SocketAddressV4 address, int length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    internal static partial int GetSocketName(int socket, out SocketAddressV4 address, ref int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetSocketOption(int socket, int level, int option, in int value, int length);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    internal static unsafe partial nint SendTo(int socket, byte* bytes, nint length, int flags, in SocketAddressV4 address, int addressLength);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    internal static unsafe partial nint SendTo(int socket, byte* bytes, nint length, int flags, in SocketAddressLink address, int addressLength);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int socket, in SocketAddressLink address, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static unsafe partial nint Send(int socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    internal static unsafe partial nint ReceiveFrom(int socket, byte* bytes, nint length, int flags, nint address, nint addressLength);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    internal static unsafe partial int PollExactly(PollDescriptor* descriptors, nuint count, in TimeSpecification wait, nint signals);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int socket, in SocketAddressV6 address, int length);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int socket, in SocketAddressV6 address, int length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    internal static partial int GetSocketName(int socket, out SocketAddressV6 address, ref int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static unsafe partial int SetSocketOption(int socket, int level, int option, byte* value, int length);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    internal static unsafe partial nint SendMessage(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    internal static unsafe partial nint ReceiveMessage(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    internal static unsafe partial int SendMessages(int socket, BatchMessage* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    internal static unsafe partial int ReceiveMessages(int socket, BatchMessage* messages, uint count, int flags, nint timeout);

    /// <summary>Sets an option that is one int.</summary>
    internal static bool TrySetOption(int socket, int level, int option, int value) =>
        SetSocketOption(socket, level, option, value, sizeof(int)) == 0;

    /// <summary>Sets an option that is a row of bytes.</summary>
    internal static unsafe bool TrySetOption(int socket, int level, int option, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            return SetSocketOption(socket, level, option, bytes, value.Length) == 0;
        }
    }
}
