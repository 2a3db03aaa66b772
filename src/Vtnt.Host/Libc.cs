using System.Runtime.InteropServices;
using System.Text;

namespace Vtnt.Host;

/// <summary>The calls of the C library that the host makes: everything here exists in the unikernel too.</summary>
internal static partial class Libc
{
    internal const int Failed = -1, ReadOnly = 0, CreateAnew = 0x1 | 0x40 | 0x200, OwnerWrites = 0x1A4;
    internal const int Interrupted = 4, WouldBlock = 11, InProgress = 115;
    internal const int Stream = 1 | 0x800 | 0x80000, IPv4 = 2, NoSignal = 0x4000, SocketLevel = 1, SocketError = 4;
    internal const int WallClock = 0, MonotonicClock = 1;
    internal const short Readable = 1, Writable = 4;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int OpenPath(ReadOnlySpan<byte> path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, Span<byte> bytes, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(int socket, ReadOnlySpan<byte> bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetSocketOption(int socket, int level, int option, out int value, ref int length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(ref PollDescriptor descriptor, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeValue time);

    [LibraryImport("libc", EntryPoint = "getpid")]
    internal static partial int GetProcess();

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, Span<long> usage);

    internal static int Open(string path, int flags) => OpenPath(Encoding.UTF8.GetBytes(path + "\0"), flags, OwnerWrites);

    internal static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>Nanoseconds of a clock: since the epoch, or since the system started.</summary>
    internal static long Nanoseconds(int clock) => GetTime(clock, out TimeValue time) == 0 ? (time.Seconds * 1_000_000_000) + time.Nanoseconds : 0;

    /// <summary>The most memory that was resident at once, in bytes; 0 when the system does not tell.</summary>
    internal static long PeakMemory()
    {
        // struct rusage: two timevals, then the peak in KiB and 13 more numbers.
        Span<long> usage = stackalloc long[32];
        usage.Clear();
        return GetUsage(0, usage) == 0 ? usage[4] * 1024 : 0;
    }

    /// <summary>Waits for one descriptor; false when the time is over.</summary>
    internal static bool WaitFor(int descriptor, short events, int milliseconds)
    {
        var waiting = new PollDescriptor { Descriptor = descriptor, Events = events };
        int ready;
        while ((ready = Poll(ref waiting, 1, milliseconds)) == Failed && LastError == Interrupted)
        {
        }

        return ready > 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        internal int Descriptor;
        internal short Events, Happened;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        internal long Seconds, Nanoseconds;
    }
}
