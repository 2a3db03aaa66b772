using System.Buffers;
using System.Diagnostics;
using Vtnt.Probing;
using Vtnt.Probing.Transports;

namespace Vtnt.Host;

/// <summary>The last line of a run: its exit status, since the kernel delivers none, and what the run was.</summary>
internal sealed class RunReport
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
            if (ProcessMemory.Peak is { } peak)
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
}
