using System.Buffers;

namespace Vtnt.Probing;

/// <summary>A ping as one JSON object, schema <c>vtnt.ping/1</c> (docs/schema/vtnt.ping-1.json).</summary>
public static class PingJson
{
    /// <summary>The document's <c>schema</c> member.</summary>
    public const string Schema = "vtnt.ping/1";

    /// <summary>Writes one object, UTF-8, on one line, without the line's end.</summary>
    public static void Write(Ping ping, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(ping);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        WriteOutcome(writer, ping);
        WriteParameters(writer, ping);
        writer.WriteStartArray("replies");
        HopJson.WriteReplies(writer, ping.Probes);
        writer.WriteEndArray();
        WriteFailures(writer, ping);
        writer.WriteEndObject();
    }

    private static void WriteOutcome(JsonWriter writer, Ping ping)
    {
        writer.WriteString("method", MethodNames.Of(ping.Method));
        HopJson.WriteAddress(writer, "src", ping.Source);
        HopJson.WriteAddress(writer, "dst", ping.Destination);
        HopJson.WriteAddress(writer, "router", ping.Router);
        if (ping.UserId != 0)
        {
            writer.WriteNumber("userId", ping.UserId);
        }

        HopJson.WriteTime(writer, "start", ping.Start == default ? null : ping.Start);
        writer.WriteString("stopReason", JsonWords.Of(ping.StopReason));
        HopJson.WriteNumber(writer, "stopData", ping.StopData == 0 ? null : ping.StopData);
        if (ping.ErrorText is { } text)
        {
            writer.WriteString("error", text);
        }

        writer.WriteNumber("probesSent", ping.ProbesSent);
    }

    private static void WriteParameters(JsonWriter writer, Ping ping)
    {
        bool isIcmp = ping.Method is PingMethod.IcmpEcho or PingMethod.IcmpTime;
        writer.WriteNumber("probeCount", ping.ProbeCount);
        HopJson.WriteNumber(writer, "stopCount", ping.StopCount == 0 ? null : ping.StopCount);
        writer.WriteNumber("probeTtl", ping.ProbeTtl);
        writer.WriteNumber("probeSize", ping.ProbeSize);
        writer.WriteNumber("tos", ping.Tos);
        writer.WriteNumber(isIcmp ? "icmpId" : "sport", ping.SourcePort);
        writer.WriteNumber(isIcmp ? "icmpSequence" : "dport", ping.DestinationPort);
        HopJson.WriteNumber(writer, "icmpChecksum", ping.IcmpChecksum);
        HopJson.WriteNumber(writer, "tcpSequence", ping.TcpSequence);
        HopJson.WriteNumber(writer, "tcpAcknowledgement", ping.TcpAcknowledgement);
        HopJson.WriteNumber(writer, "tcpSegmentSize", ping.TcpSegmentSize);
        HopJson.WriteNumber(writer, "replyPathMtu", ping.ReplyPathMtu == 0 ? null : ping.ReplyPathMtu);
        WriteFlag(writer, "tooBigTrick", ping, PingFlags.TooBigTrick);
        WriteFlag(writer, "spoofed", ping, PingFlags.Spoof);
        HopJson.WriteWait(writer, "waitProbeMs", ping.WaitProbe);
        HopJson.WriteWait(writer, "waitTimeoutMs", ping.WaitTimeout);
        if (!ping.Payload.IsDefaultOrEmpty)
        {
            writer.WriteString("payload", Convert.ToHexStringLower(ping.Payload.AsSpan()));
        }
    }

    private static void WriteFlag(JsonWriter writer, string name, Ping ping, PingFlags flag)
    {
        if ((ping.Flags & flag) != 0)
        {
            writer.WriteBoolean(name, true);
        }
    }

    private static void WriteFailures(JsonWriter writer, Ping ping)
    {
        bool isOpen = false;
        long dropped = 0;
        foreach (ProbeOutcome probe in ping.Probes)
        {
            dropped += probe.DroppedReplies;
            SendFailureJson.Write(writer, probe, ref isOpen);
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }

        HopJson.WriteNumber(writer, "droppedReplies", dropped == 0 ? null : dropped);
    }
}
