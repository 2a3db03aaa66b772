using System.Globalization;
using System.Text;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>What an assembler made of a capture.</summary>
internal sealed class Assembled
{
    private Assembled(List<CapturedTrace> captured, List<Ping> pings, AssemblerCounters counters, CaptureFormatException? damage)
    {
        Captured = captured;
        Pings = pings;
        Counters = counters;
        Damage = damage;
    }

    internal IReadOnlyList<CapturedTrace> Captured { get; }

    internal IReadOnlyList<Trace> Traces => [.. Captured.Select(captured => captured.Trace)];

    internal IReadOnlyList<Ping> Pings { get; }

    /// <summary>Every probe of every trace and ping.</summary>
    internal IEnumerable<ProbeOutcome> Probes => Traces
        .SelectMany(trace => trace.Hops.SelectMany(hop => hop.Probes).Concat(trace.LastDitch).Concat(trace.PathMtu?.Probes ?? []))
        .Concat(Pings.SelectMany(ping => ping.Probes));

    /// <summary>Every reply of every trace and ping.</summary>
    internal IEnumerable<Reply> Replies => Probes.SelectMany(probe => probe.Replies);

    internal AssemblerCounters Counters { get; }

    internal CaptureFormatException? Damage { get; }

    internal static Assembled FromFile(string path) => FromBytes(File.ReadAllBytes(path));

    internal static Assembled FromBytes(byte[] file, AssemblerOptions? options = null)
    {
        var traces = new List<CapturedTrace>();
        var pings = new List<Ping>();
        var assembler = new TraceAssembler(traces.Add, pings.Add, options);
        CaptureFormatException? damage = null;
        try
        {
            using var reader = new CaptureReader(new MemoryStream(file));
            while (reader.TryRead(out CapturedFrame frame))
            {
                assembler.Add(frame);
            }
        }
        catch (CaptureFormatException exception)
        {
            damage = exception;
        }

        assembler.Complete();
        traces.Sort((a, b) => a.Trace.Start.CompareTo(b.Trace.Start));
        pings.Sort((a, b) => a.Start.CompareTo(b.Start));
        return new(traces, pings, assembler.Counters, damage);
    }

    /// <summary>Everything that was found, one line per trace, probe and reply.</summary>
    internal string ToText()
    {
        var text = new StringBuilder();
        foreach (CapturedTrace captured in Captured)
        {
            Append(text, captured);
        }

        foreach (Ping ping in Pings)
        {
            text.Append(CultureInfo.InvariantCulture, $"ping {ping.Method} {ping.Source} > {ping.Destination} id {ping.SourcePort} seq {ping.DestinationPort} ttl {ping.ProbeTtl} size {ping.ProbeSize} sent {ping.ProbesSent}\n");
            Append(text, ping.Probes, ping.Start);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, CapturedTrace captured)
    {
        Trace trace = captured.Trace;
        text.Append(CultureInfo.InvariantCulture, $"trace {trace.Method} {trace.Source}:{trace.SourcePort} > {trace.Destination}:{trace.DestinationPort} size {trace.ProbeSize} sent {trace.ProbesSent} hops {trace.FirstHop}-{trace.HopCount} stop {trace.StopReason} {trace.StopData} {trace.StopHop}{(captured.HasInferredTtls ? " inferred" : "")}\n");
        foreach (Hop hop in trace.Hops)
        {
            text.Append(CultureInfo.InvariantCulture, $" {hop.ProbeTtl}\n");
            Append(text, hop.Probes, trace.Start);
        }

        if (!trace.LastDitch.IsEmpty)
        {
            text.Append(" last ditch\n");
            Append(text, trace.LastDitch, trace.Start);
        }

        if (trace.PathMtu is { } pathMtu)
        {
            text.Append(CultureInfo.InvariantCulture, $" path mtu {pathMtu.Mtu}\n");
            Append(text, pathMtu.Probes, trace.Start);
        }
    }

    private static void Append(StringBuilder text, IEnumerable<ProbeOutcome> probes, Timestamp start)
    {
        foreach (ProbeOutcome probe in probes)
        {
            string sent = probe.SentAt is { } at ? (at - start).TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture) : "-";
            text.Append(CultureInfo.InvariantCulture, $"   #{probe.Attempt} at {sent} size {probe.Size}{(probe.Replies.IsEmpty ? " *" : "")}\n");
            foreach (Reply reply in probe.Replies)
            {
                text.Append(CultureInfo.InvariantCulture, $"     {reply.Address} {reply.Kind} {reply.Rtt.TotalMilliseconds:F3} ms ttl {reply.ReplyTtl} tos {reply.ReplyTos} size {reply.ReplySize} id {reply.ReplyIpId} icmp {reply.IcmpType}/{reply.IcmpCode} quoted {reply.QuotedTtl}/{reply.QuotedTos}/{reply.QuotedLength} mtu {reply.NextHopMtu} tcp {reply.TcpFlags}");
                foreach (IcmpExtensionObject extension in reply.Extensions)
                {
                    text.Append(extension.IsMplsLabelStack
                        ? $" mpls[{string.Join(" | ", extension.ToLabelStack())}]"
                        : $" class {extension.Class}/{extension.CType} {Convert.ToHexString(extension.Payload.AsSpan())}");
                }

                text.Append('\n');
            }
        }
    }
}
