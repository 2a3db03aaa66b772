using System.Runtime.InteropServices;

namespace Vtnt.Probing.Transports;

/// <summary>The C library's <c>timespec</c>: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TimeSpecification(TimeSpan span)
{
    internal readonly long Seconds = span.Ticks / TimeSpan.TicksPerSecond;
    internal readonly long Nanoseconds = span.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
}
