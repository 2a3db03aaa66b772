using System.Buffers;
using System.Collections.Immutable;
using Vtnt.Probing;

namespace Vtnt.Mpls;

/// <summary>
/// A finished path test as one JSON object, schema <c>vtnt.tnt/1</c> (docs/schema/vtnt.tnt-1.json): the members of
/// <c>vtnt.trace/1</c> for the initial trace, then tunnels, candidates and indicators. Routers found by revelation are
/// never in <c>hops</c>.
/// </summary>
public static class TntJson
{
    /// <summary>The document's <c>schema</c> member.</summary>
    public const string Schema = "vtnt.tnt/1";

    /// <summary>Writes one object, UTF-8, on one line, without the line's end.</summary>
    public static void Write(TntTrace trace, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        TraceJson.WriteMembers(writer, trace.Trace with { ProbesSent = trace.OwnProbes });
        writer.WriteNumber("sharedProbes", trace.SharedProbes);
        writer.WriteString("rules", trace.Rules);
        writer.WriteBoolean("complete", trace.IsComplete);
        WriteTunnels(writer, trace.Tunnels);
        WriteCandidates(writer, trace.Candidates);
        writer.WriteStartArray("indicators");
        foreach (HopIndicators indicators in trace.Indicators)
        {
            writer.WriteStartObject();
            WriteIndicators(writer, indicators);
            WriteVendors(writer, VendorFingerprint.Of(indicators));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteVendors(JsonWriter writer, ImmutableArray<VendorCandidate> vendors)
    {
        if (vendors.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("vendors");
        foreach (VendorCandidate vendor in vendors)
        {
            writer.WriteStartObject();
            writer.WriteString("name", vendor.Name);
            if (vendor.Share is { } share)
            {
                writer.WriteDecimal("share", (long)Math.Round(1000 * share), 3);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTunnels(JsonWriter writer, ImmutableArray<Tunnel> tunnels)
    {
        writer.WriteStartArray("tunnels");
        foreach (Tunnel tunnel in tunnels)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", TntWords.Of(tunnel.Kind));
            writer.WriteString("grade", TntWords.Of(tunnel.Grade));
            HopJson.WriteAddress(writer, "ingress", tunnel.Ingress);
            WriteNumber(writer, "ingressHop", tunnel.IngressHop);
            HopJson.WriteAddress(writer, "egress", tunnel.Egress);
            WriteNumber(writer, "egressHop", tunnel.EgressHop);
            HopJson.WriteAddress(writer, "otherEgress", tunnel.OtherEgress);
            WriteNumber(writer, "serviceLabel", tunnel.ServiceLabel);
            writer.WriteBoolean("egressAssumed", tunnel.IsEgressAssumed);
            WriteRouters(writer, tunnel.Routers);
            writer.WriteString("trigger", TntWords.Of(tunnel.Trigger));
            writer.WriteString("technique", TntWords.Of(tunnel.Technique));
            writer.WriteBoolean("possiblyIncomplete", tunnel.IsPossiblyIncomplete);
            if (tunnel.LastOutcome is { } outcome)
            {
                writer.WriteString("lastOutcome", TntWords.Of(outcome));
            }

            WriteEstimate(writer, tunnel);
            WriteNumber(writer, "explainedExcess", tunnel.ExplainedExcess);
            WriteEvidence(writer, tunnel.Evidence);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteEstimate(JsonWriter writer, Tunnel tunnel)
    {
        WriteNumber(writer, "estimatedLength", tunnel.EstimatedLength);
        if (tunnel.EstimateIsOf is { } path)
        {
            writer.WriteString("estimateOf", TntWords.Of(path));
        }

        if (tunnel.AgreesWithEstimate is { } agrees)
        {
            writer.WriteBoolean("estimateAgrees", agrees);
        }

        if (tunnel.IsForwardPathShared is { } isShared)
        {
            writer.WriteBoolean("forwardPathShared", isShared);
        }

        if (tunnel.IsPathConfirmed is { } isConfirmed)
        {
            writer.WriteBoolean("pathConfirmed", isConfirmed);
        }
    }

    private static void WriteRouters(JsonWriter writer, ImmutableArray<TunnelRouter> routers)
    {
        writer.WriteStartArray("routers");
        foreach (TunnelRouter router in routers)
        {
            writer.WriteStartObject();
            HopJson.WriteAddress(writer, "address", router.Address);
            writer.WriteString("technique", TntWords.Of(router.Technique));
            WriteNumber(writer, "step", router.Step);
            writer.WriteNumber("probeTtl", router.ProbeTtl);
            HopJson.WriteMilliseconds(writer, "rttMs", router.Rtt);
            WriteNumber(writer, "replyTtl", router.ReplyTtl);
            WriteNumber(writer, "echoReplyTtl", router.EchoReplyTtl);
            WriteNumber(writer, "quotedTtl", router.QuotedTtl);
            HopJson.WriteLabels(writer, "labels", router.LabelStack);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCandidates(JsonWriter writer, ImmutableArray<TunnelCandidate> candidates)
    {
        writer.WriteStartArray("candidates");
        foreach (TunnelCandidate candidate in candidates)
        {
            writer.WriteStartObject();
            HopJson.WriteAddress(writer, "ingress", candidate.Ingress);
            writer.WriteBoolean("ingressSilent", candidate.IsIngressSilent);
            WriteNumber(writer, "ingressHop", candidate.IngressHop);
            HopJson.WriteAddress(writer, "egress", candidate.Egress);
            writer.WriteNumber("egressHop", candidate.EgressHop);
            writer.WriteString("trigger", TntWords.Of(candidate.Trigger));
            writer.WriteString("outcome", TntWords.Of(candidate.Outcome));
            WriteNumber(writer, "explainedExcess", candidate.ExplainedExcess);
            WriteEvidence(writer, candidate.Evidence);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteEvidence(JsonWriter writer, HopIndicators indicators)
    {
        writer.WriteStartObject("evidence");
        WriteIndicators(writer, indicators);
        writer.WriteEndObject();
    }

    private static void WriteIndicators(JsonWriter writer, HopIndicators indicators)
    {
        HopJson.WriteAddress(writer, "address", indicators.Address);
        writer.WriteNumber("probeTtl", indicators.ProbeTtl);
        WriteNumber(writer, "replyTtl", indicators.ReplyTtl);
        WriteNumber(writer, "echoReplyTtl", indicators.EchoReplyTtl);
        WriteNumber(writer, "quotedTtl", indicators.QuotedTtl);
        HopJson.WriteLabels(writer, "labels", indicators.LabelStack);
        WriteNumber(writer, "frpla", indicators.Frpla);
        WriteNumber(writer, "rtla", indicators.Rtla);
        WriteNumber(writer, "uTurn", indicators.UTurn);
        if (indicators.IsDuplicate)
        {
            writer.WriteBoolean("duplicate", true);
        }
    }

    private static void WriteNumber(JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
