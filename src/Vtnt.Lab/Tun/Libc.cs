using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Lab.Tun;

/// <summary>
/// The calls of Linux's C library that a lab on a TUN device makes, as they are. A call that fails returns -1 and leaves
/// its error number to <see cref="Marshal.GetLastPInvokeError"/>; those that a signal interrupted are repeated by the caller.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class Libc
{
    internal const int OpenReadOnly = 0, OpenReadWrite = 2, OpenNonBlocking = 0x800, OpenCloseOnExec = 0x80000;
    internal const int NewNetworkNamespace = 0x40000000;
    internal const int FamilyIPv4 = 2, FamilyIPv6 = 10, SocketDatagram = 2, SocketCloseOnExec = 0x80000;
    internal const uint SetTunInterface = 0x400454CA;
    internal const uint GetInterfaceFlags = 0x8913, SetInterfaceFlags = 0x8914, SetAddress = 0x8916, SetNetmask = 0x891C, SetMtu = 0x8922, SetQueueLength = 0x8943;
    internal const uint GetInterfaceIndex = 0x8933, AddRoute = 0x890B;
    internal const short InterfaceUp = 1, TunLayer3 = 1, TunWithoutPacketHeader = 0x1000;
    internal const int EventNonBlocking = 0x800, EventCloseOnExec = 0x80000;
    internal const short PollIn = 1;
    internal const int HangUp = 1, Terminate = 15;
    internal const int NotPermitted = 1, NoEntry = 2, Interrupted = 4, NoDeviceOrAddress = 6, WouldBlock = 11, AccessDenied = 13, NoDevice = 19,
        FamilyNotSupported = 97;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static unsafe partial nint Read(int descriptor, byte* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint Write(int descriptor, byte* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    internal static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, TimeSpec* timeout, nint signalMask);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int CreateEvent(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    internal static partial int SetNamespace(int descriptor, int kind);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, ref InterfaceRequest value);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, ref AddressRequestV6 value);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, ref RouteRequest value);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, ref RouteRequestV6 value);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);
}
