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
    internal const int AddressFamilyIPv4 = 2;
    internal const int SocketDatagram = 2, SocketRaw = 3, SocketNonBlocking = 0x800, SocketCloseOnExec = 0x80000;
    internal const int LevelIp = 0, LevelSocket = 1;
    internal const int IpTos = 1, IpTtl = 2;
    internal const int ReceiveBuffer = 8;
    internal const short PollIn = 1;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int socket);

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

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    internal static unsafe partial nint ReceiveFrom(int socket, byte* bytes, nint length, int flags, nint address, nint addressLength);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    /// <summary>Sets an option that is one int.</summary>
    internal static bool TrySetOption(int socket, int level, int option, int value) =>
        SetSocketOption(socket, level, option, value, sizeof(int)) == 0;
}
