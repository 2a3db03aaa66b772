using System.Buffers;
using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>A trace as one JSON object, schema <c>vtnt.trace/1</c> (docs/schema/vtnt.trace-1.json).</summary>
public static class TraceJson
{
    /// <summary>The document's <c>schema</c> member.</summary>
    public const string Schema = "vtnt.trace/1";

    /// <summary>Writes one object, UTF-8, on one line, without the line's end.</summary>
    public static void Write(Trace trace, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        WriteMembers(writer, trace);
        writer.WriteEndObject();
    }

    /// <summary>
    /// Writes the members from <c>method</c> to <c>hops</c> and what follows them into an object that is open; other
    /// document types begin with them too.
    /// </summary>
    public static void WriteMembers(JsonWriter writer, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(trace);
        WriteOutcome(writer, trace);
        WriteParameters(writer, trace);
        HopJson.WriteHops(writer, trace.Hops);
        WriteProbes(writer, "lastDitch", trace.LastDitch);
        WriteFailures(writer, trace);
        WritePathMtu(writer, trace.PathMtu);
        WriteDoubletree(writer, trace.Doubletree);
    }

    private static void WriteOutcome(JsonWriter writer, Trace trace)
    {
        writer.WriteString("method", MethodNames.Of(trace.Method));
        HopJson.WriteAddress(writer, "src", trace.Source);
        HopJson.WriteAddress(writer, "dst", trace.Destination);
        HopJson.WriteAddress(writer, "router", trace.Router);
        if (trace.UserId != 0)
        {
            writer.WriteNumber("userId", trace.UserId);
        }

        HopJson.WriteTime(writer, "start", trace.Start == default ? null : trace.Start);
        writer.WriteString("stopReason", JsonWords.Of(trace.StopReason));
        HopJson.WriteNumber(writer, "stopData", trace.StopData == 0 && trace.StopReason != StopReason.Unreach ? null : trace.StopData);
        HopJson.WriteNumber(writer, "stopHop", trace.StopHop);
        if (trace.ErrorText is { } text)
        {
            writer.WriteString("error", text);
        }

        writer.WriteNumber("hopCount", trace.HopCount);
        writer.WriteNumber("probesSent", trace.ProbesSent);
    }

    private static void WriteParameters(JsonWriter writer, Trace trace)
    {
        bool isIcmp = trace.Method is TraceMethod.Icmp or TraceMethod.IcmpParis;
        writer.WriteNumber("attempts", trace.Attempts);
        writer.WriteNumber("firstHop", trace.FirstHop);
        HopJson.WriteNumber(writer, "hopLimit", trace.HopLimit == 0 ? null : trace.HopLimit);
        writer.WriteNumber("gapLimit", trace.GapLimit);
        writer.WriteString("gapAction", trace.GapAction == GapAction.LastDitch ? "lastDitch" : "stop");
        writer.WriteNumber("loops", trace.Loops);
        HopJson.WriteNumber(writer, "confidence", trace.Confidence == 0 ? null : trace.Confidence);
        HopJson.WriteNumber(writer, "squeries", trace.Squeries == 1 ? null : trace.Squeries);
        HopJson.WriteNumber(writer, "fragmentOffset", trace.FragmentOffset == 0 ? null : trace.FragmentOffset);
        writer.WriteNumber("probeSize", trace.ProbeSize);
        writer.WriteNumber("tos", trace.Tos);
        writer.WriteNumber(isIcmp ? "icmpId" : "sport", trace.SourcePort);
        if (!isIcmp)
        {
            writer.WriteNumber("dport", trace.DestinationPort);
        }
        else if (trace.Method == TraceMethod.IcmpParis)
        {
            writer.WriteNumber("icmpChecksum", trace.DestinationPort);
        }

        HopJson.WriteWait(writer, "waitTimeoutMs", trace.WaitTimeout);
        HopJson.WriteWait(writer, "waitProbeMs", trace.WaitProbe);
        WriteFlag(writer, "allAttempts", trace.Flags, TraceFlags.AllAttempts);
        WriteFlag(writer, "ignoreDestinationTimeExceeded", trace.Flags, TraceFlags.IgnoreDestinationTimeExceeded);
        WriteFlag(writer, "constantPayload", trace.Flags, TraceFlags.ConstantPayload);
        WriteFlag(writer, "errorQueue", trace.Flags, TraceFlags.ErrorQueue);
        WriteFlag(writer, "backwards", trace.Flags, TraceFlags.Backwards);
    }

    private static void WriteFlag(JsonWriter writer, string name, TraceFlags flags, TraceFlags flag)
    {
        if ((flags & flag) != 0)
        {
            writer.WriteBoolean(name, true);
        }
    }

    private static void WriteProbes(JsonWriter writer, string name, ImmutableArray<ProbeOutcome> probes)
    {
        if (!probes.IsEmpty)
        {
            writer.WriteStartArray(name);
            HopJson.WriteReplies(writer, probes);
            writer.WriteEndArray();
        }
    }

    /// <summary>Probes that never left, and replies beyond those kept: silence that has another cause than the network.</summary>
    private static void WriteFailures(JsonWriter writer, Trace trace)
    {
        bool isOpen = false;
        long dropped = 0;
        foreach (Hop hop in trace.Hops)
        {
            foreach (ProbeOutcome probe in hop.Probes)
            {
                dropped += probe.DroppedReplies;
                SendFailureJson.Write(writer, probe, ref isOpen);
            }
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }

        HopJson.WriteNumber(writer, "droppedReplies", dropped == 0 ? null : dropped);
    }

    private static void WritePathMtu(JsonWriter writer, PathMtu? pathMtu)
    {
        if (pathMtu is null)
        {
            return;
        }

        writer.WriteStartObject("pathMtu");
        HopJson.WriteNumber(writer, "interfaceMtu", pathMtu.InterfaceMtu == 0 ? null : pathMtu.InterfaceMtu);
        HopJson.WriteNumber(writer, "mtu", pathMtu.Mtu == 0 ? null : pathMtu.Mtu);
        HopJson.WriteNumber(writer, "outgoingMtu", pathMtu.OutgoingMtu == 0 ? null : pathMtu.OutgoingMtu);
        WriteProbes(writer, "replies", pathMtu.Probes);
        writer.WriteStartArray("notes");
        foreach (PathMtuNote note in pathMtu.Notes)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", JsonWords.Of(note.Kind));
            writer.WriteNumber("nextHopMtu", note.NextHopMtu);
            HopJson.WriteNumber(writer, "reply", note.ReplyIndex);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteDoubletree(JsonWriter writer, DoubletreeOutcome? doubletree)
    {
        if (doubletree is null)
        {
            return;
        }

        writer.WriteStartObject("doubletree");
        writer.WriteNumber("firstHop", doubletree.FirstHop);
        HopJson.WriteAddress(writer, "globalStop", doubletree.GlobalStop);
        HopJson.WriteAddress(writer, "localStop", doubletree.LocalStop);
        if (doubletree.LocalStopSet is { } set)
        {
            writer.WriteString("localStopSet", set);
        }

        writer.WriteBoolean("noBackwards", doubletree.NoBackwards);
        writer.WriteEndObject();
    }
}
