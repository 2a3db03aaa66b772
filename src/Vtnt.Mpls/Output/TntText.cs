using System.Globalization;
using System.Text;
using Vtnt.Probing;
using Vtnt.Probing.Wire;

namespace Vtnt.Mpls;

/// <summary>
/// The text format of TNT 5.0: one block per trace, a line per slot, revealed routers numbered H1, H2, …, an empty line
/// at the end. TNT itself makes icmp-paris and udp-paris traces only; those of a capture keep their method's name.
/// </summary>
public static class TntText
{
    /// <summary>One block.</summary>
    /// <param name="trace">The finished trace.</param>
    /// <param name="verbose">True to show failed attempts and unreachable codes too.</param>
    /// <param name="allowReserved">True not to mark reserved addresses.</param>
    public static string Write(TntTrace trace, bool verbose = false, bool allowReserved = false)
    {
        ArgumentNullException.ThrowIfNull(trace);
        Trace slots = trace.AnnotatedTrace;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"trace [{MethodName(slots.Method)}] from {slots.Source} to {slots.Destination}\n");
        TntTextNumbering numbering = new(slots.FirstHop, trace.Profile);
        foreach (Hop hop in slots.Hops)
        {
            TntAnnotation bits = hop.Tnt ?? new TntAnnotation(0, 0, 0, 0, 0, 0);
            string number = numbering.Next(hop.FirstReply is not null, bits);
            if (hop.FirstReply is { } reply)
            {
                WriteReply(text, number, hop, reply, bits, verbose, allowReserved);
            }
            else
            {
                text.Append(number).Append(" *\n");
            }
        }

        return text.Append('\n').ToString();
    }

    private static string MethodName(TraceMethod method) => method switch
    {
        TraceMethod.IcmpParis => "icmp-paris",
        TraceMethod.UdpParis => "udp-paris",
        TraceMethod.Icmp => "icmp",
        TraceMethod.Udp => "udp",
        TraceMethod.Tcp => "tcp",
        _ => "tcp-ack",
    };

    private static void WriteReply(
        StringBuilder text, string number, Hop hop, Reply reply, TntAnnotation bits, bool verbose, bool allowReserved)
    {
        bool isReserved = !allowReserved && ReservedPrefixes.ContainsForTnt(reply.Address);
        long microseconds = reply.Rtt.Ticks / TimeSpan.TicksPerMicrosecond;
        string echo = isReserved || bits.EchoReplyTtl == 0 ? "*" : bits.EchoReplyTtl.ToString(CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $"{number} {reply.Address.ToString(),-15} {microseconds / 1000}.{microseconds % 1000:D3} ms");
        text.Append(isReserved ? " rsvd" : "");
        text.Append(CultureInfo.InvariantCulture, $" rTTLs=<{reply.ReplyTtl ?? 0},{echo}>");
        if (reply.Kind == ReplyKind.TimeExceeded)
        {
            WriteIndicators(text, hop.ProbeTtl, reply, bits.EchoReplyTtl == 0 ? null : bits.EchoReplyTtl);
        }

        TntTextTags.Write(text, bits);
        WriteLabels(text, reply);
        if (verbose)
        {
            if (reply.Kind == ReplyKind.DestinationUnreachable && reply.IcmpCode != IcmpType.PortUnreachableCode)
            {
                text.Append(CultureInfo.InvariantCulture, $" (dstunr code={reply.IcmpCode})");
            }

            TntTextTags.WriteAttempts(text, bits);
        }

        text.Append('\n');
    }

    private static void WriteIndicators(StringBuilder text, byte probeTtl, Reply reply, byte? echoReplyTtl)
    {
        byte replyTtl = reply.ReplyTtl ?? 0;
        int uTurn = UTurn.Evaluate(replyTtl, echoReplyTtl) ?? 0;
        int frpla = Frpla.Evaluate(probeTtl, replyTtl);
        int rtla = Rtla.Evaluate(replyTtl, echoReplyTtl) ?? 0;
        text.Append(CultureInfo.InvariantCulture, $" qttl={reply.QuotedTtl ?? 1}");
        text.Append(uTurn != 0 ? string.Create(CultureInfo.InvariantCulture, $" uturn={uTurn}") : "");
        text.Append(frpla > 0 ? string.Create(CultureInfo.InvariantCulture, $" frpla={frpla}") : "");
        text.Append(rtla > 0 ? string.Create(CultureInfo.InvariantCulture, $" rtla={rtla}") : "");
    }

    private static void WriteLabels(StringBuilder text, Reply reply)
    {
        foreach (IcmpExtensionObject extension in reply.Extensions)
        {
            string separator = " Labels ";
            foreach (LabelStackEntry entry in extension.ToLabelStack())
            {
                text.Append(CultureInfo.InvariantCulture, $"{separator}{entry.Label} mTTL={entry.LseTtl}");
                separator = " | ";
            }
        }
    }
}
