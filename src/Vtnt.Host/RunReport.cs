using System.Buffers;
using Vtnt.Probing;

namespace Vtnt.Host;

/// <summary>The last line of a run: its exit status, since the kernel delivers none, and what the run was.</summary>
internal sealed class RunReport
{
    private readonly long _startedAt = Libc.Nanoseconds(Libc.MonotonicClock);
    private readonly long _startTime = Libc.Nanoseconds(Libc.WallClock);

    internal byte[] Write(int exit, HostOptions options, MeteredTransport? transport, ResultWriter? results)
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
            writer.WriteNumber("packetsSent", transport?.Sent ?? 0);
            writer.WriteNumber("packetsReceived", transport?.Received ?? 0);
            WriteTime(writer, "start", _startTime);
            WriteTime(writer, "firstProbe", transport?.FirstSent?.Nanoseconds);
            WriteTime(writer, "lastReply", transport?.LastReceived?.Nanoseconds);
            WriteTime(writer, "end", _startTime + Libc.Nanoseconds(Libc.MonotonicClock) - _startedAt);
            if (Libc.PeakMemory() is > 0 and long peak)
            {
                writer.WriteNumber("peakMemoryBytes", peak);
            }

            writer.WriteNumber("heapBytes", GC.GetTotalMemory(forceFullCollection: false));
            writer.WriteEndObject();
        }

        return content.WrittenSpan.ToArray();
    }

    /// <summary>A point in time twice: by the wall clock of the start plus elapsed time, and on the monotonic clock.</summary>
    private void WriteTime(JsonWriter writer, string name, long? time)
    {
        if (time is { } nanoseconds)
        {
            writer.WriteStartObject(name);
            writer.WriteString("wall", new Timestamp(nanoseconds).ToString());
            writer.WriteNumber("monotonicNs", nanoseconds - _startTime + _startedAt);
            writer.WriteEndObject();
        }
    }
}
