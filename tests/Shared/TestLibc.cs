using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Vtnt.Tests.Shared;

/// <summary>The calls of the C library with which a test makes its own surroundings.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class TestLibc
{
    internal const int NewNetworkNamespace = 0x40000000;
    internal const int CapabilityNetRaw = 13;
    internal const short InterfaceUp = 1;

    private const nuint SetFlagsRequest = 0x8914;
    private const int InterfaceRequestBytes = 40, FlagsOffset = 16;
    private const uint CapabilityVersion3 = 0x20080522;

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    /// <summary>Sets the flags of an interface; returns the error number.</summary>
    internal static int SetInterfaceFlags(string name, short flags)
    {
        byte* request = stackalloc byte[InterfaceRequestBytes];
        new Span<byte>(request, InterfaceRequestBytes).Clear();
        Encoding.ASCII.GetBytes(name, new Span<byte>(request, FlagsOffset - 1));
        *(short*)(request + FlagsOffset) = flags;
        int socket = Socket(2, 2, 0);
        int errno = Control(socket, SetFlagsRequest, request) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(socket);
        return errno;
    }

    /// <summary>Takes a capability out of the sets of the calling thread; returns the error number.</summary>
    internal static int DropCapability(int capability)
    {
        // The header is version and thread (0: the caller); then twice effective, permitted, inheritable (capget(2)).
        uint* header = stackalloc uint[2] { CapabilityVersion3, 0 };
        uint* sets = stackalloc uint[6];
        if (GetCapabilities(header, sets) != 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        for (int i = capability / 32 * 3, last = i + 3; i < last; i++)
        {
            sets[i] &= ~(1u << (capability % 32));
        }

        return SetCapabilities(header, sets) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int socket);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int socket, nuint request, byte* value);

    [LibraryImport("libc", EntryPoint = "capget", SetLastError = true)]
    private static partial int GetCapabilities(uint* header, uint* sets);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static partial int SetCapabilities(uint* header, uint* sets);
}
