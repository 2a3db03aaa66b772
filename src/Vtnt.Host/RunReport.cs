using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Vtnt.Probing;

namespace Vtnt.Host;

/// <summary>The last line of a run: its exit status, since the kernel delivers none, and what the run was.</summary>
internal sealed partial class RunReport
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly Timestamp _startTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);

    internal byte[] Write(int exit, HostOptions options, ProberCounters? counters, ResultWriter? results)
    {
        var content = new ArrayBufferWriter<byte>(1024);
        using (var writer = new JsonWriter(content))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", "vtnt.host-end/1");
            writer.WriteNumber("exit", exit);
            ResultWriter.WriteIdentity(writer, options);
            writer.WriteNumber("results", results?.Results ?? 0);
            writer.WriteNumber("failures", results?.Failures ?? 0);
            writer.WriteNumber("packetsSent", counters?.Sent ?? 0);
            writer.WriteNumber("packetsReceived", counters?.Received ?? 0);
            WriteTime(writer, "start", _startTime);
            WriteTime(writer, "firstProbe", counters?.FirstSentAt);
            WriteTime(writer, "lastReply", counters?.LastReceivedAt);
            WriteTime(writer, "end", _startTime + Stopwatch.GetElapsedTime(_startedAt));
            if (PeakMemory() is > 0 and long peak)
            {
                writer.WriteNumber("peakMemoryBytes", peak);
            }

            writer.WriteNumber("heapBytes", GC.GetTotalMemory(forceFullCollection: false));
            writer.WriteEndObject();
        }

        return content.WrittenSpan.ToArray();
    }

    /// <summary>A point in time twice: by the wall clock of the start plus elapsed time, and on the monotonic clock.</summary>
    private void WriteTime(JsonWriter writer, string name, Timestamp? time)
    {
        if (time is { } known)
        {
            writer.WriteStartObject(name);
            writer.WriteString("wall", known.ToString());
            writer.WriteNumber("monotonicNs", known.Nanoseconds - _startTime.Nanoseconds + _startedAt);
            writer.WriteEndObject();
        }
    }

    /// <summary>The most memory that was resident at once, in bytes; 0 when the system does not tell.</summary>
    private static long PeakMemory()
    {
        // struct rusage: two timevals, then the peak in KiB and 13 more numbers.
        Span<long> usage = stackalloc long[32];
        usage.Clear();
        return GetUsage(0, usage) == 0 ? usage[4] * 1024 : 0;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, Span<long> usage);
}
