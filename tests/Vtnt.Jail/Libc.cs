using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Vtnt.Jail;

/// <summary>The calls of the C library that the launcher makes.</summary>
[SupportedOSPlatform("linux")]
internal static partial class Libc
{
    internal const int OpenReadOnly = 0, OpenCloseOnExec = 0x80000;
    internal const int NewNetworkNamespace = 0x40000000;
    internal const int StackLimit = 3;
    internal const int SetNoNewPrivileges = 38, SetSeccomp = 22, SeccompFilter = 2;
    internal const int EmptyPath = 0x1000;
    internal const uint GetInterfaceFlags = 0x8913, SetInterfaceFlags = 0x8914;
    internal const short InterfaceUp = 1;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "chroot", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeRoot(string path);

    [LibraryImport("libc", EntryPoint = "chdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeDirectory(string path);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int ControlInterface(int descriptor, nuint request, ref InterfaceRequest value);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    internal static partial int SetAffinity(int thread, nint length, in ulong mask);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    internal static partial int SetLimit(int resource, in ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    internal static partial int ProcessControl(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "execveat", SetLastError = true)]
    internal static unsafe partial int ExecuteAt(int directory, byte* path, byte** arguments, byte** environment, int flags);

    /// <summary>The C library's <c>struct rlimit</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ResourceLimit
    {
        internal ulong Soft, Hard;
    }

    /// <summary>The C library's <c>struct ifreq</c>, 40 bytes, for the flags of the interface <c>lo</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    internal struct InterfaceRequest
    {
        [FieldOffset(0)]
        internal ushort Name;

        [FieldOffset(16)]
        internal short Flags;
    }

    /// <summary>The C library's <c>struct sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct FilterProgram
    {
        internal ushort Length;
        internal FilterInstruction* Instructions;
    }
}
