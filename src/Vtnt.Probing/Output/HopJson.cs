using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>
/// The parts that the JSON documents share: replies, label stacks, addresses, times. What was not observed is left
/// out, never null or 0.
/// </summary>
public static class HopJson
{
    private const int NanosecondsPerTick = 100;

    /// <summary>
    /// Writes the array <c>hops</c>: one object per reply, by probe TTL, then attempt, then arrival. A silent probe
    /// leaves none.
    /// </summary>
    public static void WriteHops(JsonWriter writer, ImmutableArray<Hop> hops)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray("hops");
        foreach (Hop hop in hops)
        {
            WriteReplies(writer, hop.Probes);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a label stack as an array of <c>{label, tc, bottom, lseTtl}</c>, top first; nothing for an empty one.</summary>
    public static void WriteLabels(JsonWriter writer, string name, ImmutableArray<LabelStackEntry> stack)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (stack.IsDefaultOrEmpty)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (LabelStackEntry entry in stack)
        {
            writer.WriteStartObject();
            writer.WriteNumber("label", entry.Label);
            writer.WriteNumber("tc", entry.TrafficClass);
            writer.WriteBoolean("bottom", entry.IsBottomOfStack);
            writer.WriteNumber("lseTtl", entry.LseTtl);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes an address; nothing for null and for <see cref="HostAddress.None"/>. Without a name it is an element of an array.</summary>
    public static void WriteAddress(JsonWriter writer, string? name, HostAddress? address)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (address is { IsNone: false } known)
        {
            Span<char> text = stackalloc char[64];
            known.TryFormat(text, out int length, default, null);
            writer.WriteString(name, text[..length]);
        }
    }

    /// <summary>Writes a time in milliseconds as a number with six decimals; nothing for null.</summary>
    public static void WriteMilliseconds(JsonWriter writer, string name, TimeSpan? time)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (time is { } value)
        {
            writer.WriteDecimal(name, value.Ticks * NanosecondsPerTick, 6);
        }
    }

    /// <summary>Writes a point in time as RFC 3339 with nine decimals, in UTC; nothing for null.</summary>
    public static void WriteTime(JsonWriter writer, string name, Timestamp? time)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (time is { } value)
        {
            writer.WriteString(name, value.ToString());
        }
    }

    /// <summary>Writes the replies of some probes, one object each, without the array around them.</summary>
    internal static void WriteReplies(JsonWriter writer, ImmutableArray<ProbeOutcome> probes)
    {
        foreach (ProbeOutcome probe in probes)
        {
            foreach (Reply reply in probe.Replies)
            {
                writer.WriteStartObject();
                WriteProbe(writer, probe);
                WriteReply(writer, reply);
                writer.WriteEndObject();
            }
        }
    }

    /// <summary>Writes a number; nothing for null.</summary>
    internal static void WriteNumber(JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    /// <summary>Writes a time of the options in milliseconds, without decimals that say nothing.</summary>
    internal static void WriteWait(JsonWriter writer, string name, TimeSpan wait)
    {
        (long number, int decimals) = (wait.Ticks, 4);
        while (decimals > 0 && number % 10 == 0)
        {
            (number, decimals) = (number / 10, decimals - 1);
        }

        writer.WriteDecimal(name, number, decimals);
    }

    private static void WriteProbe(JsonWriter writer, ProbeOutcome probe)
    {
        writer.WriteNumber("probeTtl", probe.ProbeTtl);
        writer.WriteNumber("attempt", probe.Attempt);
        writer.WriteNumber("probeSize", probe.Size);
        WriteNumber(writer, "probeIpId", probe.IpId);
        WriteNumber(writer, "probeSourcePort", probe.SourcePort);
        WriteTime(writer, "sentAt", probe.SentAt);
        WriteOrigin(writer, "sentOrigin", probe.SentOrigin);
    }

    private static void WriteReply(JsonWriter writer, Reply reply)
    {
        WriteAddress(writer, "address", reply.Address);
        if (reply.Name is { } name)
        {
            writer.WriteString("name", name);
        }

        writer.WriteString("kind", JsonWords.Of(reply.Kind));
        WriteMilliseconds(writer, "rttMs", reply.Rtt);
        WriteTime(writer, "receivedAt", reply.ReceivedAt);
        WriteOrigin(writer, "receivedOrigin", reply.ReceivedOrigin);
        WriteNumber(writer, "replyTtl", reply.ReplyTtl);
        WriteNumber(writer, "replyTos", reply.ReplyTos);
        WriteNumber(writer, "replySize", reply.ReplySize);
        WriteNumber(writer, "replyIpId", reply.ReplyIpId);
        WriteNumber(writer, "replyFragmentId", reply.FragmentId);
        WriteNumber(writer, "icmpType", reply.IcmpType);
        WriteNumber(writer, "icmpCode", reply.IcmpCode);
        WriteNumber(writer, "quotedTtl", reply.QuotedTtl);
        WriteNumber(writer, "quotedTos", reply.QuotedTos);
        WriteNumber(writer, "quotedLength", reply.QuotedLength);
        WriteNumber(writer, "nextHopMtu", reply.NextHopMtu);
        WriteNumber(writer, "tcpFlags", reply.TcpFlags);
        AskedForJson.Write(writer, reply);
        WriteLabels(writer, "labels", reply.LabelStack);
        WriteExtensions(writer, reply.Extensions);
    }

    /// <summary>The objects that <c>labels</c> does not tell: all but the first label stack.</summary>
    private static void WriteExtensions(JsonWriter writer, ImmutableArray<IcmpExtensionObject> extensions)
    {
        bool hasLabels = false, isOpen = false;
        foreach (IcmpExtensionObject extension in extensions)
        {
            bool isTold = extension.IsMplsLabelStack && !hasLabels;
            hasLabels |= isTold;
            if (isTold)
            {
                continue;
            }

            if (!isOpen)
            {
                writer.WriteStartArray("extensions");
                isOpen = true;
            }

            writer.WriteStartObject();
            writer.WriteNumber("class", extension.Class);
            writer.WriteNumber("cType", extension.CType);
            writer.WriteString("payload", Convert.ToHexStringLower(extension.Payload.AsSpan()));
            writer.WriteEndObject();
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteOrigin(JsonWriter writer, string name, TimestampOrigin origin)
    {
        if (origin != TimestampOrigin.Unknown)
        {
            writer.WriteString(name, JsonWords.Of(origin));
        }
    }
}
