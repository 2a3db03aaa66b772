using System.Collections.Immutable;

namespace Vtnt.Probing;

/// <summary>What a reply says because the probe asked for it: the route, and times.</summary>
internal static class AskedForJson
{
    /// <summary>Writes the members <c>icmpTimestamps</c>, <c>recordRoute</c>, <c>ipTimestamps</c>, each where there is one.</summary>
    internal static void Write(JsonWriter writer, Reply reply)
    {
        if (reply.IcmpTimestamps is { } times)
        {
            writer.WriteStartObject("icmpTimestamps");
            writer.WriteNumber("originate", times.Originate);
            writer.WriteNumber("receive", times.Receive);
            writer.WriteNumber("transmit", times.Transmit);
            writer.WriteEndObject();
        }

        WriteRoute(writer, reply.RecordRoute);
        if (reply.IpTimestamps is { } stamps)
        {
            WriteStamps(writer, stamps);
        }
    }

    private static void WriteRoute(JsonWriter writer, ImmutableArray<HostAddress> route)
    {
        if (route.IsDefaultOrEmpty)
        {
            return;
        }

        writer.WriteStartArray("recordRoute");
        foreach (HostAddress address in route)
        {
            HopJson.WriteAddress(writer, null, address);
        }

        writer.WriteEndArray();
    }

    private static void WriteStamps(JsonWriter writer, IpTimestamps stamps)
    {
        writer.WriteStartArray("ipTimestamps");
        for (int i = 0; i < stamps.Times.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("time", stamps.Times[i]);
            if (i < stamps.Addresses.Length)
            {
                HopJson.WriteAddress(writer, "address", stamps.Addresses[i]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
