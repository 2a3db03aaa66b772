using System.Runtime.Versioning;

namespace Vtnt.Probing.Transports;

/// <summary>What this process takes of the machine's memory, as the system tells it.</summary>
[SupportedOSPlatform("linux")]
public static class ProcessMemory
{
    /// <summary>
    /// The most that was resident at once, in bytes, by <c>getrusage</c>; null where the system does not tell, as in a unikernel.
    /// What the process held before it became this program is counted too.
    /// </summary>
    public static long? Peak
    {
        get
        {
            // struct rusage: two timevals, then the peak in KiB and 13 more numbers.
            Span<long> usage = stackalloc long[32];
            usage.Clear();
            return Libc.GetUsage(0, usage) == 0 && usage[4] > 0 ? usage[4] * 1024 : null;
        }
    }
}
